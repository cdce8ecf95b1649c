import { z } from 'zod';
import { Count } from './answer.ts';
import { reportFileQuery } from './export.ts';
import { many, reportQuery, whole } from './query.ts';

export const OUTCOMES = ['handedOff', 'completed', 'open', 'abandoned'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const asked = {
  outcome: many(z.enum(OUTCOMES)).describe('Only conversations that ended so.'),
  story: many(z.string()).describe('Only conversations through any node of it.'),
  node: many(z.string()).describe('Only conversations through that node, in the stories asked or in any.'),
  limit: whole(1, 200).default(40).describe('How many nodes before the rest folds into `other`.'),
};
export const JourneyQuery = reportQuery(asked);
export const JourneyExportQuery = reportFileQuery(asked, ['nodes', 'links']);
export type JourneyQuery = z.output<typeof JourneyQuery>;

/** Steps 1 ... 20, then later. */
export const STEPS = 21;

export const Journey = z
  .strictObject({
    conversations: Count,
    nodes: z.array(
      z.strictObject({
        id: z.string().describe('Opaque; `other` for what limit folds.'),
        story: z.string(),
        node: z.string(),
        invocations: Count,
        conversations: Count.nullable(),
        steps: z.array(Count).length(STEPS).describe('How often at step 1 ... 20, then later.'),
        medianStep: z.int().min(1).max(STEPS).describe('Lower median; 21: later than 20.'),
        starts: Count,
        ends: Count,
      }),
    ),
    links: z.array(
      z.strictObject({
        from: z.string().describe('A node id, or `start`, or `other`.'),
        to: z.string().describe('A node id, or `end`, or `other`.'),
        count: Count,
        conversations: Count.nullable(),
      }),
    ),
  })
  .meta({ id: 'Journey' });
export type Journey = z.output<typeof Journey>;

import { z } from 'zod';
import { Count, Rate } from './answer.ts';
import { reportFileQuery } from './export.ts';
import { many, reportQuery } from './query.ts';

const asked = { story: many(z.string()).describe('Only these stories.') };
export const StoriesQuery = reportQuery(asked);
export const StoriesExportQuery = reportFileQuery(asked, ['nodes', 'stories']);
export type StoriesQuery = z.output<typeof StoriesQuery>;

const invocations = {
  invocations: Count.describe('Bot messages that the story, or the node, produced.'),
  successes: Count.describe('Those that were judged right.'),
  failures: Count.describe('Those that were judged wrong.'),
  accuracy: Rate.describe('Successes / (successes + failures).'),
  share: Rate.describe('Of all invocations in the answer.'),
};
export const Invocations = z.strictObject(invocations).meta({ id: 'Invocations' });
export type Invocations = z.output<typeof Invocations>;

export const Stories = z
  .strictObject({
    totals: Invocations,
    stories: z.array(
      z.strictObject({
        ...invocations,
        story: z.string(),
        nodes: z.array(z.strictObject({ ...invocations, node: z.string() })),
      }),
    ),
  })
  .meta({ id: 'Stories' });
export type Stories = z.output<typeof Stories>;

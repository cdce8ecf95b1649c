import { z } from 'zod';
import { Count, Rate } from './answer.ts';
import { reportFileQuery } from './export.ts';
import { reportQuery } from './query.ts';

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

const asked = {
  interval: z.enum(INTERVALS).optional().describe('Length of a bucket; absent: chosen by the length of the range.'),
  compare: z.literal('previous').optional().describe('Adds the totals of the previous range.'),
};
export const TrendsQuery = reportQuery(asked);
export const TrendsExportQuery = reportFileQuery(asked, ['trends', 'totals']);
export type TrendsQuery = z.output<typeof TrendsQuery>;

const totals = {
  conversations: Count.describe('Engaged conversations that started in the range.'),
  users: Count.describe('Distinct (business, user) of them.'),
  messages: Count.describe('All messages of those conversations.'),
  automation: Rate.describe('Conversations not handed off / conversations.'),
  handedOff: Count.describe('A human agent sent a message.'),
  completed: Count.describe('Else: some message says completed.'),
  open: Count.describe('Else: the last message is younger than the idle time.'),
  abandoned: Count.describe('Else.'),
};
export const Totals = z.strictObject(totals).meta({ id: 'Totals' });
export type Totals = z.output<typeof Totals>;

export const Trends = z
  .strictObject({
    interval: z.enum(INTERVALS),
    totals: Totals,
    previous: z.strictObject({ ...totals, from: z.string(), to: z.string() }).optional(),
    buckets: z.array(
      z.strictObject({
        ...totals,
        start: z.string().describe("Start with the zone's offset."),
        end: z.string(),
        partial: z.boolean().describe('Start < from, or end > to, or end > now.'),
      }),
    ),
  })
  .meta({ id: 'Trends' });
export type Trends = z.output<typeof Trends>;

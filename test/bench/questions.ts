import { DATA_FROM, DATA_TO } from './make-data.ts';

const DAY = 86_400_000;

export const REPORTS = ['trends', 'stories', 'words', 'journey', 'messages'] as const;
export type Report = (typeof REPORTS)[number];

/** Spans that end with the data, epoch ms. */
export const RANGES = {
  '24 h': { from: DATA_TO - DAY, to: DATA_TO },
  '30 d': { from: DATA_TO - 30 * DAY, to: DATA_TO },
  all: { from: DATA_FROM, to: DATA_TO },
} as const;
export type RangeName = keyof typeof RANGES;

export interface Question {
  report: Report;
  range: RangeName;
  /** Epoch ms. */
  from: number;
  to: number;
  /** Path and query at the gateway. */
  path: string;
}

/** Each report over each span, all bots. */
export function questions(only?: string): Question[] {
  return REPORTS.filter((report) => only === undefined || report === only).flatMap((report) =>
    (Object.keys(RANGES) as RangeName[]).map((range) => {
      const { from, to } = RANGES[range];
      const query = new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
      return { report, range, from, to, path: `/v1/${report}?${query}` };
    }),
  );
}

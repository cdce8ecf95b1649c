import type { Answer } from '../../gateway/contract/answer.ts';
import type { Trends } from '../../gateway/contract/trends.ts';
import type { LinesData, Moment, StackData } from '../charts/chart-data.ts';
import type { Format } from '../internal/format.ts';
import { exactly, MEASURE_COLOURS, type Measure, type Outcome, OUTCOMES } from './measures.ts';
import type { BotTrends } from './bot-trends.ts';

type Bucket = Trends['buckets'][number];
type Text = BotTrends['text'];
type OverTime = Omit<LinesData, 'kind' | 'lines' | 'describe'>;

/** What a chart is made of: an answer, and the words and formats of the page. */
export interface ChartInput {
  answer: Answer<Trends>;
  format: Format;
  text: Text;
  /** Instants, RFC 3339. */
  onSelect: (from: string, to: string) => void;
}

/** The chosen measures as lines. What has not begun yet has no value: a line along zero would say that nothing happens then. */
export function linesOf(input: ChartInput, measures: readonly Measure[]): LinesData {
  const { answer, format, text } = input;
  const { buckets } = answer.data;
  const begun = ({ start }: Bucket): boolean => Date.parse(start) < Date.parse(answer.computedAt);
  const row = (measure: Measure, value: string): Moment['rows'][number] => ({
    label: text(`trends.${measure}`),
    value,
    colour: MEASURE_COLOURS[measure],
  });
  return {
    kind: 'lines',
    ...overTime(input),
    lines: measures.map((measure) => ({
      key: measure,
      label: text(`trends.${measure}`),
      colour: MEASURE_COLOURS[measure],
      unit: measure === 'automation' ? 'rate' : 'count',
      values: buckets.map((bucket) => (begun(bucket) ? bucket[measure] : null)),
    })),
    describe: (from, to) => {
      const bucket = buckets[from];
      const one = from === to && bucket;
      const about = (at: number): string => (answer.estimates.includes(`/buckets/${at}/users`) ? '≈ ' : '');
      const rows = one
        ? measures.map((measure) =>
            row(measure, begun(bucket) ? (measure === 'users' ? about(from) : '') + exactly(measure, bucket, format) : format.none),
          )
        : // Users of several buckets are no sum: who comes twice is one.
          measures
            .filter((measure) => measure !== 'users')
            .map((measure) => row(measure, exactly(measure, sum(buckets, from, to), format)));
      return moment(input, from, to, rows);
    },
  };
}

/** The four outcomes as columns that add to all conversations. */
export function outcomesOf(input: ChartInput): StackData {
  const { answer, format, text } = input;
  const { buckets } = answer.data;
  return {
    kind: 'stack',
    ...overTime(input),
    layers: OUTCOMES.map((outcome) => ({
      key: outcome,
      label: text(`trends.${outcome}`),
      colour: outcome,
      values: buckets.map((bucket) => bucket[outcome]),
    })),
    describe: (from, to) => {
      const totals = sum(buckets, from, to);
      const rows = [...OUTCOMES].reverse().map((outcome) => ({
        label: text(`trends.${outcome}`),
        value: `${format.exact(totals[outcome])} · ${format.percent(shareOf(totals, outcome))}`,
        colour: outcome,
      }));
      return moment(input, from, to, rows);
    },
  };
}

export function shareOf(totals: Record<'conversations' | Outcome, number>, outcome: Outcome): number | null {
  return totals.conversations === 0 ? null : totals[outcome] / totals.conversations;
}

/** What may be added up over buckets. */
type Sum = Record<'conversations' | 'messages' | Outcome, number> & { automation: number | null };

export function sum(buckets: readonly Bucket[], from: number, to: number): Sum {
  const total = { conversations: 0, messages: 0, completed: 0, handedOff: 0, abandoned: 0, open: 0 };
  const names = Object.keys(total) as (keyof typeof total)[];
  for (const bucket of buckets.slice(from, to + 1)) for (const name of names) total[name] += bucket[name];
  return { ...total, automation: total.conversations === 0 ? null : 1 - total.handedOff / total.conversations };
}

function overTime({ answer, format, onSelect }: ChartInput): OverTime {
  const { interval, buckets } = answer.data;
  return {
    starts: buckets.map(({ start }) => start),
    interval,
    partial: buckets.map(({ partial }) => partial),
    tick: (start, as) => format.tick(start, as),
    count: (value) => format.compact(value),
    rate: (value) => format.percent(value),
    onSelect: (first, last) => {
      const part = partOf(answer, first, last);
      if (part && sum(buckets, first, last).conversations > 0) onSelect(part.from, part.to);
    },
  };
}

/** The part of the range that some buckets cover; `null` where that is all of it, and nothing would change. */
export function partOf({ range, data }: Answer<Trends>, first: number, last: number): { from: string; to: string } | null {
  const [begin, end] = [data.buckets[first]?.start, data.buckets[last]?.end].map((time) => Date.parse(time ?? ''));
  if (begin === undefined || end === undefined || Number.isNaN(begin + end)) return null;
  const from = Math.max(begin, Date.parse(range.from));
  const to = Math.min(end, Date.parse(range.to));
  const whole = from === Date.parse(range.from) && to === Date.parse(range.to);
  return whole || from >= to ? null : { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** Why a bucket is not whole: it is not over, or the range cuts it. */
export function cutOf({ partial, end }: Bucket, computedAt: string): 'soFar' | 'cut' | null {
  return partial ? (Date.parse(end) > Date.parse(computedAt) ? 'soFar' : 'cut') : null;
}

function moment({ answer, format, text }: ChartInput, from: number, to: number, rows: Moment['rows']): Moment {
  const { interval, buckets } = answer.data;
  const [first, last] = [buckets[from], buckets[to]];
  if (!first || !last) return { title: '', rows };
  const title = from === to ? format.bucket(first.start, first.end, interval) : format.range(first.start, last.end);
  const cut = cutOf(last, answer.computedAt) ?? cutOf(first, answer.computedAt);
  return { title, rows, ...(cut && { note: text(`trends.${cut}.note`) }) };
}

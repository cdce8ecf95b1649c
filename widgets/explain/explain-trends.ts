import type { Answer } from '../../gateway/contract/answer.ts';
import type { Totals, Trends } from '../../gateway/contract/trends.ts';
import { changeOf, type Measure, MEASURES, type Outcome, OUTCOMES } from '../trends/measures.ts';
import { changeOfCount, changeOfRate } from './change.ts';
import { type Asked, explain, type Explanation, type Figure, numberAt } from './explanation.ts';

type AskedTrends = Asked<Trends>;

/** A headline figure and its change. @param whole - whether the range before is one to compare with; `null`: that is not known yet */
export function explainMeasure(asked: AskedTrends, measure: Measure, whole: boolean | null): Explanation | null {
  const { answer, text } = asked;
  if (!answer) return null;
  const { totals, previous } = answer.data;
  return explain(asked, answer, {
    title: text(`trends.${measure}`),
    figures: [figureOf(asked, answer, measure, totals, '/totals'), changeFigure(asked, answer, measure, whole)],
    excluded: excluded(asked),
    before: previous,
    messages: text('explain.messages.start'),
  });
}

/** How many conversations ended so, and of how many. */
export function explainOutcome(asked: AskedTrends, outcome: Outcome): Explanation | null {
  const { answer, text, format } = asked;
  if (!answer) return null;
  const { totals } = answer.data;
  const [count, all] = [format.exact(totals[outcome]), format.exact(totals.conversations)];
  const name = text(`trends.${outcome}`);
  const share: Figure = {
    name: text('explain.share'),
    value: totals.conversations === 0 ? format.none : format.percent(totals[outcome] / totals.conversations),
    formula: text('explain.share.outcome'),
    steps: [
      { label: name, value: count },
      { sign: 'over', label: text('trends.conversations'), value: all },
    ],
  };
  return explain(asked, answer, {
    title: name,
    figures: [{ name, value: count, formula: text(`trends.${outcome}.means`), steps: [] }, share],
    excluded: excluded(asked),
    messages: text('explain.messages.start'),
  });
}

/** The numbers of one hour, day, week or month. @param start - of the bucket, as answered */
export function explainBucket(asked: AskedTrends, start: string): Explanation | null {
  const { answer, text, format } = asked;
  const at = answer?.data.buckets.findIndex((each) => each.start === start) ?? -1;
  const bucket = answer?.data.buckets[at];
  if (!answer || !bucket) return null;
  const range = { from: later(bucket.start, answer.range.from), to: earlier(bucket.end, answer.range.to) };
  return explain(asked, answer, {
    title: format.bucket(bucket.start, bucket.end, answer.data.interval),
    figures: MEASURES.map((measure) => figureOf(asked, answer, measure, bucket, `/buckets/${at}`)),
    excluded: excluded(asked),
    range,
    messages: text('explain.messages.start'),
    ...(bucket.partial && { only: [text('explain.partial')] }),
  });
}

const later = (one: string, other: string): string => (Date.parse(one) > Date.parse(other) ? one : other);
const earlier = (one: string, other: string): string => (Date.parse(one) < Date.parse(other) ? one : other);

const excluded = ({ text }: AskedTrends): string[] => [text('explain.not.engaged'), text('explain.not.started')];

function figureOf(asked: AskedTrends, answer: Answer<Trends>, measure: Measure, totals: Totals, place: string): Figure {
  const { text, format } = asked;
  const named = { name: text(`trends.${measure}`), formula: text(`trends.${measure}.means`) };
  if (measure === 'automation') return { ...named, ...automationOf(asked, totals) };
  const value = numberAt(answer, `${place}/${measure}`, format.exact(totals[measure]));
  if (measure !== 'conversations') return { ...named, value, steps: [] };
  const steps = OUTCOMES.map((outcome, at) => ({
    ...(at > 0 && { sign: 'plus' as const }),
    label: text(`trends.${outcome}`),
    value: format.exact(totals[outcome]),
  }));
  return { ...named, value, steps };
}

function automationOf({ text, format }: AskedTrends, { automation, conversations, handedOff }: Totals): Omit<Figure, 'name'> {
  if (automation === null) return { value: format.none, formula: text('trends.none.automation'), steps: [] };
  return {
    value: format.percent(automation),
    formula: `${text('trends.automation.means')} ${text('explain.automation.open')}`,
    steps: [
      { label: text('explain.automation.kept'), value: format.exact(conversations - handedOff) },
      { sign: 'over', label: text('trends.conversations'), value: format.exact(conversations) },
    ],
  };
}

function changeFigure(asked: AskedTrends, answer: Answer<Trends>, measure: Measure, whole: boolean | null): Figure {
  const { text, format } = asked;
  const { totals, previous } = answer.data;
  const name = text('explain.change');
  const { direction } = changeOf(measure, totals, whole ? previous : undefined, format);
  const [now, before] = [totals[measure], previous?.[measure] ?? null];
  if (direction === 'none' || !previous || now === null || before === null) {
    const range = previous ? format.range(previous.from, previous.to) : '';
    const why = whole === false && previous && previous.conversations > 0 ? 'trends.none.whole' : 'trends.none.before';
    return { name, value: format.none, formula: text(whole === null ? 'loading' : why, { range }), steps: [] };
  }
  if (measure === 'automation') return changeOfRate(asked, now, before, (points) => text('trends.points', { points }));
  const written = {
    now: numberAt(answer, `/totals/${measure}`, format.exact(now)),
    before: numberAt(answer, `/previous/${measure}`, format.exact(before)),
  };
  return changeOfCount(asked, { now, before, written });
}

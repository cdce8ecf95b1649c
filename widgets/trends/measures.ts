import type { Totals } from '../../gateway/contract/trends.ts';
import type { Format } from '../internal/format.ts';
import type { ColourName } from '../internal/styles/palette.ts';

export const MEASURES = ['conversations', 'users', 'automation', 'messages'] as const;
export type Measure = (typeof MEASURES)[number];

/** From the bottom of a column to its top; the four always add to all conversations. */
export const OUTCOMES = ['completed', 'handedOff', 'abandoned', 'open'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const MEASURE_COLOURS: Record<Measure, ColourName> = { conversations: 'c1', users: 'c2', automation: 'c3', messages: 'c4' };

const DRAWN_FIRST: readonly Measure[] = ['conversations', 'users'];

/** Which measures an author names, apart by spaces or commas; in our order, each once; those unknown are left out. */
export function parseMeasures(list: string | null | undefined): Measure[] {
  const named = new Set((list ?? '').split(/[\s,]+/));
  const known = MEASURES.filter((measure) => named.has(measure));
  return known.length > 0 ? known : [...DRAWN_FIRST];
}

/** With one more, or one less; one always stays. */
export function toggleMeasure(measures: readonly Measure[], measure: Measure): Measure[] {
  const left = measures.filter((each) => each !== measure);
  if (left.length === measures.length) return MEASURES.filter((each) => each === measure || measures.includes(each));
  return left.length > 0 ? left : [...measures];
}

type Counted = Pick<Totals, 'conversations' | 'automation'> & Partial<Totals>;

/** A figure as the screen has room for. */
export const written = (measure: Measure, totals: Counted, format: Format): string =>
  measure === 'automation' ? format.percent(totals.automation) : format.compact(totals[measure] ?? 0);

/** A figure exactly. */
export const exactly = (measure: Measure, totals: Counted, format: Format): string =>
  measure === 'automation' ? format.percent(totals.automation) : format.exact(totals[measure] ?? 0);

/** From here on a factor says more than a percentage. */
const MANIFOLD = 10;

export interface Change {
  /** "+4.2 %", "×12", or points of a hundred for a rate; a dash where there is nothing to compare with. */
  text: string;
  isPoints: boolean;
  direction: 'up' | 'down' | 'same' | 'none';
}

/** How a figure changed. Without conversations before there is none: everything would have grown by infinity. */
export function changeOf(measure: Measure, now: Totals, before: Totals | undefined, format: Format): Change {
  const [value, old] = [now[measure], before?.[measure] ?? null];
  const isPoints = measure === 'automation';
  if (value === null || old === null || !before || before.conversations === 0 || (old === 0 && !isPoints)) {
    return { text: format.none, isPoints, direction: 'none' };
  }
  const grown = value / old;
  const text = isPoints
    ? format.points(value, old)
    : grown >= MANIFOLD
      ? `×${format.compact(Math.round(grown))}`
      : (format.change(value, old) ?? format.none);
  // What is said decides: "0 %" with an arrow would be odd.
  const tenths = Math.round((isPoints ? value - old : (value - old) / old) * 1000);
  return { text, isPoints, direction: tenths === 0 ? 'same' : tenths > 0 ? 'up' : 'down' };
}

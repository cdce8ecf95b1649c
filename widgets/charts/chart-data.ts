import type { Interval } from '../../gateway/contract/trends.ts';
import type { ColourName } from '../internal/styles/palette.ts';
import type { Tone } from '../internal/story-color.ts';

/** What a tooltip says, and what is read out: plain texts, ready for the screen. */
export interface Moment {
  title: string;
  /** `colour`: of the mark that the row belongs to. */
  rows: readonly { label: string; value: string; colour?: ColourName; tone?: Tone }[];
  note?: string;
}

interface OverTime {
  /** Starts of the buckets, with the zone's offset: their local clock is read off the text. */
  starts: readonly string[];
  interval: Interval;
  /** Buckets that the range or the present cuts. */
  partial: readonly boolean[];
  /** Words for a start, as those of an interval are said. */
  tick: (start: string, as: Interval) => string;
  count: (value: number) => string;
  rate: (value: number) => string;
  /** Says what a bucket holds, or several of them: the first and the last. */
  describe: (from: number, to: number) => Moment;
  /** Asked for buckets, the first and the last of them. */
  onSelect?: (from: number, to: number) => void;
}

export interface Line {
  key: string;
  label: string;
  colour: ColourName;
  /** Rates (0 ... 1) have a panel of their own, from 0 to 100 %. */
  unit: 'count' | 'rate';
  /** One a bucket; `null` is a gap. */
  values: readonly (number | null)[];
}

/** One to four lines. */
export interface LinesData extends OverTime {
  kind: 'lines';
  lines: readonly Line[];
}

export interface Layer {
  key: string;
  label: string;
  colour: ColourName;
  values: readonly number[];
}

/** Columns of what adds up, the first layer at the bottom. */
export interface StackData extends OverTime {
  kind: 'stack';
  layers: readonly Layer[];
}

export interface Slice {
  key: string;
  label: string;
  value: number;
  color: ColourName;
  /** Told apart from a neighbour of the same colour. */
  tone?: Tone;
}

export interface PieData {
  kind: 'pie';
  slices: readonly Slice[];
  /** Key of the slice that stands out. */
  selected?: string | null;
  describe: (index: number) => Moment;
  /** Key of the slice that is looked at; `null`: none any more. */
  onHover?: (key: string | null) => void;
  onSelect?: (key: string) => void;
}

export type ChartData = LinesData | StackData | PieData;

import type { FlowBox } from './flow-place.ts';
import type { FlowRoute } from './flow-routes.ts';

/** A node as it is drawn. Texts are whole; what does not fit is cut in the middle. */
export interface NetworkCard {
  box: FlowBox;
  kind: 'node' | 'other' | 'start' | 'end';
  title: string;
  /** Below the title. */
  note: string;
  /** Behind the note where there is room; told elsewhere too. */
  aside: string;
  /** Of the story; `rgba(...)`, or `null` for what belongs to none. */
  colour: string | null;
  /** Share of the invocations after which the conversation ended, 0 ... 1. */
  ends: number;
  /** What is shown is only what goes through it. */
  picked: boolean;
}

/** A link as it is drawn. */
export interface NetworkLine {
  route: FlowRoute;
  label: string;
  /** `rgba(...)` */
  colour: string;
}

export interface NetworkDrawing {
  cards: readonly NetworkCard[];
  lines: readonly NetworkLine[];
  /** Colour of where conversations end; `rgba(...)`. */
  endColour: string;
}

/** What stands out: the rest fades. */
export interface Emphasis {
  /** The node with the focus ring, or under the pointer. */
  node: string | null;
  nodes: ReadonlySet<string>;
  /** Keys of routes. */
  lines: ReadonlySet<string>;
}

/** A node by its id or a link by its key. */
export type Target = { node: string } | { line: string };

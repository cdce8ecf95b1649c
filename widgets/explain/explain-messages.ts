import type { Messages } from '../../gateway/contract/messages.ts';
import type { Selection } from '../internal/selection.ts';
import { type Asked, explain, type Explanation } from './explanation.ts';

interface AskedMessages extends Asked<Messages> {
  readonly selection: Selection;
  readonly search?: string | null | undefined;
  /** Whose messages. */
  readonly chosenShown: string;
}

/** How far the list was read. */
export interface ListRead {
  /** Messages on screen. */
  count: number;
  /** There are older ones. */
  more: boolean;
  /** New ones that wait to be shown. */
  fresh: number;
}

const PARTS = ['story', 'node', 'keyword'] as const;

/** How many messages the list shows, and what narrows it. */
export function explainList(asked: AskedMessages, { count, more, fresh }: ListRead): Explanation | null {
  const { answer, text, format, selection, chosenShown } = asked;
  if (!answer) return null;
  const search = asked.search?.trim() ?? '';
  const only = [
    ...(search === '' ? [] : [text('explain.only.search', { words: search })]),
    ...(chosenShown === 'all' ? [] : [text('explain.only.sender', { sender: text(`messages.sender.${chosenShown}`) })]),
    ...PARTS.flatMap((part) => (selection[part] === undefined ? [] : [text(`explain.only.${part}`, { name: selection[part] })])),
  ];
  const waiting = fresh === 0 ? '' : ` ${text('messages.fresh', { count: fresh, number: format.exact(fresh) })}.`;
  return explain(asked, answer, {
    title: text('messages.heading'),
    figures: [
      {
        name: text('explain.list.shown'),
        value: format.exact(count),
        formula: `${text(more ? 'explain.list.more' : 'explain.list.all')}${waiting}`,
        steps: [],
      },
    ],
    excluded: [text('explain.not.own'), text('explain.not.masked')],
    only,
    messages: null,
  });
}

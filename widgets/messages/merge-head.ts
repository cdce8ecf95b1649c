import type { MessageOut } from '../../gateway/contract/message.ts';

/** Messages in their order, and where to go on. */
export interface Page {
  messages: readonly MessageOut[];
  /** Cursor of what follows; `null`: nothing does. */
  next: string | null;
}

/** The same for the same message, whatever its revision. */
export const keyOf = ({ business, bot, conversation, id }: MessageOut): string => JSON.stringify([business, bot, conversation, id]);

/** Below zero: `a` comes before `b` in a list that has the newest first (contract section 4). */
export function compareNewest(a: MessageOut, b: MessageOut): number {
  return (
    Date.parse(b.timestamp) - Date.parse(a.timestamp) ||
    b.seq - a.seq ||
    compareCodePoints(b.id, a.id) ||
    compareCodePoints(b.business, a.business) ||
    compareCodePoints(b.bot, a.bot) ||
    compareCodePoints(b.conversation, a.conversation)
  );
}

/** JavaScript compares halves of code points, which puts those past U+FFFF too early. */
function compareCodePoints(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index += 1;
  if (index > 0 && /[\ud800-\udbff]/.test(a[index - 1] ?? '')) index -= 1;
  return (a.codePointAt(index) ?? -1) - (b.codePointAt(index) ?? -1);
}

/**
 * What was read, brought up to date by a fresh first page: new messages come before it, those that the page holds are as it has them (also
 * gone, when they were erased), and what lies past the page stays.
 *
 * @returns `null` when messages that nobody has may lie between the page and what was read
 */
export function mergeHead(read: Page, head: Page): Page | null {
  const [first] = read.messages;
  const last = head.messages.at(-1);
  if (!first || !last || head.next === null) return head;
  if (compareNewest(last, first) < 0) return null;
  const past = read.messages.filter((message) => compareNewest(message, last) > 0);
  return { messages: [...head.messages, ...past], next: past.length > 0 ? read.next : head.next };
}

/** How many of these messages came after the first one that was read. */
export function countFresh(read: Page, head: Page): number {
  const [first] = read.messages;
  return first ? head.messages.filter((message) => compareNewest(message, first) < 0).length : head.messages.length;
}

/** One page after another; what a page repeats is left out. */
export function appendPage(read: Page, page: Page): Page {
  const known = new Set(read.messages.map(keyOf));
  return { messages: [...read.messages, ...page.messages.filter((message) => !known.has(keyOf(message)))], next: page.next };
}

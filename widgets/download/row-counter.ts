import type { MessagesFormat } from '../../gateway/contract/export.ts';

const [QUOTE, NEW_LINE] = [0x22, 0x0a];

/**
 * Counts the messages in the parts of a file as they come; `null` where that cannot be seen, in a workbook. Bytes will do: those that
 * matter are part of no other character.
 */
export function createRowCounter(format: MessagesFormat): ((part: Uint8Array) => number) | null {
  if (format === 'xlsx') return null;
  const csv = format === 'csv';
  // A csv begins with its head.
  let rows = csv ? -1 : 0;
  let quoted = false;
  return (part) => {
    for (const byte of part) {
      if (csv && byte === QUOTE) quoted = !quoted;
      else if (byte === NEW_LINE && !quoted) rows++;
    }
    return Math.max(0, rows);
  };
}

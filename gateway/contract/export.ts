import { z } from 'zod';
import { reportQuery } from './query.ts';

/** How a table leaves as a file. */
export const TABLE_FORMATS = ['xlsx', 'csv'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];
export const TableFormat = z
  .enum(TABLE_FORMATS, 'must be xlsx or csv')
  .describe('`xlsx`: sheets with real dates and a sheet that explains them; `csv`: one of them, UTF-8 with a byte order mark.');

/** The table that says what a file is: range, filters, bots, and what each column means. */
export const ABOUT = 'about';

/**
 * The parameters of a report as a file: its own, the format, and which table a file of one table holds.
 *
 * @param first - the one that a csv holds when none is asked; all are the sheets of the workbook, in lower case
 */
export function reportFileQuery<Shape extends z.ZodRawShape, Name extends string>(
  asked: Shape,
  [first, ...others]: readonly [Name, ...Name[]],
) {
  const names = [first, ...others, ABOUT] as const;
  const table = z
    .enum(names, `must be ${names.slice(0, -1).join(', ')} or ${ABOUT}`)
    .optional()
    .describe(
      `Which sheet of the workbook a \`csv\` holds; absent: \`${first}\`. \`${ABOUT}\`: range, filters, bots, and what each column means.`,
    );
  return reportQuery({ ...asked, format: TableFormat, table }).superRefine((query, context) => {
    const { format, table: name } = query as { format: TableFormat; table?: string };
    if (name !== undefined && format !== 'csv')
      context.addIssue({ code: 'custom', path: ['table'], message: 'is for csv: a workbook has all of them' });
  });
}

/** How messages leave as a file. */
export const MESSAGES_FORMATS = [...TABLE_FORMATS, 'ndjson'] as const;
export type MessagesFormat = (typeof MESSAGES_FORMATS)[number];
export const MessagesFormat = z
  .enum(MESSAGES_FORMATS, 'must be xlsx, csv or ndjson')
  .describe(
    '`xlsx`: sheets of messages, of their conversations, and one that explains them; `csv`: messages, UTF-8 with a byte order mark; `ndjson`: messages as they go in, one a line; broken off, the last line holds `error`.',
  );

export const MEDIA_TYPES: Record<MessagesFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

/** Header of a file of messages: how many there were when it began. Those that come meanwhile may be in it too. */
export const EXPECTED_MESSAGES = 'X-Expected-Messages';

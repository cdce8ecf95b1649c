import { clean } from './clean.ts';
import { type Dealer } from './dealer.ts';
import { type Cell, type Column, type Kind } from './table.ts';

/** Rows of a sheet, its head among them, and characters of a cell: Excel's limits. */
export const SHEET_ROWS = 1_048_576;
export const CELL_CHARS = 32_767;
/** Bytes of a sheet's XML: below four gigabytes a zip entry needs no extension, which LibreOffice cannot read in a stream. */
const SHEET_BYTES = 3.5e9;
/** Rows that are written before others get a turn. */
const SLICE = 500;

/** Places of the styles in `workbook.ts`. */
export const STYLES = { plain: 0, head: 1, time: 2, duration: 3, share: 4, wrapped: 5 } as const;

const STYLE: Record<Kind, number> = {
  text: STYLES.plain,
  prose: STYLES.wrapped,
  number: STYLES.plain,
  flag: STYLES.plain,
  share: STYLES.share,
  instant: STYLES.time,
  local: STYLES.time,
  duration: STYLES.duration,
};
const WIDTH: Record<Kind, number> = { text: 18, prose: 90, number: 12, flag: 12, share: 10, instant: 24, local: 24, duration: 12 };
const DAY = 86_400_000;
/** 1970-01-01 as a day of Excel's calendar. */
const EPOCH = 25_569;

export interface SheetOptions {
  /** Milliseconds to add to an instant for what a clock on the wall shows. */
  offset: (instant: number) => number;
  /** Rows of a sheet, its head among them. */
  sheetRows: number;
  /** Called for each text that a cell cannot hold as a whole. */
  onCut: () => void;
}

/** XML of one sheet: a head that stays and can be filtered by, then rows until there are no more or the sheet is full. */
export async function* sheetXml(columns: readonly Column[], rows: Dealer, options: SheetOptions): AsyncGenerator<Uint8Array> {
  const letters = columns.map((_, index) => columnLetters(index));
  const widths = columns.map(({ kind, width }, index) => {
    const place = index + 1;
    return `<col min="${place}" max="${place}" width="${width ?? WIDTH[kind]}" customWidth="1"${styleOf(kind)}/>`;
  });
  const head = columns.map(({ name }, index) => textCell(`${letters[index]}1`, name, STYLES.head));
  const writers = columns.map(({ kind }, index) => cellWriter(letters[index] ?? '', kind, options));
  yield Buffer.from(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n` +
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">` +
      `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
      `<cols>${widths.join('')}</cols><sheetData><row r="1">${head.join('')}</row>`,
  );
  let [number, bytes] = [1, 0];
  while (number < options.sheetRows && bytes < SHEET_BYTES) {
    const batch = await rows.take(Math.min(SLICE, options.sheetRows - number));
    if (batch.length === 0) break;
    let xml = '';
    for (const row of batch) {
      number++;
      xml += `<row r="${number}">`;
      for (let index = 0; index < writers.length; index++) xml += writers[index]?.(row[index], number) ?? '';
      xml += '</row>';
    }
    const piece = Buffer.from(xml);
    bytes += piece.length;
    yield piece;
  }
  yield Buffer.from(`</sheetData><autoFilter ref="A1:${letters.at(-1) ?? 'A'}${number}"/></worksheet>`);
}

const styleOf = (kind: Kind): string => (STYLE[kind] === STYLES.plain ? '' : ` style="${STYLE[kind]}"`);

/** 0: A, 25: Z, 26: AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

/** A cell without a value is left out. Places are always written: not every reader counts by itself. */
function cellWriter(letter: string, kind: Kind, { offset, onCut }: SheetOptions): (cell: Cell, row: number) => string {
  const style = styleOf(kind).replace('style', 's');
  const number = (value: number) => `"${style}><v>${value}</v></c>`;
  const numbers: Partial<Record<Kind, (value: number) => string>> = {
    instant: (value) => number((value + offset(value)) / DAY + EPOCH),
    duration: (value) => number(value / DAY),
  };
  const write = numbers[kind === 'local' ? 'instant' : kind] ?? number;
  return (cell, row) => {
    if (cell === null || cell === undefined) return '';
    if (typeof cell === 'number') return `<c r="${letter}${row}${write(cell)}`;
    if (typeof cell === 'boolean') return `<c r="${letter}${row}" t="b"><v>${cell ? 1 : 0}</v></c>`;
    if (cell.length > CELL_CHARS) onCut();
    return textCell(`${letter}${row}`, cell, kind === 'prose' ? STYLES.wrapped : STYLES.plain);
  };
}

function textCell(place: string, text: string, style: number): string {
  const styled = style === STYLES.plain ? '' : ` s="${style}"`;
  return `<c r="${place}"${styled} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

const SPECIAL = /[&<>\r]|_x[0-9A-Fa-f]{4}_/;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** A text as a cell holds it: cut with an ellipsis where it is too long, and read as text, whatever it looks like. */
export function xmlText(text: string): string {
  const whole = text.length > CELL_CHARS ? `${text.slice(0, CELL_CHARS - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
  const cleaned = clean(whole);
  if (!SPECIAL.test(cleaned)) return cleaned;
  return cleaned.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/[&<>\r]/g, (char) => ENTITIES[char] ?? char);
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText, toCsv } from '../../../gateway/export/csv.ts';
import { toNdjson } from '../../../gateway/export/ndjson.ts';
import { columnLetters, xmlText } from '../../../gateway/export/sheet.ts';
import { atOnce, type Cell, type Column, type Row, type Table } from '../../../gateway/export/table.ts';
import { toXlsx, type XlsxOptions } from '../../../gateway/export/xlsx.ts';
import { readCsv, readXlsx } from '../../support/spreadsheet.ts';

async function whole(file: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file) pieces.push(piece);
  return Buffer.concat(pieces);
}

const COLUMNS: readonly Column[] = [
  { name: 'text', kind: 'text', means: 'What it is.' },
  { name: 'number', kind: 'number', means: '' },
  { name: 'at', kind: 'instant', means: '' },
  { name: 'local', kind: 'local', means: '' },
  { name: 'lasted', kind: 'duration', means: '' },
  { name: 'share', kind: 'share', means: '' },
  { name: 'flag', kind: 'flag', means: '' },
];
const NOON = Date.parse('2026-03-29T12:00:00.250Z');
const ROW: Row = ['a', -5, NOON, NOON, 90_061_000, 0.256, true];
const EMPTY: Row = ['', null, undefined, null, null, null, null];

const table = (rows: readonly Row[], columns = COLUMNS, name = 'Table'): Table => ({ name, columns, rows: atOnce(rows) });
const xlsx = (tables: readonly Table[], options: Partial<XlsxOptions> = {}) => whole(toXlsx(tables, { tz: 'UTC', ...options }));
const csv = (rows: readonly Row[], columns = COLUMNS) => whole(toCsv(table(rows, columns), 'Europe/Berlin'));
const texts = (values: readonly string[]): Row[] => values.map((value) => [value]);
const TEXT = COLUMNS.slice(0, 1);

const HOSTILE = [
  '=1+1', '+49 30 1', '-5', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '\u200b=1', '＝1', '＋1', '－1', '＠1', '"=1"', "'=1", '=HYPERLINK("http://x","y")',
  'a,b', 'a"b', 'a;b', 'line\nline', 'line\r\nline', ' blank ', '', '<b>&amp;</b>', '😀 漢字 עברית', '_x0041_', 'x_x000D_y', '\u0000\u0001\u001f\u007f', '\uffff', 'NULL', '1e5', '007', 'TRUE',
  '2026-03-01', ']]>', '\u2028', 'e\u0301', 'x;=1', 'x; "=1+1"', 'x\n- y', 'x\r\n+1', 'x\t＠1', ';-)', 'x;\u200b@1;=2', 'a,-b', 'x;=-)',
]; // prettier-ignore

/** What a reader gets of a text: marks for what no table can hold. */
// Control characters but tab and line ends, and two that are no characters.
const written = (text: string) => text.replaceAll(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '\ufffd');
const SIGN = /[=+\-@＝＋－＠]/u;
const BLANK = /[\s\p{Cf}"]/u;

/** What CSV holds of a text, sign by sign: an apostrophe where a cell may begin, for those who cut at commas, semicolons or tabs. */
function guarded(text: string): string {
  let [result, begins] = ['', false];
  const characters = Array.from(written(text));
  for (const [index, character] of characters.entries()) {
    if (begins && SIGN.test(character) && characters[index + 1] !== ')') result += "'";
    if (/[;\t\r\n]/.test(character)) begins = true;
    else if (!BLANK.test(character)) begins = false;
    result += character;
  }
  const first = characters.find((character) => !BLANK.test(character)) ?? '';
  return SIGN.test(first) || /[\t\r\n]/.test(characters[0] ?? '') ? `'${result}` : result;
}

describe('CSV', () => {
  test('has the names of the columns, typed cells, a byte order mark and CRLF', async () => {
    const file = await csv([ROW, EMPTY]);
    expect(file.toString()).toBe(
      '\ufefftext,number,at,local,lasted,share,flag\r\n' +
        'a,-5,2026-03-29T12:00:00.250Z,2026-03-29T14:00:00.250+02:00,90061000,0.256,true\r\n,,,,,,\r\n',
    );
  });

  test('is read back by another reader, whatever the texts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom(...HOSTILE)), { maxLength: 60 }),
        async (values) => {
          const [head, ...rows] = await readCsv(
            await csv(
              values.map((value, index) => [value, index]),
              COLUMNS.slice(0, 2),
            ),
          );
          expect(head).toEqual(['text', 'number']);
          expect(rows).toEqual(values.map((value, index) => [guarded(value), String(index)]));
        },
      ),
      { numRuns: 8, examples: [[HOSTILE]] },
    );
  });

  test('has no text that a spreadsheet runs, and leaves numbers as they are', async () => {
    const [signs, blanks] = [fc.constantFrom(...Array.from('=+-@＝＋－＠')), fc.constantFrom('', ' ', '\u00a0', '\u200b', '\ufeff')];
    const begins = fc.oneof(fc.tuple(blanks, signs), fc.tuple(fc.constantFrom('\t', '\r', '\n')));
    fc.assert(
      fc.property(begins, fc.string({ unit: 'binary' }), (begin, rest) => {
        expect(csvText(begin.join('') + rest).replace(/^"/, '')).toMatch(/^'/);
      }),
    );
    for (const harmless of ['hello', '1+1', 'a=b', "it's", '#hash', '(1)']) expect(csvText(harmless)).toBe(harmless);
    for (const harmless of ['fine ;-)', '10,-', 'a; b', 'x;-)']) expect(csvText(harmless).replaceAll('"', '')).toBe(harmless);
    expect((await readCsv(await csv([['x', -1.5]], COLUMNS.slice(0, 2))))[1]).toEqual(['x', '-1.5']);
  });
});

test('CSV has nothing that runs for a program that cuts at semicolons, tabs or line ends alone', async () => {
  const parts = fc.oneof(fc.constantFrom(...HOSTILE), fc.constantFrom(...Array.from(';\t\n"=+-@＝ ,a1')), fc.string({ unit: 'binary', maxLength: 5 }));
  await fc.assert(
    fc.asyncProperty(fc.array(parts, { maxLength: 20 }), async (pieces) => {
      const file = (await csv([['x', 1, NOON, NOON, 1, 0.5, true], [pieces.join('')]])).toString();
      // The first is the head, whose cells are ours.
      for (const cell of file.split(/[;\t\r\n]/)) expect(cell.replace(/^[\s\p{Cf}"]+/u, '')).not.toMatch(/^[=+\-@＝＋－＠](?!\))/u);
    }),
    { numRuns: 300 },
  );
}); // prettier-ignore

describe('a workbook', () => {
  test('has real dates in the zone, typed cells, a head that stays, a filter and widths', async () => {
    const [sheet, second] = await readXlsx(await xlsx([table([ROW, EMPTY]), table([], TEXT, 'None')], { tz: 'Europe/Berlin' }));
    expect(sheet).toMatchObject({
      name: 'Table',
      frozen: 'A2',
      filter: 'A1:G3',
      rows: [COLUMNS.map(({ name }) => name), ['a', -5, '2026-03-29T14:00:00.250', '2026-03-29T14:00:00.250', 90_061, 0.256, true], ['', null, null, null, null, null, null]],
      formats: ['General', 'General', 'yyyy\\-mm\\-dd\\ hh:mm:ss.000', 'yyyy\\-mm\\-dd\\ hh:mm:ss.000', '[h]:mm:ss', '0.0%', 'General'],
    }); // prettier-ignore
    expect(sheet?.widths).toMatchObject({ A: 18, C: 24 });
    expect(second).toMatchObject({ name: 'None', rows: [['text']], filter: 'A1:A1' });
  });

  test('shows each side of a change of the clock as the wall shows it', async () => {
    const instants = ['2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'];
    const [sheet] = await readXlsx(await xlsx([table(instants.map((text) => [Date.parse(text)]), COLUMNS.slice(2, 3))], { tz: 'Europe/Berlin' })); // prettier-ignore
    expect(sheet?.rows.slice(1).flat()).toEqual(['2026-03-29T01:59:59.999', '2026-03-29T03:00:00.000', '2026-10-25T02:30:00.000', '2026-10-25T02:30:00.000']); // prettier-ignore
  });

  test('is read back by another reader, whatever the texts, and runs none of them', async () => {
    const values = [...HOSTILE, ...fc.sample(fc.string({ unit: 'binary', maxLength: 40 }), { seed: 5, numRuns: 3000 })];
    const [sheet] = await readXlsx(await xlsx([table(texts(values), TEXT)]));
    // Excel takes _x0041_ for a letter, so the underscore is written so; openpyxl leaves that as it is.
    const read = sheet?.rows.slice(1).map(([value]) => String(value ?? '').replaceAll('_x005F_', '_'));
    expect(read).toEqual(values.map(written));
    expect(sheet?.rows.slice(1).every(([value]) => value === null || typeof value === 'string')).toBe(true);
  });

  test('goes on in a next sheet where one is full, and loses no row', async () => {
    const rows = Array.from({ length: 2500 }, (_each, index): Row => [`row ${index}`]);
    async function* uneven() {
      for (let from = 0, size = 1; from < rows.length; from += size++) yield await Promise.resolve(rows.slice(from, from + size));
    }
    const sheets = await readXlsx(await xlsx([{ name: 'Messages', columns: TEXT, rows: uneven() }, table([['x']], TEXT, 'About')], { sheetRows: 1001 })); // prettier-ignore
    expect(sheets.map(({ name, rows: { length } }) => [name, length])).toEqual([['Messages', 1001], ['Messages 2', 1001], ['Messages 3', 501], ['About', 2]]); // prettier-ignore
    expect(sheets.slice(0, 3).flatMap(({ rows: [head, ...rest] }) => (head?.[0] === 'text' ? rest : []))).toEqual(rows);
    const [full, ...others] = await readXlsx(await xlsx([table(rows.slice(0, 1000), TEXT)], { sheetRows: 1001 }));
    expect([full?.rows.length, others.length]).toEqual([1001, 0]);
  });

  test('cuts what a cell cannot hold, says so, and never in the middle of a character', async () => {
    let cut = 0;
    const long = ['x'.repeat(32_767), 'y'.repeat(32_768), `${'z'.repeat(32_765)}😀😀`];
    const [sheet] = await readXlsx(await xlsx([table(texts(long), TEXT)], { onCut: () => cut++ }));
    expect(sheet?.rows.slice(1).flat()).toEqual([long[0], `${'y'.repeat(32_766)}…`, `${'z'.repeat(32_765)}…`]);
    expect(cut).toBe(2);
    expect(xmlText('a\rb')).toBe('a&#13;b');
  });

  test('opens for nobody when its rows failed or were not read to the end', async () => {
    async function* failing(): AsyncGenerator<readonly Row[]> {
      yield await Promise.resolve(Array.from({ length: 9000 }, (_each, index): Row => [`${index} ${Math.random()}`]));
      throw new Error('the store is gone');
    }
    const pieces: Uint8Array[] = [];
    const reading = (async () => {
      for await (const piece of toXlsx([{ name: 'Messages', columns: TEXT, rows: failing() }], { tz: 'UTC' })) pieces.push(piece);
    })();
    await expect(reading).rejects.toThrow('the store is gone');
    expect(Buffer.concat(pieces).length).toBeGreaterThan(1000);
    await expect(readXlsx(Buffer.concat(pieces))).rejects.toThrow(/BadZipFile/);

    let ended = false;
    async function* endless(): AsyncGenerator<readonly Row[]> {
      try {
        for (;;) yield await new Promise<Row[]>((resolve) => setImmediate(() => resolve([[`${Math.random()}`]])));
      } finally {
        ended = true;
      }
    }
    let bytes = 0;
    for await (const piece of toXlsx([{ name: 'Messages', columns: TEXT, rows: endless() }], { tz: 'UTC' })) {
      bytes += piece.length;
      if (bytes > 50_000) break;
    }
    expect(ended).toBe(true);
  });

  test('counts columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});

describe('NDJSON', () => {
  test('ends with what broke it off, and then fails', async () => {
    async function* failing() {
      yield await Promise.resolve([{ id: 'a' }, { id: 'b\n' }]);
      throw new Error('secret');
    }
    let text = '';
    const reading = (async () => {
      for await (const piece of toNdjson(failing(), () => ({ code: 'store-unavailable' }))) text += Buffer.from(piece).toString();
    })();
    await expect(reading).rejects.toThrow('secret');
    const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown); // prettier-ignore
    expect(lines).toEqual([{ id: 'a' }, { id: 'b\n' }, { error: { code: 'store-unavailable' } }]);
  });
});

test('a cell without a value is none, in every kind', async () => {
  const empty: Cell[][] = [COLUMNS.map(() => null), COLUMNS.map(() => undefined)];
  expect((await readCsv(await csv(empty))).slice(1)).toEqual(empty.map((row) => row.map(() => '')));
  expect((await readXlsx(await xlsx([table(empty)])))[0]?.rows.slice(1).flat().every((cell) => cell === null)).toBe(true); // prettier-ignore
});

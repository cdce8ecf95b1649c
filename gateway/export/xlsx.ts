import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { createOffsets } from '../time/offsets.ts';
import { createDealer } from './dealer.ts';
import { SHEET_ROWS, sheetXml } from './sheet.ts';
import { type Table } from './table.ts';
import { sheetName, sheetPath, workbookParts } from './workbook.ts';

export interface XlsxOptions {
  /** Times are shown as clocks of this zone show them. */
  tz: string;
  /** Rows of a sheet, its head among them; what does not fit goes on in the next one. */
  sheetRows?: number;
  /** Called for each text that a cell cannot hold as a whole: it is cut, and ends with an ellipsis. */
  onCut?: () => void;
}

/** The quickest that still compresses: the better ones take longer than the rest of the work. */
const COMPRESSION = { compressionLevel: 1 };

/**
 * Tables as a workbook, one sheet each, written while their rows come. One that fails, or is not read to its end, has no list of its
 * parts, and so no program opens it.
 */
export async function* toXlsx(tables: readonly Table[], options: XlsxOptions): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  let source: Readable | undefined;
  const write = (path: string, xml: AsyncIterable<Uint8Array>) => {
    source = Readable.from(xml, { objectMode: true, highWaterMark: 1 });
    zip.addReadStream(source, path, COMPRESSION);
    return finished(source);
  };
  const working = writeSheets(tables, options, write).then(
    (names) => {
      for (const [path, content] of Object.entries(workbookParts(names))) zip.addBuffer(Buffer.from(content), path);
      zip.end();
    },
    (error: unknown) => void output.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    for await (const piece of output) yield piece as Uint8Array;
  } finally {
    // Who leaves early ends the query.
    source?.destroy();
    await working;
  }
}

/** @returns the names of the sheets */
async function writeSheets(
  tables: readonly Table[],
  { tz, sheetRows = SHEET_ROWS, onCut = () => undefined }: XlsxOptions,
  write: (path: string, xml: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<string[]> {
  const names: string[] = [];
  const options = { offset: createOffsets(tz), sheetRows, onCut };
  for (const { name, columns, rows } of tables) {
    const dealer = createDealer(rows);
    try {
      let number = 0;
      do {
        names.push(sheetName(name, ++number));
        await write(sheetPath(names.length), sheetXml(columns, dealer, options));
      } while (await dealer.more());
    } finally {
      await dealer.end();
    }
  }
  return names;
}

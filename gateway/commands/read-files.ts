import { type LineError } from '../contract/ingest.ts';
import { type Adapter } from '../ingest/adapters/adapter.ts';
import { type Line, ndjsonLines } from '../ingest/lines.ts';

/** A part of a file, ready to be brought in. */
export interface Portion {
  /** Numbered through the whole file. */
  lines: Line[];
  /** What is no message, nor anything to make one of. */
  faults: LineError[];
  /** Lines of the file, or records of its document. */
  read: number;
  /** What is counted. */
  unit: 'line' | 'record';
}

/** Reads a file that comes as batches of whole lines. */
export type ReadFile = (batches: AsyncIterable<Buffer[]>) => AsyncGenerator<Portion>;

/** Messages, one a line. */
export async function* readMessages(batches: AsyncIterable<Buffer[]>): AsyncGenerator<Portion> {
  let before = 0;
  for await (const batch of batches) {
    const lines = ndjsonLines(Buffer.concat(batch));
    for (const line of lines) line.line += before;
    yield { lines, faults: [], read: batch.length, unit: 'line' };
    before += batch.length;
  }
}

/** Messages that are brought in together. */
const TOGETHER = 5000;
/** Bytes of a document that is not written a record a line: it is parsed at once. */
const MAX_DOCUMENT = 256 * 2 ** 20;

interface Piece {
  number: number;
  text: string;
}

/**
 * Records of another product: one JSON document, whose list is its records, or a record a line.
 *
 * @param takesLists - a list is one record
 */
export function readRecords(adapter: Adapter, takesLists: boolean): ReadFile {
  return async function* (batches) {
    let before = 0;
    let document: Buffer[] | null = null;
    let size = 0;
    for await (const batch of batches) {
      if (before === 0 && !beginsWithRecord(batch)) document ??= [];
      if (document) {
        document.push(...batch);
        size += batch.reduce((sum, { length }) => sum + length, 0);
        if (size <= MAX_DOCUMENT) continue;
        yield* inPortions(pieces(document, 0), document.length, 'line');
        before = document.length;
        document = null;
        continue;
      }
      yield* inPortions(pieces(batch, before), batch.length, 'line');
      before += batch.length;
    }
    if (!document) return;
    const whole = parse(Buffer.concat(document).toString());
    // Neither one document nor lines of JSON: as lines, each of which says what it is not.
    if (whole === undefined) yield* inPortions(pieces(document, 0), document.length, 'line');
    else {
      const records = Array.isArray(whole) && !takesLists ? (whole as unknown[]) : [whole];
      yield* inPortions(
        records.map((value, index) => ({ number: index + 1, value })),
        records.length,
        'record',
      );
    }
  };

  function* inPortions(records: Iterable<{ number: number; value: unknown }>, read: number, unit: Portion['unit']): Generator<Portion> {
    let portion: Portion = { lines: [], faults: [], read: 0, unit };
    for (const { number, value } of records) {
      const values = Array.isArray(value) && !takesLists ? (value as unknown[]) : [value];
      for (const record of values) {
        try {
          if (record === undefined) throw new SyntaxError('It is no JSON.');
          for (const draft of adapter(record)) portion.lines.push({ line: number, content: { value: draft } });
        } catch (error) {
          const detail = error instanceof Error ? error.message : String(error);
          portion.faults.push({ line: number, field: null, code: error instanceof SyntaxError ? 'not-json' : 'invalid', detail });
        }
      }
      if (portion.lines.length + portion.faults.length < TOGETHER) continue;
      yield portion;
      portion = { lines: [], faults: [], read: 0, unit };
    }
    yield { ...portion, read };
  }
}

/** Whether the first line that holds something is JSON on its own. */
function beginsWithRecord(batch: readonly Buffer[]): boolean {
  const first = batch.find((line) => line.toString().trim() !== '');
  return first !== undefined && parse(first.toString()) !== undefined;
}

function* pieces(lines: readonly Buffer[], before: number): Generator<{ number: number; value: unknown }> {
  for (const [index, line] of lines.entries()) {
    const { number, text }: Piece = { number: before + index + 1, text: line.toString() };
    if (text.trim() !== '') yield { number, value: parse(text) };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

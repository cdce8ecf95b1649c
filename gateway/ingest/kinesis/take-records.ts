import { MAX_BODY_BYTES, MAX_BODY_MESSAGES } from '../../contract/ingest.ts';
import { Problem } from '../../contract/problem.ts';
import { type Ingest } from '../ingest.ts';
import { type Line } from '../lines.ts';
import { deaggregate } from './deaggregate.ts';
import { linesOf } from './payload.ts';
import { type Poison, type SetAside } from './set-aside.ts';
import { type StreamRecord } from './stream.ts';

interface Parts {
  stream: string;
  /** Must tell every rejected line. */
  ingest: Ingest;
  setAside: SetAside;
  /** What cannot even be read, by reason; what `ingest` rejects it counts itself. */
  count: (result: string, messages: number) => void;
}

/** Returns when all of the records is durable or set aside; throws what the store or the disk throws, and then they must come again. */
export type TakeRecords = (shard: string, records: readonly StreamRecord[]) => Promise<void>;

/** A line, and where it comes from. */
interface Origin {
  content: Line['content'];
  sequence: string;
  /** Which message of the record, from 1. */
  message: number;
  payload: Uint8Array;
}

/** Hands records to ingest, at most what one request may hold at a time, and sets aside what can never go in. */
export function createTakeRecords({ stream, ingest, setAside, count }: Parts): TakeRecords {
  return async function takeRecords(shard, records) {
    let origins: Origin[] = [];
    let bytes = 0;
    const poison = (from: Pick<Poison, 'sequence' | 'message' | 'code' | 'field' | 'detail' | 'data'>): Poison => ({
      stream,
      shard,
      ...from,
    });

    async function flush(): Promise<void> {
      const lines = origins.map(({ content }, index): Line => ({ line: index + 1, content }));
      // Whoever may write to the stream is trusted with every bot, as whoever runs `import` is.
      const { errors } = lines.length > 0 ? await ingest(lines, () => true) : { errors: [] };
      await setAside(
        errors.flatMap(({ line, ...error }) => {
          const origin = origins[line - 1];
          return origin ? [poison({ sequence: origin.sequence, message: origin.message, ...error, ...dataOf(origin) })] : [];
        }),
      );
      [origins, bytes] = [[], 0];
    }

    for (const { sequence, data } of records) {
      let message = 0;
      for await (const payload of readRecord(data)) {
        if ('code' in payload) {
          count(payload.code, 1);
          await setAside([
            poison({ sequence, message: null, field: null, code: payload.code, detail: payload.detail, ...textOf(payload.data) }),
          ]);
          continue;
        }
        if (origins.length + payload.lines.length > MAX_BODY_MESSAGES || bytes + payload.bytes > MAX_BODY_BYTES) await flush();
        bytes += payload.bytes;
        for (const { content } of payload.lines) origins.push({ content, sequence, message: ++message, payload: payload.data });
      }
    }
    await flush();
  };
}

type Payload = { data: Uint8Array } & ({ lines: Line[]; bytes: number } | { code: string; detail: string });

/** The parts of a record, one after the other, so that one alone is held unpacked; one that cannot be read does not lose the others. */
async function* readRecord(record: Uint8Array): AsyncGenerator<Payload> {
  let parts: Uint8Array[];
  try {
    parts = deaggregate(record);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    yield { data: record, code: 'invalid-message', detail: error.message };
    return;
  }
  for (const data of parts) {
    try {
      yield { data, ...(await linesOf(data)) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      yield { data, code: error.code, detail: error.message };
    }
  }
}

/** What a line said. One that is no UTF-8 is given with all that came with it. */
function dataOf({ content, payload }: Origin): Pick<Poison, 'data' | 'base64'> {
  if ('value' in content) return { data: JSON.stringify(content.value) };
  return content.text === null ? textOf(payload) : { data: content.text };
}

function textOf(bytes: Uint8Array): Pick<Poison, 'data' | 'base64'> {
  try {
    return { data: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { data: Buffer.from(bytes).toString('base64'), base64: true };
  }
}

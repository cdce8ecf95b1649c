import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip as gzipCallback } from 'node:zlib';
import { IngestResult, type LineError } from '../gateway/contract/ingest.ts';

const gzip = promisify(gzipCallback);

/** Most messages the gateway takes at once. */
export const BATCH = 10_000;

/** Batches are closed before they reach this many characters, so that they stay below what the gateway unpacks. */
export const BATCH_CHARS = 14_000_000;

/** What became of everything sent so far. */
export interface Sums {
  accepted: number;
  duplicates: number;
  rejected: number;
  /** The first lines that were refused. */
  errors: LineError[];
}

export interface Sender {
  readonly sums: Sums;
  /** Sends lines of NDJSON, at most {@link BATCH}; waits and repeats while the gateway is busy. @throws Error in a plain sentence */
  send(lines: readonly string[]): Promise<void>;
}

const PATIENCE = 10;

/**
 * Sends messages the way any producer would: `POST /v1/messages` with gzipped NDJSON.
 *
 * @param token - makes a fresh one, asked for each request
 */
export function createSender(gateway: string, token: () => Promise<string>, signal: AbortSignal): Sender {
  const sums: Sums = { accepted: 0, duplicates: 0, rejected: 0, errors: [] };
  let sent = 0;

  async function post(body: Uint8Array<ArrayBuffer>): Promise<Response> {
    return fetch(`${gateway}/v1/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
      body,
      signal,
    });
  }

  return {
    sums,
    async send(lines) {
      if (lines.length === 0) return;
      const body = new Uint8Array(await gzip(lines.join('\n'), { level: 1 }));
      for (let attempt = 1; ; attempt++) {
        const response = await post(body);
        if (response.ok) {
          const { accepted, duplicates, rejected, errors } = IngestResult.parse(await response.json());
          sums.accepted += accepted;
          sums.duplicates += duplicates;
          sums.rejected += rejected;
          for (const error of errors) if (sums.errors.length < 100) sums.errors.push({ ...error, line: sent + error.line });
          sent += lines.length;
          return;
        }
        const text = await response.text();
        const busy = response.status === 429 || response.status === 503;
        if (!busy || attempt === PATIENCE) throw new Error(`The gateway refused messages with ${response.status}: ${text.slice(0, 300)}`);
        await sleep(1000 * Number(response.headers.get('retry-after') ?? 1), undefined, { signal });
      }
    },
  };
}

/** The refused lines in a few words, the most frequent reason first; empty when there is none. */
export function tellRejected({ rejected, errors }: Sums): string[] {
  if (rejected === 0) return [];
  const reasons = new Map<string, { count: number; line: number }>();
  for (const { field, code, detail, line } of errors) {
    const reason = `${field === null ? '' : `${field}: `}${detail} (${code})`;
    const known = reasons.get(reason);
    reasons.set(reason, { count: (known?.count ?? 0) + 1, line: known?.line ?? line });
  }
  const most = [...reasons].sort(([, a], [, b]) => b.count - a.count).slice(0, 5);
  const sample = rejected > errors.length ? `, of the first ${errors.length}` : '';
  return [
    `${rejected === 1 ? '1 line was' : `${rejected.toLocaleString('en')} lines were`} refused${sample}:`,
    ...most.map(([reason, { count, line }]) => `  ${count.toLocaleString('en')} x ${reason}, first in line ${line.toLocaleString('en')}`),
  ];
}

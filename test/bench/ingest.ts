import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { IngestResult } from '../../gateway/contract/ingest.ts';

/** A few producers at once, as in life. */
const PRODUCERS = 3;

export interface Ingested {
  messages: number;
  seconds: number;
  messagesPerSecond: number;
}

/** Has files sent, each as one request, and says how fast it went; `send` says how many messages were in one. */
export async function inParallel(files: readonly string[], send: (file: string) => Promise<number>): Promise<Ingested> {
  const waiting = [...files];
  let messages = 0;
  const begun = performance.now();
  const producer = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const sent = await send(file);
      messages += sent;
    }
  };
  await Promise.all(Array.from({ length: PRODUCERS }, producer));
  const seconds = (performance.now() - begun) / 1000;
  return { messages, seconds, messagesPerSecond: Math.round(messages / seconds) };
}

/** Sends every file of the folder to the gateway. */
export async function ingest(gateway: string, token: string, folder: string): Promise<Ingested> {
  return inParallel((await readdir(folder)).sort(), async (file) => post(gateway, token, await readFile(join(folder, file))));
}

/** Sends messages and says how many were accepted. @throws Error when one is refused: then the numbers would mean nothing */
export async function post(gateway: string, token: string, body: Uint8Array<ArrayBuffer> | string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
  const response = await fetch(`${gateway}/v1/messages`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`The gateway refused messages with ${response.status}: ${await response.text()}`);
  const { accepted, rejected, errors } = IngestResult.parse(await response.json());
  if (rejected > 0) throw new Error(`The gateway refused ${rejected} lines: ${JSON.stringify(errors[0])}`);
  return accepted;
}

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

/** Sends every file of the folder as one request. @throws Error when a message is refused: then the numbers would mean nothing */
export async function ingest(gateway: string, token: string, folder: string): Promise<Ingested> {
  const files = (await readdir(folder)).sort();
  let messages = 0;
  const begun = performance.now();
  const producer = async () => {
    for (let file = files.shift(); file !== undefined; file = files.shift()) {
      const body = await readFile(join(folder, file));
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
      const response = await fetch(`${gateway}/v1/messages`, { method: 'POST', headers, body });
      if (!response.ok) throw new Error(`The gateway refused ${file} with ${response.status}: ${await response.text()}`);
      const { accepted, rejected, errors } = IngestResult.parse(await response.json());
      if (rejected > 0) throw new Error(`The gateway refused ${rejected} lines of ${file}: ${JSON.stringify(errors[0])}`);
      messages += accepted;
    }
  };
  await Promise.all(Array.from({ length: PRODUCERS }, producer));
  const seconds = (performance.now() - begun) / 1000;
  return { messages, seconds, messagesPerSecond: Math.round(messages / seconds) };
}

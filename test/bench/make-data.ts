import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { benchWorld } from '../../demo/traffic/bench-world.ts';
import { messagesBetween } from '../../demo/traffic/messages-between.ts';
import { type World } from '../../demo/traffic/world.ts';

const DAY = 86_400_000;

/** Fixed, so that the same size is the same data on every machine and every day. */
export const DATA_TO = Date.UTC(2026, 5, 1);
export const DATA_DAYS = 120;
export const DATA_FROM = DATA_TO - DATA_DAYS * DAY;

/** Messages in one file, which is one request. */
const CHUNK = 10_000;

/** What a conversation of the bench has on average; measured. */
const MESSAGES_A_CONVERSATION = 9;

export const SIZES = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000, '10m': 10_000_000, '30m': 30_000_000 } as const;
export type Size = keyof typeof SIZES;

export const worldOf = (size: Size): World => benchWorld(SIZES[size] / MESSAGES_A_CONVERSATION / DATA_DAYS);

/** Writes the data of a size as NDJSON files, in order of time; the number of messages comes out within a few per cent of it. */
export async function makeData(size: Size, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  let lines: string[] = [];
  let files = 0;
  const flush = async () => {
    await writeFile(join(folder, `${String(files++).padStart(5, '0')}.ndjson`), lines.join('\n'));
    lines = [];
  };
  for (const message of messagesBetween(worldOf(size), DATA_FROM, DATA_TO, DATA_FROM)) {
    lines.push(JSON.stringify(message));
    if (lines.length === CHUNK) await flush();
  }
  if (lines.length > 0) await flush();
}

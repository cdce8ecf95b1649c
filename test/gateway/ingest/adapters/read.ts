import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Adapter, type Draft } from '../../../../gateway/ingest/adapters/adapter.ts';
import { readLine } from '../../../../gateway/ingest/read-line.ts';

const file = (name: string): string => readFileSync(join(import.meta.dirname, 'payloads', name), 'utf8');

/** A recorded payload. */
export const recorded = (name: string): unknown => JSON.parse(file(name)) as unknown;

/** Recorded payloads, one a line. */
export const lines = (name: string): unknown[] =>
  file(name)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

export const ACME = { business: 'acme', bot: 'shop' };

/** What the adapter makes of payloads, each after the check that every message goes through; a fault is a text. */
export function checked(adapter: Adapter, payloads: readonly unknown[]) {
  return payloads.flatMap(adapter).map((value) => {
    const read = readLine({ line: 1, content: { value } }, Date.now());
    return 'code' in read ? `${read.code} ${read.field ?? ''}` : read;
  });
}

/** The fields that matter to a test, without those that are the same everywhere. */
export function brief(drafts: readonly Draft[]): Draft[] {
  return drafts.map((draft) => Object.fromEntries(Object.entries(draft).filter(([name]) => !(name in ACME))));
}

import { expect } from 'vitest';
import { type Store } from '../../../gateway/store/store.ts';
import { type Swept } from '../../../gateway/store/retention.ts';
import { scopeOf, stored } from '../../support/stored.ts';

export interface RetentionOptions {
  retentionDays?: number;
  onSwept?: (swept: Swept) => void;
  clock?: () => number;
}

const at = (time: string) => Date.parse(time);
const signal = () => AbortSignal.timeout(60_000);

/** Stores for ever, then with a time to keep: what any store has to do then. @param open - the same place each time, after closing what was open */
export async function keepsAsLongAsTold(open: (options?: RetentionOptions) => Promise<Store>): Promise<void> {
  const old = stored('old', { timestamp: at('2026-01-31T23:59:59.999Z'), conversation: 'old', channel: 'fax' });
  const both = [
    stored('before', { timestamp: at('2026-01-31T23:00:00Z'), conversation: 'both', text: 'gone by age', words: ['gone'], channel: 'fax' }),
    stored('after', { timestamp: at('2026-02-01T00:00:00Z'), conversation: 'both', channel: 'web' }),
  ];
  await (await open()).write([old, ...both, stored('new', { conversation: 'new', channel: 'web' })]);
  const year = { from: at('2026-01-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z') };

  // On 10 March, 30 days reach into February, which is kept as a whole.
  const clock = () => at('2026-03-10T12:00:00Z');
  const told: Swept[] = [];
  const store = await open({ retentionDays: 30, clock, onSwept: (swept) => told.push(swept) });
  const found = await store.messages(scopeOf(), { ...year, order: 'oldest', limit: 10 }, signal());
  expect(found.map(({ id }) => id)).toEqual(['after', 'new']);
  expect((await store.labels(scopeOf(), signal())).channels).toEqual(['web']);
  expect(told).toEqual([{ floor: at('2026-02-01T00:00:00Z'), messages: 2, conversations: 1 }]);
  const moment = { now: clock(), idle: 1_800_000 };
  const counted = async () => (await store.trends(scopeOf(), { ...year, ...moment, starts: [] }, signal())).totals;
  // The one that began in January belongs to January.
  expect(await counted()).toMatchObject({ conversations: 1, messages: 1 });
  expect(await store.write([old, ...both])).toEqual(['duplicate', 'duplicate', 'duplicate']);
  expect(await store.write([stored('late', { timestamp: at('2026-01-15T00:00:00Z') }), stored('fresh', { conversation: 'new' })])).toEqual([
    'duplicate',
    'accepted',
  ]);
  expect(await counted()).toMatchObject({ conversations: 1, messages: 2 });
  // A message that comes late to the conversation which goes on does not make it one of February.
  expect(await store.write([stored('later', { timestamp: at('2026-02-01T00:10:00Z'), conversation: 'both' })])).toEqual(['accepted']);
  expect(await counted()).toMatchObject({ conversations: 1, messages: 2 });
}

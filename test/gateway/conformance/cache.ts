import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Cache } from '../../../gateway/cache/cache.ts';

/** What every cache does; `open` makes one that holds nothing of earlier tests. */
export function cacheConformance(open: () => Promise<Cache> | Cache): void {
  let cache: Cache;
  beforeEach(async () => {
    cache = await open();
  });
  afterEach(() => cache.close());

  it('knows nothing that was not kept', async () => {
    expect(await cache.get('a')).toBeUndefined();
  });

  it('gives back what was kept, to the letter', async () => {
    const value = JSON.stringify({ text: 'ü 🤖 \u0000 \n', empty: '' });
    await cache.set('a/b:c', value, 60_000);
    await cache.set('empty', '', 60_000);
    expect(await cache.get('a/b:c')).toBe(value);
    expect(await cache.get('empty')).toBe('');
    expect(await cache.get('a/b')).toBeUndefined();
  });

  it('keeps the last value of a key', async () => {
    await cache.set('a', 'one', 60_000);
    await cache.set('a', 'two', 60_000);
    expect(await cache.get('a')).toBe('two');
  });

  it('forgets a value when its time is over', async () => {
    await cache.set('short', 'x', 60);
    await cache.set('long', 'y', 60_000);
    await wait(150);
    expect(await cache.get('short')).toBeUndefined();
    expect(await cache.get('long')).toBe('y');
  });

  it('counts the time anew with each keeping', async () => {
    await cache.set('a', 'x', 60);
    await cache.set('a', 'y', 60_000);
    await wait(150);
    expect(await cache.get('a')).toBe('y');
  });

  it.each([0, -1, 0.5])('keeps nothing for %s ms, and drops what was there', async (ttl) => {
    await cache.set('a', 'x', 60_000);
    await cache.set('a', 'y', ttl);
    expect(await cache.get('a')).toBeUndefined();
  });
}

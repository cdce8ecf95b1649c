import { describe, expect, it } from 'vitest';
import { createMemoryCache } from '../../../gateway/cache/memory-cache.ts';
import { cacheConformance } from '../conformance/cache.ts';

describe('the cache in memory', () => {
  cacheConformance(createMemoryCache);

  it('holds no more than its bytes, and lets go of what was used longest ago', async () => {
    const cache = createMemoryCache({ maxBytes: 1000 });
    const value = 'x'.repeat(199);
    await cache.set('a', value, 60_000);
    await cache.set('b', value, 60_000);
    await cache.get('a');
    await cache.set('c', value, 60_000);
    expect(await Promise.all(['a', 'b', 'c'].map((key) => cache.get(key)))).toEqual([value, undefined, value]);
  });

  it('does not keep a value that is larger than all of it, nor the one before', async () => {
    const cache = createMemoryCache({ maxBytes: 1000 });
    await cache.set('a', 'small', 60_000);
    await cache.set('a', 'x'.repeat(1000), 60_000);
    expect(await cache.get('a')).toBeUndefined();
  });

  it('goes by the clock it is given, to the millisecond', async () => {
    let now = 1_700_000_000_000;
    const cache = createMemoryCache({ clock: () => now });
    await cache.set('a', 'x', 1000);
    now += 999;
    expect(await cache.get('a')).toBe('x');
    now += 1;
    expect(await cache.get('a')).toBeUndefined();
  });
});

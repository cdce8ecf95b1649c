import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryCache } from '../../../gateway/cache/memory-cache.ts';
import { createRedisCache, LONGEST_KEPT } from '../../../gateway/cache/redis-cache.ts';
import { createRedisLink, type RedisLink } from '../../../gateway/cache/redis-link.ts';
import { redisUrl, removeKeys, testPrefix } from '../../services/redis.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { cacheConformance } from '../conformance/cache.ts';

const root = testPrefix();
let link: RedisLink;
beforeAll(async () => {
  link = createRedisLink({ url: await redisUrl(), log: capturedLog().log });
  await link.open();
});
afterAll(async () => {
  await link.close();
  await removeKeys(await redisUrl(), root);
});

let opened = 0;
const open = (prefix = `${root}${++opened}:`) => createRedisCache({ link, prefix, memory: createMemoryCache() });

describe('the cache in Redis', () => {
  cacheConformance(open);

  it('is the same for all gateways', async () => {
    const [one, two] = [open(`${root}same:`), open(`${root}same:`)];
    await one.set('a', 'x', 60_000);
    expect(await two.get('a')).toBe('x');
    await two.set('a', 'y', 0);
    expect(await one.get('a')).toBeUndefined();
  });

  it('keeps nothing for longer than an erased text may lie about', async () => {
    await open(`${root}long:`).set('a', 'x', 86_400_000);
    const left = await link.redis.pttl(`${root}long:answer:a`);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(LONGEST_KEPT);
  });

  it('lets one of all gateways claim a work, until it gives it up', async () => {
    const caches = Array.from({ length: 10 }, () => open(`${root}claim:`));
    const claims = await Promise.all(caches.map((cache) => cache.claim('a')));
    const held = claims.filter((claim) => claim !== null);
    expect(held).toHaveLength(1);
    expect(await caches[0]!.claim('b')).not.toBeNull();
    await held[0]!();
    const again = await Promise.all(caches.map((cache) => cache.claim('a')));
    expect(again.filter((claim) => claim !== null)).toHaveLength(1);
    // Who gives up twice does not give up what is somebody else's by now.
    await held[0]!();
    expect(await caches[0]!.claim('a')).toBeNull();
  });

  it('prolongs a claim while its holder lives, and ends it soon after', { timeout: 30_000 }, async () => {
    const dying = createRedisLink({ url: await redisUrl(), log: capturedLog().log });
    await dying.open();
    expect(await createRedisCache({ link: dying, prefix: `${root}dead:`, memory: createMemoryCache() }).claim('a')).not.toBeNull();
    const waiting = open(`${root}dead:`);
    await sleep(4000);
    expect(await waiting.claim('a')).toBeNull();
    await dying.close();
    await expect.poll(() => waiting.claim('a'), { timeout: 4000 }).not.toBeNull();
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRedisLink, type RedisLink } from '../../../gateway/cache/redis-link.ts';
import { createRedisVersions } from '../../../gateway/cache/redis-versions.ts';
import { type Versions } from '../../../gateway/cache/versions.ts';
import { redisUrl, removeKeys, testPrefix } from '../../services/redis.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { versionsConformance } from '../conformance/versions.ts';

const root = testPrefix();
const bots = [{ business: 'acme', bot: 'shop' }];
let link: RedisLink;
beforeAll(async () => {
  link = createRedisLink({ url: await redisUrl(), log: capturedLog().log });
  await link.open();
  // Contact that is fresh is not relied on.
  await sleep(3100);
});
afterAll(async () => {
  await link.close();
  await removeKeys(await redisUrl(), root);
});

let opened = 0;
const made: Versions[] = [];
/** Versions that are relied on. */
async function open({ prefix = `${root}${++opened}:`, settle = 0, alone = false } = {}): Promise<Versions> {
  const versions = createRedisVersions({ link, prefix, settle, alone });
  made.push(versions);
  await expect.poll(() => versions.of(bots), { timeout: 5000 }).not.toContain('~');
  return versions;
}
afterEach(async () => {
  await Promise.all(made.splice(0).map((versions) => versions.close()));
});

describe('the versions in Redis', () => {
  versionsConformance(open);

  it('are the same for all gateways, and change for all at once', async () => {
    const [one, two] = [await open({ prefix: `${root}same:` }), await open({ prefix: `${root}same:` })];
    const before = await one.of(bots);
    expect(await two.of(bots)).toBe(before);
    await one.bump(bots);
    const after = await two.of(bots);
    expect(after).not.toBe(before);
    expect(await one.of(bots)).toBe(after);
  });

  it('never repeat what was said before Redis forgot everything', async () => {
    const versions = await open({ prefix: `${root}forgotten:` });
    const said = new Set<string>();
    for (let round = 0; round < 5; round++) {
      await versions.bump(bots);
      said.add(await versions.of(bots));
      await link.redis.del(`${root}forgotten:marks`, `${root}forgotten:signs`);
    }
    expect(said.size).toBe(5);
  });

  it('forget what an earlier process said of a store that only one may write to', async () => {
    const before = await (await open({ prefix: `${root}alone:` })).of(bots);
    expect(await (await open({ prefix: `${root}alone:` })).of(bots)).toBe(before);
    expect(await (await open({ prefix: `${root}alone:`, alone: true })).of(bots)).not.toBe(before);
  });

  it('hold the second until the store shows what it has acknowledged', async () => {
    const settle = 1500;
    const prefix = `${root}settle:`;
    const versions = await open({ prefix, settle });
    const start = performance.now();
    await versions.bump(bots);
    const said: string[] = [];
    while ((await versions.of(bots)).includes('~')) {
      said.push(await versions.of(bots));
      await sleep(20);
    }
    expect(performance.now() - start).toBeGreaterThanOrEqual(settle);
    expect(performance.now() - start).toBeLessThan(settle + 500);
    expect(new Set(said).size).toBeGreaterThanOrEqual(2);
    expect(await versions.of([{ business: 'acme', bot: 'other' }])).not.toContain('~');
    // What was just acknowledged may show late also when Redis forgets that it was.
    await versions.bump(bots);
    await link.redis.del(`${prefix}marks`);
    expect(await versions.of(bots)).toContain('~');
  });
});

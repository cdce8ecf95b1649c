import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Change } from '../../../gateway/cache/bus.ts';
import { createRedisBus } from '../../../gateway/cache/redis-bus.ts';
import { createRedisLink, type RedisLink } from '../../../gateway/cache/redis-link.ts';
import { startProxy } from '../../services/proxy.ts';
import { redisUrl, removeKeys, testPrefix } from '../../services/redis.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { busConformance } from '../conformance/bus.ts';

const root = testPrefix();
const [shop, help] = ['shop', 'help'].map((bot) => ({ business: 'acme', bot })) as [Change['bots'][0], Change['bots'][0]];
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

describe('the bus in Redis', () => {
  busConformance(() => createRedisBus({ link, prefix: `${root}${++opened}:` }));

  it('tells all gateways every change once, in order and whole', async () => {
    const buses = Array.from({ length: 3 }, () => createRedisBus({ link, prefix: `${root}all:` }));
    const heard = buses.map((bus) => {
      const changes: Change[] = [];
      bus.subscribe((change) => changes.push(change));
      return changes;
    });
    const changes: Change[] = Array.from({ length: 250 }, (_, index) => ({
      bots: [{ business: 'a/b', bot: `ü ${index}` }],
      newestMessage: index,
    }));
    for (const change of changes) await buses[0]!.publish(change);
    await vi.waitFor(() => expect(heard).toEqual([changes, changes, changes]), 5000);
    await Promise.all(buses.map((bus) => bus.close()));
  });

  it('makes up for what was missed, on both sides, when a gateway was cut off', { timeout: 60_000 }, async () => {
    const proxy = await startProxy(Number(new URL(await redisUrl()).port || 6379));
    const { log, lines } = capturedLog();
    const lost = createRedisLink({ url: `redis://127.0.0.1:${proxy.port}`, log });
    await lost.open();
    const [one, two] = [
      createRedisBus({ link, prefix: `${root}cut:` }),
      createRedisBus({ link: lost, prefix: `${root}cut:`, remind: 200 }),
    ];
    const heard: Record<'one' | 'two', Change[]> = { one: [], two: [] };
    one.subscribe((change) => heard.one.push(change));
    two.subscribe((change) => heard.two.push(change));
    await one.publish({ bots: [help], newestMessage: 1 });
    await vi.waitFor(() => expect(heard.two).toHaveLength(1), 3000);

    proxy.cut();
    await vi.waitFor(() => expect(lost.since()).toBeNull(), 3000);
    await two.publish({ bots: [shop], newestMessage: 5 });
    await two.publish({ bots: [shop], newestMessage: 4 });
    await one.publish({ bots: [help], newestMessage: 7 });
    // Its own listeners hear of it at once, and are sent to look for whatever may have changed elsewhere.
    expect(heard.two.flatMap(({ newestMessage }) => newestMessage ?? [])).toEqual([1, 5, 4]);
    await vi.waitFor(() => expect(heard.two).toContainEqual({ bots: [help, shop], newestMessage: null }), 3000);
    expect(heard.one.map(({ newestMessage }) => newestMessage)).toEqual([1, 7]);

    proxy.mend();
    await vi.waitFor(() => expect(heard.one.at(-1)).toEqual({ bots: [shop], newestMessage: 5 }), 5000);
    await vi.waitFor(() => expect(heard.two).toContainEqual({ bots: [help], newestMessage: 7 }), 5000);
    expect(lines.map(({ msg }) => msg)).toEqual([expect.stringContaining('Redis is away'), 'Redis is back.']);
    await Promise.all([one.close(), two.close()]);
    await lost.close();
    await proxy.close();
  });
});

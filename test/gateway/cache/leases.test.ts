import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createFileLeases, positionsFile, rewindAll } from '../../../gateway/cache/file-leases.ts';
import { createRedisLeases } from '../../../gateway/cache/redis-leases.ts';
import { createRedisLink, type RedisLink } from '../../../gateway/cache/redis-link.ts';
import { startProxy } from '../../services/proxy.ts';
import { redisUrl, removeKeys, testPrefix } from '../../services/redis.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { leasesConformance } from '../conformance/leases.ts';

let opened = 0;

describe('leases in a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const fresh = () => {
    const file = positionsFile(join(folder, `${++opened}`), 'one');
    return () => createFileLeases(file);
  };

  leasesConformance(fresh);

  it('writes what comes together once, whole at every moment, and begins anew when told to', async () => {
    const file = positionsFile(folder, 'many');
    const leases = await createFileLeases(file);
    await leases.begin('123');
    await Promise.all(Array.from({ length: 200 }, (_, index) => leases.record(`shard-${index % 7}`, `${1000 + index}`)));
    expect((await (await createFileLeases(file)).sign(new Map()))?.positions.size).toBe(7);
    expect((await readdir(folder)).filter((name) => name.includes('many'))).toEqual(['positions-many.json']);
    await rewindAll(folder);
    await rewindAll(join(folder, 'none'));
    const again = await createFileLeases(file);
    expect([await again.begin('oldest'), (await again.sign(new Map()))?.positions.size]).toEqual(['123', 0]);
  });

  it('says which file it cannot read', async () => {
    const file = positionsFile(folder, 'broken');
    await writeFile(file, '{"begin":');
    await expect(createFileLeases(file)).rejects.toThrow(`${file} says how far a stream is stored, and cannot be read.`);
  });
});

describe('leases in Redis', () => {
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
  const on = (through: RedisLink, key: string, patience = 10_000) => createRedisLeases({ link: through, key: `${root}${key}`, patience });
  const fresh = () => {
    const key = `${++opened}`;
    return () => on(link, key);
  };

  leasesConformance(fresh);

  it('lets one of several take a shard, and another when it left or is silent for too long', async () => {
    const key = `${++opened}`;
    const [one, two] = [on(link, key, 1500), on(link, key, 1500)];
    expect(await Promise.all([one.take('a'), two.take('a')]).then((taken) => taken.filter(Boolean))).toHaveLength(1);
    const [owner, other] = (await one.take('a')) ? [one, two] : [two, one];
    expect(await other.sign(new Map([['a', '5']]))).toMatchObject({
      owners: new Map([['a', owner.self]]),
      positions: new Map([['a', '5']]),
    });
    expect([...((await owner.sign(new Map([['a', null]])))?.readers ?? [])].sort()).toEqual([one.self, two.self].sort());
    await other.release('a');
    expect(await other.take('a')).toBe(false);
    await owner.release('a');
    expect(await other.take('a')).toBe(true);
    // Now it dies; who signs goes on.
    await vi.waitFor(async () => expect((await owner.sign(new Map()))?.readers).toEqual([owner.self]), { timeout: 20_000, interval: 50 });
    await vi.waitFor(async () => expect(await owner.take('a')).toBe(true), { timeout: 20_000, interval: 50 });
  });

  it('goes on with what is held while Redis is away, and says then how far that is', async () => {
    const proxy = await startProxy(Number(new URL(await redisUrl()).port || 6379));
    const shaky = createRedisLink({ url: `redis://127.0.0.1:${proxy.port}`, log: capturedLog().log });
    await shaky.open();
    const leases = on(shaky, 'away');
    expect(await leases.take('a')).toBe(true);
    proxy.cut();
    await sleep(50);
    await leases.record('a', '7');
    expect([await leases.sign(new Map([['a', '7']])), await leases.take('b')]).toEqual([null, false]);
    await expect(leases.begin('oldest')).rejects.toThrow('Redis is away');
    proxy.mend();
    await vi.waitFor(async () => expect((await leases.sign(new Map([['a', '8']])))?.positions.get('a')).toBe('8'), {
      timeout: 20_000,
      interval: 50,
    });
    await shaky.close();
    await proxy.close();
  });
});

import { randomUUID } from 'node:crypto';
import { type Redis } from 'ioredis';
import { type Ledger, type Leases } from './leases.ts';
import { type RedisLink } from './redis-link.ts';

interface RedisLeasesSettings {
  link: RedisLink;
  /** Where all that is known of the stream is kept: one hash. */
  key: string;
  /** After how long without a sign a reader counts as dead, milliseconds. */
  patience?: number;
}

/** Fields of the hash: `begin`; `reader NAME`: until when it lives; `lease SHARD`: until when, and whose; `position SHARD`. */
const COMMON = `
  local clock = redis.call('TIME')
  local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
  local function owner(shard)
    local till, name = string.match(redis.call('HGET', KEYS[1], 'lease ' .. shard) or '', '^(%d+) (.+)$')
    if till and tonumber(till) > now then return name end
  end
  local function lease(shard, name, patience)
    redis.call('HSET', KEYS[1], 'lease ' .. shard, string.format('%d', now + patience) .. ' ' .. name)
  end
  local function record(shard, position)
    local known = redis.call('HGET', KEYS[1], 'position ' .. shard)
    if known == 'end' or position == '' then return end
    if not known or position == 'end' or #known < #position or (#known == #position and known < position) then
      redis.call('HSET', KEYS[1], 'position ' .. shard, position)
    end
  end`;

/** self, patience, then each shard with its position. Answers the time and all fields. */
const SIGN = `${COMMON}
  redis.call('HSET', KEYS[1], 'reader ' .. ARGV[1], string.format('%d', now + ARGV[2]))
  for place = 3, #ARGV, 2 do
    local name = owner(ARGV[place])
    if not name or name == ARGV[1] then lease(ARGV[place], ARGV[1], ARGV[2]) end
    record(ARGV[place], ARGV[place + 1])
  end
  return {string.format('%d', now), redis.call('HGETALL', KEYS[1])}`;

/** shard, self, patience */
const TAKE = `${COMMON}
  local name = owner(ARGV[1])
  if name and name ~= ARGV[2] then return 0 end
  lease(ARGV[1], ARGV[2], ARGV[3])
  return 1`;

/** shard, position */
const RECORD = `${COMMON}
  record(ARGV[1], ARGV[2])`;

/** shard, self */
const RELEASE = `${COMMON}
  if owner(ARGV[1]) == ARGV[2] then redis.call('HDEL', KEYS[1], 'lease ' .. ARGV[1]) end`;

/** For readers in any number of processes. While Redis is away each goes on with what it holds, and takes nothing. */
export function createRedisLeases({ link, key, patience = 6000 }: RedisLeasesSettings): Leases {
  const self = randomUUID();
  const run = (redis: Redis, script: string, ...args: (string | number)[]) => redis.eval(script, 1, key, ...args);
  const attempt = async (work: (redis: Redis) => Promise<unknown>): Promise<void> => {
    await link.ask(work, () => undefined);
  };
  return {
    self,
    async begin(from) {
      const known = await link.ask(
        async (redis) => {
          await redis.hsetnx(key, 'begin', from);
          return redis.hget(key, 'begin');
        },
        () => null,
      );
      if (known === null) throw new Error('Redis is away: where to begin cannot be known.');
      return known;
    },
    sign: (held) =>
      link.ask(
        async (redis) => {
          const positions = [...held].flatMap(([shard, position]) => [shard, position ?? '']);
          const [now, fields] = (await run(redis, SIGN, self, patience, ...positions)) as [string, string[]];
          const { ledger, gone } = readFields(fields, Number(now));
          if (gone.length > 0) await redis.hdel(key, ...gone);
          return ledger;
        },
        () => null,
      ),
    take: (shard) =>
      link.ask(
        async (redis) => (await run(redis, TAKE, shard, self, patience)) === 1,
        () => false,
      ),
    record: (shard, position) => attempt((redis) => run(redis, RECORD, shard, position)),
    release: (shard) => attempt((redis) => run(redis, RELEASE, shard, self)),
    async forget(shards) {
      if (shards.length === 0) return;
      const fields = shards.flatMap((shard) => [`position ${shard}`, `lease ${shard}`]);
      await attempt((redis) => redis.hdel(key, ...fields));
    },
    leave: () => attempt((redis) => redis.hdel(key, `reader ${self}`)),
  };
}

/** What the fields say at a time, and those of readers that died before it. */
function readFields(fields: readonly string[], now: number): { ledger: Ledger; gone: string[] } {
  const [positions, owners] = [new Map<string, string>(), new Map<string, string>()];
  const readers: string[] = [];
  const gone: string[] = [];
  for (let place = 0; place < fields.length; place += 2) {
    const [field = '', value = ''] = fields.slice(place, place + 2);
    const [kind, name = ''] = field.split(' ');
    const [till, owner = ''] = value.split(' ');
    if (kind === 'position') positions.set(name, value);
    else if (kind === 'lease' && Number(till) > now) owners.set(name, owner);
    else if (kind === 'reader' && Number(till) > now) readers.push(name);
    else if (kind === 'reader') gone.push(field);
  }
  return { ledger: { positions, owners, readers }, gone };
}

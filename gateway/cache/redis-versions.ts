import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Redis } from 'ioredis';
import { botName } from '../contract/names.ts';
import { createMemoryVersions, SPAN } from './memory-versions.ts';
import { LONGEST_KEPT } from './redis-cache.ts';
import { BACK, inOneStep, type RedisLink } from './redis-link.ts';
import { type Versions } from './versions.ts';

interface RedisVersionsSettings {
  link: RedisLink;
  prefix: string;
  /** How long the store may take to show what it has acknowledged, milliseconds. */
  settle: number;
  /** The store has no other writer while this process lives; what an earlier one said of it is forgotten. */
  alone: boolean;
}

/** After how long without a sign a gateway counts as silent, milliseconds: within it the others mind what it could not tell, so it is below the 2 s granted. */
const SILENT = 1500;

/** How long a silent gateway is minded: until no answer is kept any more that could lack what it acknowledged unheard. */
const GONE = LONGEST_KEPT + 60_000;

/** Added to the time in the sign of one that left, and how long it is left there for all to notice, milliseconds. */
const LEFT = 1e13;
const NOTICED = 10_000;

/** Begins an epoch when there is none of this server, and with it everything anew. */
const BEGIN = `
  if string.sub(redis.call('HGET', KEYS[1], 'epoch') or '', 1, #ARGV[1]) ~= ARGV[1] then
    redis.call('DEL', KEYS[1])
    redis.call('HSET', KEYS[1], 'epoch', ARGV[1] .. ARGV[2])
  end`;

/**
 * A mark for each bot, kept in Redis and new with each change, so that a cached answer names the data it was made from, whichever gateway changed them.
 *
 * Redis may be away for one gateway and not for another, and it may forget. So that no answer is used for longer than it may be all the same:
 * - A gateway signs twice a second that it lives. One that cannot tell of a change owes it, and signs again only when it has told all that it owes.
 * - While somebody is silent, or contact is fresh, or a change may not show yet, versions hold the second: then answers are used that long and no longer.
 * - Marks count within an epoch, which names the running server. One that was started anew on old data, or took another's place, begins another epoch.
 */
export function createRedisVersions({ link, prefix, settle, alone }: RedisVersionsSettings): Versions {
  const [marks, signs, self] = [`${prefix}marks`, `${prefix}signs`, randomUUID()];
  const memory = createMemoryVersions();
  /** Bots whose change is not told yet, each with the number of its change; changes up to `told` are. */
  const owed = new Map<string, number>();
  let [changes, told] = [0, 0];
  let forget = alone;
  let [signing, left] = [false, false];
  /** Time and name of each who signed and did not leave. */
  let seen: string[] = [];
  /** What Redis' clock said when it was last heard, milliseconds. */
  let heard = { time: Infinity, at: 0 };
  /** Which server this is. */
  let server = '';

  /** Redis' time, or a little less: its answer was under way for a while. */
  const now = () => heard.time + performance.now() - heard.at;
  const hear = (time: unknown) => {
    const [seconds, micros] = (time as string[]).map(Number) as [number, number];
    heard = { time: seconds * 1000 + micros / 1000, at: performance.now() };
    return heard.time;
  };

  const newMark = () => `${Math.floor(now())}:${randomUUID()}`;

  async function pay(redis: Redis): Promise<void> {
    const [paid, upTo, mark] = [[...owed], changes, newMark()];
    const step = redis.multi().time();
    if (forget) step.del(marks);
    if (paid.length > 0) step.hset(marks, new Map(paid.map(([bot]) => [bot, mark])));
    hear((await inOneStep(step))[0]);
    forget = false;
    told = Math.max(told, upTo);
    for (const [bot, change] of paid) if (owed.get(bot) === change) owed.delete(bot);
  }

  async function sign(redis: Redis, fresh: boolean): Promise<void> {
    if (left) return;
    signing = true;
    try {
      if (fresh || server === '') {
        const [info, time] = await inOneStep(redis.multi().info('server').time());
        server = `${/run_id:(\w+)/.exec(String(info))?.[1] ?? 'nameless'}:`;
        hear(time);
      }
      await pay(redis);
      // The time goes along, so that a sign which arrives late is not taken for a fresh one.
      const at = now();
      const step = redis.multi();
      // Redis may have forgotten somebody who is silent.
      if (seen.length > 0) step.zadd(signs, 'NX', ...seen);
      step.zadd(signs, at, self);
      step.zremrangebyscore(signs, '-inf', at - GONE).zremrangebyscore(signs, LEFT, LEFT + at - NOTICED);
      step.zrangebyscore(signs, '-inf', LEFT, 'WITHSCORES');
      const living = (await inOneStep(step)).at(-1) as string[];
      // Name before time comes back, time before name goes in.
      seen = living.reverse();
    } finally {
      signing = false;
    }
  }
  link.onBeat(sign);

  /** What the marks say, if they can be had. */
  async function read(redis: Redis, keys: readonly string[]): Promise<string> {
    if (forget) await pay(redis);
    const step = redis
      .multi()
      .time()
      .zrange(signs, '0', '0', 'WITHSCORES')
      .hmget(marks, 'epoch', ...keys);
    const [time, [, longest], [epoch, ...found]] = (await inOneStep(step)) as [unknown, string[], (string | null)[]];
    if (!epoch?.startsWith(server)) {
      await redis.eval(BEGIN, 1, marks, server, newMark());
      return read(redis, keys);
    }
    const at = hear(time);
    // Marks that were lost with what was before the epoch may have been new.
    const newest = [epoch.slice(server.length), ...found].reduce((latest, mark) => Math.max(latest, Number.parseInt(mark ?? '0', 10)), 0);
    const heardOfAll = longest !== undefined && Number(longest) > at - SILENT;
    const settled = newest <= at - settle && performance.now() - (link.since() ?? Infinity) > BACK;
    const text = createHash('sha256')
      .update([epoch, ...found].join())
      .digest('base64url');
    return heardOfAll && settled ? text : `${text}~${Math.floor(at / SPAN)}`;
  }

  return {
    async bump(bots) {
      await memory.bump(bots);
      const change = ++changes;
      for (const bot of bots) owed.set(botName(bot), change);
      // Nothing may be acknowledged as owed between a payment and its sign.
      while (signing) await sleep(5);
      if (told < change) await link.ask(pay, () => undefined);
    },
    async of(bots) {
      const keys = bots.map(botName);
      const own = await memory.of(bots);
      return link.ask(
        (redis) => read(redis, keys),
        () => `${own}~${Math.floor(performance.now() / SPAN)}`,
      );
    },
    async close() {
      left = true;
      while (signing) await sleep(5);
      // Who still owes something stays minded.
      await link.ask(
        async (redis) => {
          await pay(redis);
          await redis.zadd(signs, LEFT + now(), self);
        },
        () => undefined,
      );
    },
  };
}

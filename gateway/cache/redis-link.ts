import { type ChainableCommander, Redis } from 'ioredis';
import { type Logger } from 'pino';

/** One connection to Redis, shared by all that is kept there, and whether it can be relied on. */
export interface RedisLink {
  /** For libraries that bring their own way to be without Redis. */
  readonly redis: Redis;
  /** Asks Redis, or does otherwise: at once while Redis is away, and when it fails to answer. */
  ask<Value, Other = Value>(work: (redis: Redis) => Promise<Value>, otherwise: () => Other | Promise<Other>): Promise<Value | Other>;
  /** Since when Redis has answered without a break, milliseconds of `performance.now()`; `null`: it is away. */
  since(): number | null;
  /** Work to be done twice a second, and before anything else when Redis is back (`fresh`): while it fails, Redis is away. */
  onBeat(work: (redis: Redis, fresh: boolean) => Promise<void>): void;
  /** A connection of its own, for commands that wait. */
  another(): Redis;
  /** Looks for Redis: resolves when it is found, or when it is taken for away. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds. Whoever lost Redis is back within {@link BACK} of its return. */
const BEAT = 500;
const ANSWER = 1000;
const CONNECT = 1000;
const RETRY = 250;
export const BACK = 3000;

/**
 * @param url - `redis://` or `rediss://`
 * @param log - told once when Redis goes away, and once when it is back
 */
export function createRedisLink({ url, log }: { url: string; log: Logger }): RedisLink {
  const redis = new Redis(url, {
    protocol: 2,
    lazyConnect: true,
    connectTimeout: CONNECT,
    commandTimeout: ANSWER,
    maxLoadingRetryTime: RETRY,
    retryStrategy: () => RETRY,
    // What was asked of a lost connection is answered otherwise, at once, and never sent late.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  });
  const works: ((redis: Redis, fresh: boolean) => Promise<void>)[] = [];
  let since: number | null = null;
  let told = false;
  let closing = false;
  let reason: unknown = new Error('No connection yet.');

  function lose(error: unknown): void {
    since = null;
    // Another connection may lead to another server, after one was replaced or made read-only.
    if (redis.status === 'ready') redis.disconnect(true);
    tell(error);
  }
  function tell(error: unknown): void {
    if (!told && !closing) log.warn({ err: error }, 'Redis is away: until it is back, this gateway remembers for itself, and less.');
    told = true;
  }

  let beating: Promise<void> | null = null;
  const beat = () => (beating ??= beatOnce().finally(() => (beating = null)));
  async function beatOnce(): Promise<void> {
    if (redis.status !== 'ready' || closing) return;
    try {
      const fresh = since === null;
      for (const work of works) await work(redis, fresh);
      since ??= performance.now();
      if (told) log.info('Redis is back.');
      told = false;
    } catch (error) {
      lose(error);
    }
  }
  const timer = setInterval(() => void beat(), BEAT);
  timer.unref();
  redis.on('ready', () => void beat());
  redis.on('error', (error: Error) => (reason = error));
  redis.on('close', () => {
    if (since !== null) lose(new Error('The connection was lost.'));
  });

  return {
    redis,
    async ask(work, otherwise) {
      if (since === null) return otherwise();
      try {
        return await work(redis);
      } catch (error) {
        lose(error);
        return otherwise();
      }
    },
    since: () => since,
    onBeat(work) {
      works.push(work);
      void beat();
    },
    // Its faults are those of the first one, which tells of them.
    another: () => redis.duplicate({ commandTimeout: undefined, socketTimeout: BACK, lazyConnect: false }).on('error', () => undefined),
    async open() {
      await redis.connect().catch(() => undefined);
      await beat();
      if (since === null) tell(reason);
    },
    async close() {
      closing = true;
      clearInterval(timer);
      await beating;
      redis.disconnect();
    },
  };
}

/** Runs commands as one step; the answers, or the first error among them. */
export async function inOneStep(commands: ChainableCommander): Promise<unknown[]> {
  const answers = (await commands.exec()) ?? [];
  return answers.map(([error, answer]) => {
    if (error) throw error;
    return answer;
  });
}

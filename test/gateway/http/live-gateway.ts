import { Hono } from 'hono';
import { expect } from 'vitest';
import { createAccess } from '../../../gateway/access/access.ts';
import { type Directory, type Principal } from '../../../gateway/access/directory.ts';
import { createJwtTokens } from '../../../gateway/access/jwt-tokens.ts';
import { mintToken } from '../../../gateway/access/mint-token.ts';
import { type Grant } from '../../../gateway/access/rights.ts';
import { createMemoryBus } from '../../../gateway/cache/memory-bus.ts';
import { type BotRef } from '../../../gateway/contract/names.ts';
import { type Env } from '../../../gateway/http/env.ts';
import { type LiveIntervals } from '../../../gateway/http/live-stream.ts';
import { liveRoutes } from '../../../gateway/http/live.ts';
import { answerErrors } from '../../../gateway/http/problems.ts';
import { createShares } from '../../../gateway/http/shares.ts';
import { createMetrics } from '../../../gateway/http/prometheus.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { readEvents } from './sse-reader.ts';

const secret = 'a secret that is long enough for HS256';
export const shop: BotRef = { business: 'acme', bot: 'shop' };
export const help: BotRef = { business: 'acme', bot: 'help' };
export const other: BotRef = { business: 'globex', bot: 'a/b' };
export const reports = (business: string, bot: string): Grant => ({ business, bot, permissions: ['reports'] });
export const NOON = Date.parse('2026-03-01T12:00:00.000Z');

/** A gateway of nothing but live streams; its intervals are short where none are given. */
export function openGateway(other: Partial<LiveIntervals> = {}) {
  const bus = createMemoryBus();
  const { log, text } = capturedLog();
  const metrics = createMetrics();
  const shutdown = new AbortController();
  const listeners = new Set<() => void>();
  let answer: () => Promise<Principal | null> = () => Promise.resolve(null);
  const directory: Directory = {
    principal: () => answer(),
    businesses: () => Promise.resolve([]),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => Promise.resolve(),
  };
  const access = createAccess({ tokens: createJwtTokens({ secret, clock: Date.now }), directory });
  const intervals = { changed: 100, comment: 150, rights: 200, ...other };
  const app = new Hono<Env>();
  app.route(
    '/',
    liveRoutes({ access, streams: createShares(0), directory, bus, metrics, log, clock: Date.now, signal: shutdown.signal, intervals }),
  );
  app.onError(answerErrors(log));
  const token = (settings: { expiresIn?: number; bots?: string[] } = {}) => mintToken({ secret, sub: 'ann', expiresIn: 60, ...settings });
  return {
    app,
    bus,
    shutdown,
    log: text,
    token,
    /** What the directory says from now on; listeners are told unless it is to be found out. */
    grant(grants: Grant[] | null, { tell = false } = {}) {
      answer = () => Promise.resolve(grants && { id: 'ann', grants });
      if (tell) for (const listener of [...listeners]) listener();
    },
    answerWith: (next: typeof answer) => void (answer = next),
    publish: (bots: BotRef[], newestMessage: number | null = NOON) => bus.publish({ bots, newestMessage }),
    async ask(query = '', init: RequestInit = {}) {
      return app.request(`/v1/live${query}`, { headers: { authorization: `Bearer ${await token()}` }, ...init });
    },
    async open(query = '') {
      const response = await this.ask(query);
      expect(response.status).toBe(200);
      return readEvents(response);
    },
    streams: async () => (await metrics.registry.getSingleMetric('bot_widgets_live_streams')!.get()).values[0]?.value,
    directoryListeners: () => listeners.size,
  };
}

import { Hono } from 'hono';
import { z } from 'zod';
import { type Directory } from '../access/directory.ts';
import { knownBots } from '../access/known-bots.ts';
import { type Rights } from '../access/rights.ts';
import { scopeForAny } from '../access/scope.ts';
import { type BotRef } from '../contract/names.ts';
import { Problem } from '../contract/problem.ts';
import { PERMISSIONS, type ScopeAnswer } from '../contract/scope.ts';
import { type createLabels } from '../reports/labels.ts';
import { type Store } from '../store/store.ts';
import { compareCodePoints } from '../text/code-points.ts';
import { type Env } from './env.ts';
import { readQuery } from './read-query.ts';

interface Parts {
  store: Store;
  directory: Directory;
  labels: ReturnType<typeof createLabels>;
}

/** Either shows channels and languages. */
const READING = ['reports', 'messages'] as const;

/** `GET /v1/scope`: what the caller may see, with the names of the directory. */
export function scopeRoutes({ store, directory, labels }: Parts): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/v1/scope', async (c) => {
    const rights = c.get('caller')?.rights;
    if (!rights) throw new Problem('unauthenticated', 'A token is missing.');
    readQuery(z.strictObject({}), new URL(c.req.url).searchParams);
    const known = await knownBots(directory, store);
    const reads = known.some((bot) => READING.some((permission) => rights.may(permission, bot)));
    const seen = reads ? await labels(scopeForAny(rights, READING, {}, known), c.req.raw.signal) : { channels: [], languages: [] };
    const answer: ScopeAnswer = { businesses: await businesses(directory, rights, known), ...seen };
    return c.json(answer, 200, { 'cache-control': 'private, no-store' });
  });
  return app;
}

/** Businesses and bots with a permission, in the order of the directory, then those it does not name. */
async function businesses(directory: Directory, rights: Rights, known: readonly BotRef[]): Promise<ScopeAnswer['businesses']> {
  const listed = await directory.businesses();
  const names = new Map(listed.map(({ id, name, bots }) => [id, { name, bots: new Map(bots.map((bot) => [bot.id, bot.name])) }]));
  const found = new Map<string, ScopeAnswer['businesses'][number]>();
  const unnamed = (bot: BotRef) => (names.get(bot.business)?.bots.has(bot.bot) ? 0 : 1);
  const ordered = [...known].sort(
    (a, b) =>
      unnamed(a) - unnamed(b) || (unnamed(a) === 0 ? 0 : compareCodePoints(a.business, b.business) || compareCodePoints(a.bot, b.bot)),
  );
  for (const ref of ordered) {
    const permissions = PERMISSIONS.filter((permission) => rights.may(permission, ref));
    if (permissions.length === 0) continue;
    const name = names.get(ref.business);
    const business = found.get(ref.business) ?? { id: ref.business, name: name?.name ?? ref.business, bots: [] };
    business.bots.push({ id: ref.bot, name: name?.bots.get(ref.bot) ?? ref.bot, permissions });
    found.set(ref.business, business);
  }
  return [...found.values()];
}

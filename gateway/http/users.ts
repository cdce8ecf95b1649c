import { Hono } from 'hono';
import { type Bus } from '../cache/bus.ts';
import { type Versions } from '../cache/versions.ts';
import { EraseQuery, type Erased } from '../contract/ingest.ts';
import { botName } from '../contract/names.ts';
import { Problem } from '../contract/problem.ts';
import { type Logger } from 'pino';
import { type Store } from '../store/store.ts';
import { type Env } from './env.ts';
import { readQuery } from './read-query.ts';
import { forgetAll } from '../text/remember.ts';

interface Parts {
  store: Store;
  versions: Versions;
  bus: Bus;
  log: Logger;
}

/** `DELETE /v1/users`: erases a user of a business; needs `erase` on all bots of the business, since a user may have met any of them. */
export function usersRoutes({ store, versions, bus, log }: Parts): Hono<Env> {
  const app = new Hono<Env>();
  // Another gateway may have erased: its change has no message.
  bus.subscribe(({ newestMessage }) => {
    if (newestMessage === null) forgetAll();
  });
  app.delete('/v1/users', async (c) => {
    const caller = c.get('caller');
    const { business, user } = readQuery(EraseQuery, new URL(c.req.url).searchParams);
    const met = (await store.bots()).filter((bot) => bot.business === business);
    const held = caller?.rights.mayAnywhere('erase', business) === true && met.every((bot) => caller.rights.may('erase', bot));
    if (!caller || !held) throw new Problem('forbidden', 'Your grants do not hold the permission "erase" on all bots of this business.');
    const { messages, conversations, bots } = await store.erase(business, user);
    forgetAll();
    // All of them, changed now or not: an erasure that is repeated may be one that was done and not lived to be told.
    const changed = [...new Map([...met, ...bots].map((bot) => [botName(bot), bot])).values()];
    if (changed.length > 0) {
      await versions.bump(changed);
      await bus.publish({ bots: changed, newestMessage: null });
    }
    // Who erased how much, and not whom: the log must not remember what is to be forgotten.
    log.info({ principal: caller.id, business, messages, conversations }, 'erased a user');
    const erased: Erased = { messages, conversations };
    return c.json(erased);
  });
  return app;
}

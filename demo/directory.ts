import { type DirectoryContent } from '../gateway/access/directory-file.ts';
import { type Permission } from '../gateway/contract/scope.ts';
import { type World } from './traffic/world.ts';

export type Businesses = DirectoryContent['businesses'];

/** Who a visitor of the host's site can be; each is a principal of the directory. */
export const VISITORS = ['portal', 'admin', 'partner'] as const;
export type Visitor = (typeof VISITORS)[number];

/** The principal that may only write. */
export const PRODUCER = 'producer';

const READ: readonly Permission[] = ['reports', 'messages', 'export'];

/**
 * The directory of the demo: a client who sees its own business (the first), a partner who sees the numbers of the last one but
 * not its messages, an admin who may do everything, and the producer.
 */
export function directoryOf(businesses: Businesses): DirectoryContent {
  const first = businesses[0];
  const last = businesses.at(-1);
  if (!first || !last) throw new Error('There is no business to make a directory of.');
  return {
    businesses,
    principals: [
      { id: 'portal', grants: [{ business: first.id, bot: '*', permissions: READ }] },
      { id: 'admin', grants: [{ business: '*', bot: '*', permissions: [...READ, 'unmask', 'erase'] }] },
      { id: 'partner', grants: [{ business: last.id, bot: '*', permissions: ['reports'] }] },
      { id: PRODUCER, grants: [{ business: '*', bot: '*', permissions: ['ingest'] }] },
    ],
  };
}

/** The businesses and bots of a world. */
export function businessesOf(world: World): Businesses {
  const businesses = new Map<string, { id: string; name: string; bots: { id: string; name: string }[] }>();
  for (const { business, bot } of world.bots) {
    const known = businesses.get(business.id) ?? { id: business.id, name: business.name, bots: [] };
    known.bots.push(bot);
    businesses.set(business.id, known);
  }
  return [...businesses.values()];
}

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { businessesOf } from '../../demo/directory.ts';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { type Contender, type Place, type StoreName } from './contender.ts';
import { openDuckdb } from './duckdb-contender.ts';
import { openElasticsearch } from './elasticsearch-contender.ts';
import { type GatewayProcess, startGateway } from './gateway-process.ts';
import { type Size, worldOf } from './make-data.ts';

/** What all measuring needs: the data, a store, and gateways on it. */
export interface BenchSite {
  place: Place;
  contender: Contender;
  token: string;
  /** `anew`: it remembers nothing of the gateways before it, as far as the store allows. */
  start: (settings?: { anew?: boolean; CACHE_MB?: string; SLICES_MB?: string }) => Promise<GatewayProcess>;
}

/** Opens a store by its name. */
export const OPEN: Record<StoreName, (place: Place) => Promise<Contender>> = { duckdb: openDuckdb, elasticsearch: openElasticsearch };

/**
 * @param bundles - folder of the built gateway and of this bench
 * @param made - whether the folder has the data already
 */
export async function openSite(store: StoreName, size: Size, folder: string, bundles: string, made = false): Promise<BenchSite> {
  const place = { folder, bundles, data: join(folder, 'messages') };
  // Apart, so that neither its time nor its garbage is in any number.
  if (!made) await promisify(execFile)(process.execPath, [join(bundles, 'bench.js'), 'make-data', size, place.data]);
  const directory = join(folder, 'directory.json');
  const grants = [{ business: '*', bot: '*', permissions: ['ingest', 'reports', 'messages'] }];
  await writeFile(directory, JSON.stringify({ businesses: businessesOf(worldOf(size)), principals: [{ id: 'bench', grants }] }));
  const secret = randomBytes(32).toString('hex');
  const access = { DIRECTORY_FILE: directory, JWT_SECRET: secret };
  const contender = await OPEN[store](place);
  return {
    place,
    contender,
    token: await mintToken({ secret, sub: 'bench', expiresIn: 86_400 }),
    start: async ({ anew = false, ...settings } = {}) =>
      startGateway(join(bundles, 'gateway.js'), { ...access, ...(await contender.settings(anew)), ...settings }),
  };
}

import { type Logger } from 'pino';
import { type Directory } from '../access/directory.ts';
import { type Config } from '../config.ts';
import { loadClient } from './load-client.ts';

/** The directory that the settings ask for. Its client is loaded only when it is chosen. */
export async function openDirectory(config: Config, log: Logger): Promise<Directory> {
  if (config.MYSQL_URL === undefined) {
    const { createFileDirectory } = await import('../access/file-directory.ts');
    return createFileDirectory({ file: config.DIRECTORY_FILE ?? '', log });
  }
  const { createMysqlDirectory } = await loadClient('mysql', () => import('../access/mysql-directory.ts'));
  const statements = { businesses: config.MYSQL_BUSINESSES_SQL, principal: config.MYSQL_PRINCIPAL_SQL, grants: config.MYSQL_GRANTS_SQL };
  return createMysqlDirectory({ url: config.MYSQL_URL, statements, log });
}

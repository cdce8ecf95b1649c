import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { backup, restore } from './commands/backup.ts';
import { importFiles } from './commands/import.ts';
import { mintFromArguments } from './commands/token.ts';
import { serveUntilStopped } from './commands/serve-until-stopped.ts';
import { parseConfig, parseStoreConfig } from './config.ts';

const USAGE = `Usage: npm run gateway [-- COMMAND]

  (no command)          serve; settings come from the environment, see the README
  import FILE...        load NDJSON files, gzip too, into the store; the gateway must not be running
  token --sub ID        mint a development token with JWT_SECRET or --secret; see token --help
  backup FILE           write the whole store into one file; the gateway must not be running
  restore FILE          put a backup in the store's place; --force replaces what is there
`;

async function main([command, ...rest]: string[]): Promise<number> {
  const { env } = process;
  const files = () => parseArgs({ args: rest, allowPositionals: true, options: { force: { type: 'boolean' } } });
  switch (command) {
    case undefined:
    case 'serve': {
      const config = parseConfig(env);
      return serveUntilStopped(config, pino({ level: config.LOG_LEVEL, base: null }));
    }
    case 'import':
      return importFiles(parseStoreConfig(env), files().positionals);
    case 'token':
      return mintFromArguments(rest, env);
    case 'backup':
      return backup(parseStoreConfig(env), files().positionals);
    case 'restore':
      return restore(parseStoreConfig(env), files().positionals, files().values.force === true);
    case 'help':
    case '--help':
      console.log(USAGE);
      return 0;
    default:
      console.error(`There is no command "${command}".\n\n${USAGE}`);
      return 2;
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // What an operator can mend is said in a sentence; the stack is for those who ask for it.
  console.error(error instanceof Error ? error.message : String(error));
  if (process.env.LOG_LEVEL === 'debug') console.error(error);
  process.exitCode = 1;
}

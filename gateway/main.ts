#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { backup, restore } from './commands/backup.ts';
import { consumeKinesis } from './commands/consume.ts';
import { importFromArguments } from './commands/import.ts';
import { mintFromArguments } from './commands/token.ts';
import { serveUntilStopped } from './commands/serve-until-stopped.ts';
import { parseConfig, parseConsumeConfig, parseStoreConfig } from './config.ts';

/** Where the build of the package puts the widgets; that of a checkout puts them beside this file. */
const PACKAGED = join(import.meta.dirname, '../bundle');

const USAGE = `Usage: bot-widgets [COMMAND], or in a checkout: npm run gateway [-- COMMAND]

  (no command)          serve; settings come from the environment, see the README
  consume kinesis       read a stream of Amazon Kinesis into the store: --stream NAME, --from oldest|latest|TIME; --once: until all is read
  import FILE...        load NDJSON files, gzip too, into the store; the gateway must not be running
  import --from NAME    load what another product wrote, or an index of Elasticsearch; see import --help
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
      const widgets = existsSync(PACKAGED) ? PACKAGED : join(import.meta.dirname, 'widgets');
      return serveUntilStopped(config, pino({ level: config.LOG_LEVEL, base: null }), widgets);
    }
    case 'import':
      return importFromArguments(rest, env);
    case 'consume': {
      const options = { stream: { type: 'string' }, from: { type: 'string' }, once: { type: 'boolean' } } as const;
      const { values, positionals } = parseArgs({ args: rest, allowPositionals: true, options });
      if (positionals.join() !== 'kinesis') throw new Error('Say what to read: consume kinesis --stream NAME');
      const { stream = env.KINESIS_STREAM, from = env.KINESIS_FROM, once = false } = values;
      const config = parseConsumeConfig({ ...env, KINESIS_STREAM: stream, KINESIS_FROM: from });
      return consumeKinesis(config, pino({ level: config.LOG_LEVEL, base: null }), once);
    }
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

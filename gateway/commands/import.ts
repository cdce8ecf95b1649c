import { parseArgs } from 'node:util';
import { parseStoreConfig } from '../config.ts';
import { ADAPTERS, TAKES_LISTS } from '../ingest/adapters/index.ts';
import { importElasticsearch } from './import-elasticsearch.ts';
import { importFiles } from './import-files.ts';
import { readMessages, readRecords } from './read-files.ts';

const HELP = `import FILE...
import --from PRODUCT --business BUSINESS --bot BOT [--handoff NAME] FILE...
import --from elasticsearch --url URL --index INDEX --map FILE

Files hold messages, one a line, or with --from what another product wrote: ${Object.keys(ADAPTERS).join(', ')}.
--handoff names an action (Rasa) or an intent (Lex) that hands over to a human; it may be given more than once. See docs/adapters.md.

An index of Elasticsearch or OpenSearch is read by a map of its fields, and goes on where it was interrupted. See docs/import-elasticsearch.md.
IMPORT_API_KEY in the environment is the key for it, unless a user and a password are in the URL.

The gateway must not be running on the same embedded store.`;

const string = { type: 'string' } as const;
const OPTIONS = {
  from: string,
  business: string,
  bot: string,
  handoff: { type: 'string', multiple: true },
  url: string,
  index: string,
  map: string,
  help: { type: 'boolean' },
} as const;

/** `import`: files of messages, files of other products, or an index of Elasticsearch. */
export async function importFromArguments(args: string[], env: Record<string, string | undefined>): Promise<number> {
  const { values, positionals: files } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  const { from, business, bot, handoff, url, index, map } = values;
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const given = Object.keys(values).filter((name) => name !== 'from');
  const need = (condition: boolean, what: string) => {
    if (!condition) throw new Error(`${what}\n\n${HELP}`);
  };
  const only = (...names: string[]) => {
    const odd = given.find((name) => !names.includes(name));
    need(odd === undefined, `--${odd ?? ''} does not go with ${from === undefined ? 'files of messages' : `--from ${from}`}.`);
  };

  if (from === 'elasticsearch') {
    only('url', 'index', 'map');
    need(files.length === 0, 'An index is named by --index, not by a file.');
    if (!url || !index || !map) throw new Error(`Say what to read: --url, --index and --map.\n\n${HELP}`);
    return importElasticsearch(parseStoreConfig(env), { url, index, map, apiKey: env.IMPORT_API_KEY });
  }
  need(files.length > 0, 'Name at least one file: import FILE...');
  if (from === undefined) {
    only();
    return importFiles(parseStoreConfig(env), files, readMessages);
  }
  const adapter = Object.hasOwn(ADAPTERS, from) ? ADAPTERS[from] : undefined;
  if (!adapter)
    throw new Error(`There is no product "${from}": choose one of ${Object.keys(ADAPTERS).join(', ')}, elasticsearch.\n\n${HELP}`);
  only('business', 'bot', 'handoff');
  if (!business || !bot) throw new Error(`Say whose messages they are: --business and --bot.\n\n${HELP}`);
  return importFiles(
    parseStoreConfig(env),
    files,
    readRecords(adapter({ business, bot, ...(handoff && { handoff }) }), TAKES_LISTS.has(from)),
  );
}

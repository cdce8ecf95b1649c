import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { importFromArguments } from '../../gateway/commands/import.ts';
import { createDuckdbStore } from '../../gateway/store/duckdb/duckdb-store.ts';
import { type FoundMessage, type Position, type StoredMessage } from '../../gateway/store/store.ts';
import { build, type Built } from '../support/built.ts';
import { scopeOf, stored } from '../support/stored.ts';
import { createTestStore } from './stores.ts';
import { type Proxy, startProxy } from './weather.ts';

const COUNT = 6000;
const ODD = 75;
const START = Date.parse('2026-02-01T00:00:00Z');

/** A mapping as one finds it: times in a format of its own, names that are objects and names with dots, numbers for identifiers. */
const MAPPING = {
  properties: {
    sent: { type: 'date', format: 'dd/MM/yyyy HH:mm:ss.SSS' },
    thread: { type: 'long' },
    msg: { properties: { key: { type: 'keyword' }, body: { type: 'text' } } },
    dir: { type: 'keyword' },
  },
};
const MAP = {
  fields: {
    id: 'msg.key',
    timestamp: 'sent',
    business: { value: 'acme' },
    bot: 'bot.name',
    conversation: 'thread',
    user: 'person.no',
    sender: { field: 'dir', values: { in: 'user', out: 'bot', agent: 'human' } },
    text: 'msg.body',
    story: 'flow',
    success: { field: 'ok', values: { Y: true, N: false } },
  },
  query: { term: { kind: 'chat' } },
};

/** Three of a millisecond, so that pages end among equals. */
const timeOf = (place: number) => START + Math.floor(place / 3) * 10;

function documentOf(place: number): object {
  const [day, clock] = new Date(timeOf(place)).toISOString().slice(0, -1).split('T') as [string, string];
  const dir = place % 80 === 7 ? 'robot' : (['in', 'out', 'agent'] as const)[place % 3];
  return {
    kind: 'chat',
    sent: `${day.split('-').reverse().join('/')} ${clock}`,
    thread: Math.floor(place / 12),
    msg: { key: `m-${place}`, body: `text ${place}` },
    'bot.name': 'shop',
    person: { no: place % 50 },
    dir,
    ...(dir === 'out' && { flow: 'refund', ok: place % 2 ? 'Y' : 'N' }),
  };
}

let built: Built;
let folder: string;
beforeAll(async () => {
  built = await build();
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
});
afterAll(async () => {
  await built.remove();
  await rm(folder, { recursive: true });
});

/** The command in this process, for what needs none of its own. */
async function run(args: string[], data: string): Promise<{ code: number; stdout: string }> {
  const said: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const code = await importFromArguments(args, { DATA_DIR: data });
  return { code, stdout: said.join('\n') };
}
afterEach(() => vi.restoreAllMocks());

describe.each(['elasticsearchUrl', 'opensearchUrl'] as const)('an index of %s', (server) => {
  const url = inject(server);
  const index = `test-${randomBytes(6).toString('hex')}-history`;
  let map: string;
  let data: string;

  const call = async (method: string, path: string, body?: string) => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const response = await fetch(`${url}${path}`, { method, ...(body !== undefined && { headers, body }) });
    if (!response.ok) throw new Error(await response.text());
  };
  beforeAll(async () => {
    [map, data] = [join(folder, `${server}.json`), join(folder, server)];
    await writeFile(map, JSON.stringify(MAP));
    await call('PUT', `/${index}`, JSON.stringify({ settings: { number_of_shards: 3, number_of_replicas: 0 }, mappings: MAPPING }));
    const rows = Array.from({ length: COUNT }, (_, place) => `{"index":{}}\n${JSON.stringify(documentOf(place))}\n`);
    // Not everything in it is a message, and not every message has a time.
    rows.push(`{"index":{}}\n{"kind":"audit","sent":"01/02/2026 00:00:00.000"}\n`, `{"index":{}}\n{"kind":"chat","dir":"in"}\n`);
    await call('POST', `/${index}/_bulk?refresh=true`, rows.join(''));
  });
  afterAll(() => call('DELETE', `/${index}`));

  const args = (source = url) => ['import', '--from', 'elasticsearch', '--url', source, '--index', index, '--map', map];
  const fileOf = async (pattern: RegExp): Promise<string | undefined> => {
    const names = await readdir(join(data, 'imports')).catch(() => []);
    const name = names.find((known) => pattern.test(known));
    return name === undefined ? undefined : readFile(join(data, 'imports', name), 'utf8');
  };
  const documents = async () => (JSON.parse((await fileOf(/^[0-9a-f]+\.json$/)) ?? '{"documents":0}') as { documents: number }).documents;

  test('comes in exactly once, though the import is killed in the middle', async () => {
    const { process: child, exited } = await built.start(args(), { DATA_DIR: data }, /documents to read/);
    while ((await documents()) === 0) {
      expect(child.exitCode, 'it ended before it could be killed').toBeNull();
      await sleep(10);
    }
    child.kill('SIGKILL');
    await exited;
    expect(await documents()).toBeLessThan(COUNT);

    const { code, stdout } = await run(args().slice(1), data);
    expect(stdout).toContain('Going on after ');
    expect(stdout).toContain(`${ODD} rejected`);
    expect(stdout).toContain('1 documents have no sent and were left out');
    expect(code).toBe(1);
    // An import that is complete has no place to go on from.
    expect(await documents()).toBe(0);

    const messages = await allOf(data);
    const expected = Array.from({ length: COUNT }, (_, place) => place).filter((place) => place % 80 !== 7);
    expect(messages.length).toBe(COUNT - ODD);
    expect(new Set(messages.map(({ id }) => id))).toEqual(new Set(expected.map((place) => `m-${place}`)));
    const said = { sender: 'bot', text: 'text 31', story: 'refund', success: true };
    expect(messages.find(({ id }) => id === 'm-31')).toMatchObject({ timestamp: timeOf(31), conversation: '2', user: '31', ...said });

    // What can never go in is set aside, each once, with the reason.
    const rows = (await fileOf(/rejected\.ndjson$/))!.trim().split('\n');
    expect(rows.length).toBe(ODD);
    expect(JSON.parse(rows[0]!)).toMatchObject({ field: 'sender', code: 'invalid', document: { source: { dir: 'robot' } } });
  });

  test('comes in through a network that breaks and a point in time that ends, and a repeat changes nothing', async () => {
    const proxy: Proxy = await startProxy(url);
    try {
      let pieces = 0;
      let ended: Promise<Response> | undefined;
      proxy.weather.breaks = (piece, up) => {
        const [, id] = /"(?:pit_)?id":"([^"]{40,})"/.exec(piece.toString()) ?? [];
        // As when reading stood still for too long.
        if (!up && id !== undefined) ended ??= endPointInTime(url, server, id);
        // After the handshakes and the first pages.
        return ++pieces === 30 || pieces === 40;
      };
      const { stdout } = await run(args(proxy.url).slice(1), data);
      expect(stdout).toMatch(new RegExp(`0 accepted, \\d+ duplicates, ${ODD} rejected`));
      expect((await allOf(data)).length).toBe(COUNT - ODD);
      expect(pieces).toBeGreaterThan(40);
      expect((await ended)?.status).toBe(200);
    } finally {
      await proxy.close();
    }
  });

  test('of a store of our own comes in with the map that the documentation shows', async () => {
    const place = createTestStore(url);
    try {
      const said: Partial<StoredMessage>[] = [
        { sender: 'user', text: 'refund, please', understood: false, keywords: ['refund'], words: ['refund', 'please'], channel: 'web' },
        { sender: 'bot', story: 'pay', node: 'ask', success: true, revision: 3, seq: 2, language: 'de' },
        { sender: 'human', text: 'here I am', words: ['here', 'i', 'am'], completed: true },
      ];
      const messages = said.map((fields, index) => stored(`${index}`, { timestamp: START + index, ...fields }));
      await (await place.open()).write(messages);
      const [, shown] = /older schema\n.*```json\n(.*?)```/s.exec(await readFile('docs/import-elasticsearch.md', 'utf8')) ?? [];
      const own = { map: join(folder, `${server}-own.json`), data: join(folder, `${server}-own`) };
      await writeFile(own.map, shown ?? '');
      const from = ['--url', url, '--index', `${place.prefix}messages-*`, '--map', own.map];
      const { code, stdout } = await run(['--from', 'elasticsearch', ...from], own.data);
      expect(code, stdout).toBe(0);
      const shownAgain = (all: readonly object[]) => all.map((message) => ({ ...message, words: undefined }));
      expect(shownAgain(await allOf(own.data))).toEqual(shownAgain(messages));
    } finally {
      await place.remove();
    }
  });

  test('that cannot be read is told in a sentence', async () => {
    const told = (...changed: string[]) =>
      expect(importFromArguments([...args().slice(1), ...changed], { DATA_DIR: join(folder, 'told') })).rejects;
    await told('--index', 'nowhere-at-all').toThrow('There is no index nowhere-at-all.');
    await told('--url', 'http://127.0.0.1:9').toThrow('cannot be used as a source');
    const odd = join(folder, 'odd.json');
    await writeFile(odd, JSON.stringify({ fields: { ...MAP.fields, timestamp: 'msg.body' } }));
    await told('--map', odd).toThrow('msg.body is of the kind text');
  });
});

function endPointInTime(url: string, server: string, id: string): Promise<Response> {
  const [path, body] = server === 'opensearchUrl' ? ['/_search/point_in_time', { pit_id: [id] }] : ['/_pit', { id }];
  return fetch(`${url}${path}`, { method: 'DELETE', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** Everything that a store holds, page by page. */
async function allOf(data: string): Promise<FoundMessage[]> {
  const store = await createDuckdbStore({ folder: data, memoryLimit: '512MB', threads: 2 });
  try {
    const found: FoundMessage[] = [];
    const range = { from: START - 86_400_000, to: START + 86_400_000 };
    for (let after: Position | undefined; ;) {
      const page = await store.messages(scopeOf(), { ...range, order: 'oldest', limit: 5000, after }, AbortSignal.timeout(60_000));
      found.push(...page);
      after = page.at(-1);
      if (page.length < 5000) return found;
    }
  } finally {
    await store.close();
  }
}

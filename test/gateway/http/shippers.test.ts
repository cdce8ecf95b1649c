import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IngestResult } from '../../../gateway/contract/ingest.ts';
import { Problem, PROBLEM_STATUS } from '../../../gateway/contract/problem.ts';
import { createDuckdbStore } from '../../../gateway/store/duckdb/duckdb-store.ts';
import { type TestGateway, startTestGateway } from '../../support/gateway.ts';
import { type Shipped, SHIPPERS } from '../../support/shippers.ts';
import { DAY, NOON, scopeOf } from '../../support/stored.ts';

let gateway: TestGateway;
/** How many writes the store refuses from now on. */
let refusals = 0;
let authorization: string;
beforeAll(async () => {
  gateway = await startTestGateway({
    async openStore(folder) {
      const store = await createDuckdbStore({ folder, memoryLimit: '512MB', threads: 2 });
      const write: typeof store.write = (messages) => {
        if (refusals-- > 0) return Promise.reject(new Problem('store-unavailable', 'The store cannot answer now.', { retryAfter: 1 }));
        return store.write(messages);
      };
      return { ...store, write };
    },
  });
  authorization = await gateway.token('root');
});
afterAll(() => gateway.close());

const message = (bot: string, id: number, fields: object = {}) => ({
  id: `${id}`,
  timestamp: new Date(NOON + id).toISOString(),
  business: 'acme',
  bot,
  conversation: `c-${id % 3}`,
  user: 'ann',
  sender: id % 2 ? 'user' : 'bot',
  text: `Grüße 🙂 "${id}" \\ / \n next`,
  ...fields,
});

const post = ({ headers, body }: Shipped) =>
  gateway.app.request('/v1/messages', { method: 'POST', headers: { authorization, ...headers }, body });

async function stored(bot: string): Promise<string[]> {
  const asked = { ...DAY, order: 'oldest', limit: 500 } as const;
  const found = await gateway.store.messages(scopeOf([{ business: 'acme', bot }]), asked, AbortSignal.timeout(10_000));
  for (const { id, text } of found) expect(text).toBe(message(bot, Number(id)).text);
  return found.map(({ id }) => id);
}

describe.each(SHIPPERS)('$name', (shipper) => {
  const bot = shipper.name;

  test('delivers exactly once through a store that is away, and an answer that is lost', async () => {
    const events = Array.from({ length: 12 }, (_, id) => message(bot, id));
    refusals = 2;
    let lost = 1;
    const statuses: number[] = [];
    for (const request of shipper.send(events)) {
      for (let verdict = 'again'; verdict === 'again';) {
        const { status } = await post(request);
        statuses.push(status);
        // What was stored, and nobody heard of it, is sent again.
        verdict = status === 200 && lost-- > 0 ? 'again' : shipper.verdict(status);
        expect(verdict).not.toBe('dropped');
      }
    }
    expect(statuses.slice(0, 4)).toEqual([503, 503, 200, 200]);
    expect(await stored(bot)).toEqual(events.map(({ id }) => id));
  });

  test('is not made to repeat what can never go in, and loses nothing beside it', async () => {
    const other = `${bot}, partly`;
    const events = [message(other, 1), message(other, 2, { '@timestamp': 'x' }), message(other, 3, { sender: 'robot' }), message(other, 4)];
    const results: IngestResult[] = [];
    for (const request of shipper.send(events)) {
      const response = await post(request);
      expect(shipper.verdict(response.status)).toBe('done');
      results.push((await response.json()) as IngestResult);
    }
    const errors = results.flatMap((result) => result.errors);
    expect(errors.map(({ code, field }) => [code, field])).toEqual([
      ['unknown-field', '@timestamp'],
      ['invalid', 'sender'],
    ]);
    expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(2);
    expect(await stored(other)).toEqual(['1', '4']);
  });

  test('comes again after what passes, and never for ever', () => {
    for (const code of ['rate-limited', 'internal', 'store-unavailable', 'store-timeout'] as const)
      expect(shipper.verdict(PROBLEM_STATUS[code]), code).toBe('again');
    for (const code of ['invalid-message', 'too-large', 'unsupported-type', 'not-found'] as const)
      expect(shipper.verdict(PROBLEM_STATUS[code]), code).toBe('dropped');
    // Of a token that has run out only Fluent Bit makes a loss, which its part of the documentation says.
    for (const code of ['unauthenticated', 'forbidden'] as const)
      expect(shipper.verdict(PROBLEM_STATUS[code]), code).toBe(shipper.name.startsWith('Fluent Bit') ? 'dropped' : 'again');
  });
});

test('what shippers send by other settings is refused as a whole, with a word on what to set', async () => {
  const body = new Uint8Array(Buffer.from(JSON.stringify(message('odd', 1))));
  const send = async (headers: Record<string, string>, bytes = body) => {
    const response = await post({ headers, body: bytes });
    return { status: response.status, detail: ((await response.json()) as { detail: string }).detail };
  };
  const types = 'application/x-ndjson or application/json';
  // Logstash's format "message" and Vector's codec "text"; Fluent Bit's format "msgpack".
  for (const type of ['text/plain', 'application/msgpack'])
    expect(await send({ 'content-type': type })).toEqual({ status: 415, detail: expect.stringContaining(types) as string });
  // Fluent Bit's "compress snappy", Vector's "compression: zstd".
  for (const encoding of ['snappy', 'zstd'])
    expect(await send({ 'content-type': 'application/json', 'content-encoding': encoding })).toMatchObject({ status: 415 });
  // Fluent Bit's format "json_stream": objects one after the other.
  const stream = new Uint8Array(Buffer.concat([body, body]));
  expect(await send({ 'content-type': 'application/json' }, stream)).toEqual({
    status: 400,
    detail: expect.stringContaining('NDJSON') as string,
  });
  // Vector's batches, unless `max_events` is set.
  const many = new Uint8Array(Buffer.from(Array.from({ length: 10_001 }, () => '{}').join('\n')));
  expect(await send({ 'content-type': 'application/x-ndjson' }, many)).toMatchObject({ status: 413 });
  expect(await stored('odd')).toEqual([]);
});

test('a health check as Vector makes it finds the gateway ready', async () => {
  const response = await gateway.app.request('/health/ready', { method: 'HEAD', headers: { authorization } });
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('syslog-ng, the real one, delivers a file exactly once through refusals and lost answers', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bot-widgets-shipper-'));
  const file = join(folder, 'messages.ndjson');
  const statuses: number[] = [];
  const seen: Record<string, string>[] = [];
  // Refused, limited, stored with the answer lost, then well: what a shipper meets in its life.
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      seen.push(Object.fromEntries(request.headers));
      const body = new Uint8Array(await request.arrayBuffer());
      const turn = statuses.length;
      if (turn === 1) {
        statuses.push(429);
        return new Response(null, { status: 429, headers: { 'retry-after': '1' } });
      }
      refusals = turn === 0 ? 1 : 0;
      const headers = {
        'content-type': request.headers.get('content-type') ?? '',
        authorization: request.headers.get('authorization') ?? '',
      };
      const response = await gateway.app.request('/v1/messages', { method: 'POST', headers, body });
      statuses.push(response.status);
      return turn === 2 ? new Response(null, { status: 504 }) : response;
    },
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const events = Array.from({ length: 300 }, (_, id) => message('syslog-ng', id));
  const text = events.map((event) => `${JSON.stringify(event)}\n`);
  await writeFile(file, text.slice(0, 200).join(''));
  await writeFile(join(folder, 'syslog-ng.conf'), configuration(file, port, authorization));
  const shipper = start(folder);
  try {
    await expect.poll(() => stored('syslog-ng'), { timeout: 40_000, interval: 200 }).toHaveLength(200);
    await appendFile(file, text.slice(200).join(''));
    await expect.poll(() => stored('syslog-ng'), { timeout: 40_000, interval: 200 }).toEqual(events.map(({ id }) => id));
    expect(statuses.slice(0, 4)).toEqual([503, 429, 200, 200]);
    expect(seen[0]).toMatchObject({ 'content-type': 'application/x-ndjson', authorization });
  } finally {
    if (shipper.exitCode === null) {
      const exited = once(shipper, 'exit');
      shipper.kill('SIGTERM');
      await exited;
    }
    server.close();
    await rm(folder, { recursive: true });
  }
});

/** docs/shippers.md, with shorter waits. */
const configuration = (file: string, port: number, token: string): string => `@version: 3.38
options { stats-freq(0); log-msg-size(262144); time-reopen(1); };
source s { file("${file}" follow-freq(0.2) flags(no-parse) read-old-records(yes)); };
destination d {
  http(
    url("http://127.0.0.1:${port}/v1/messages")
    method("POST")
    headers("Content-Type: application/x-ndjson", "Authorization: ${token}")
    body("$MESSAGE")
    delimiter("\\n")
    batch-lines(1000)
    batch-timeout(300)
    retries(1000000)
    response-action(400 => drop, 413 => drop, 415 => drop, 429 => disconnect, 504 => disconnect)
  );
};
log { source(s); destination(d); flags(flow-control); };
`;

function start(folder: string): ChildProcess {
  const at = (name: string) => join(folder, name);
  const files = ['--persist-file', at('persist'), '--pidfile', at('pid'), '--control', at('control')];
  // Ends with this process, however that ends.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', 'syslog-ng', '-F', '--no-caps', '-f', at('syslog-ng.conf'), ...files], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.once('exit', (code) => {
    if (code) throw new Error(code === 127 ? 'This test needs a shipper: apt install syslog-ng-core syslog-ng-mod-http' : said);
  });
  return child;
}

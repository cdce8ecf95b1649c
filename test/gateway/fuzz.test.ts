import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ndjsonLines } from '../../gateway/ingest/lines.ts';
import { readLine } from '../../gateway/ingest/read-line.ts';
import { readable } from '../support/readable.ts';
import { message } from '../support/ask.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type Operation, operationsOf } from './isolation/operations.ts';

/** A new one each time, told when something fails, and to be set to what was told. */
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
/** Milliseconds: of a search, and after which an answer counts as none. */
const [IN_ALL, EACH] = [1000 * Number(process.env.FUZZ_SECONDS ?? 2.5), 20_000];
const settings = { seed, interruptAfterTimeLimit: IN_ALL, numRuns: 10_000 };

let gateway: TestGateway;
let operations: Operation[];
let token: string;
beforeAll(async () => {
  gateway = await startTestGateway({ reportTimeout: 3000 });
  operations = await operationsOf(gateway);
  token = await gateway.token('root');
  const timestamp = new Date().toISOString();
  const lines = [
    message({ timestamp, understood: false, text: 'a refund of +49 151 2345678' }),
    message({ timestamp, sender: 'bot', story: 's', node: 'n' }),
  ];
  const headers = { authorization: token, 'content-type': 'application/x-ndjson' };
  await gateway.app.request('/v1/messages', { method: 'POST', headers, body: lines.map((line) => JSON.stringify(line)).join('\n') });
});
afterAll(() => gateway.close());

const junk = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom(
    '',
    '*',
    '%',
    '%25',
    '\u0000',
    "' OR 1=1 --",
    '$1',
    '../../etc',
    '${x}',
    '1e999',
    '-1',
    'NaN',
    '{"a":1}',
    'acme/shop',
    'acme/shop/c',
    'A'.repeat(5000),
  ),
  fc.constantFrom(
    '7d',
    '365d',
    'UTC',
    'Europe/Berlin',
    '2026-03-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-30T23:59:59Z',
    '500',
    'true',
    'hour',
    'month',
    'previous',
  ),
);

/** It must answer in time, without a fault of its own, and say nothing of what is inside. */
async function answered(path: string, init: RequestInit): Promise<void> {
  const start = performance.now();
  let response: Response;
  try {
    response = await gateway.app.request(path, init);
  } catch (error) {
    // What no client can send either.
    if (error instanceof TypeError && /header|method|url/i.test(error.message)) return;
    throw error;
  }
  const text = await readable(response);
  expect(performance.now() - start, path.slice(0, 200)).toBeLessThan(EACH);
  expect(response.status, `${init.method ?? 'GET'} ${path.slice(0, 500)} ${text}`).not.toBe(500);
  if (response.status >= 400 && init.method !== 'HEAD') {
    expect(JSON.parse(text), path).toMatchObject({
      status: response.status,
      code: expect.any(String) as string,
      detail: expect.any(String) as string,
    });
    expect(text).not.toMatch(/node_modules|\bSELECT\b|duckdb|zod|TypeError/);
  }
}

describe(`anything at all (FUZZ_SEED=${seed})`, () => {
  it('as a question is answered or refused, on every route', async () => {
    const question = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).chain((pick) => {
      const operation = operations[pick % operations.length];
      if (!operation) throw new Error('There are no routes.');
      const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom('x', ...operation.parameters.map((each) => each.name)) }, junk);
      const value = fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom('x', ...operation.parameters.flatMap(({ choices }) => choices ?? [])) },
        { weight: 3, arbitrary: junk },
      );
      return fc.record({
        path: fc.constant(operation.path),
        method: fc.oneof(
          { weight: 6, arbitrary: fc.constant(operation.method) },
          fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'),
        ),
        query: fc.array(fc.tuple(name, value), { maxLength: 6 }),
        headers: fc.dictionary(
          fc.constantFrom(
            'if-none-match',
            'accept',
            'origin',
            'content-type',
            'content-encoding',
            'x-request-id',
            'accept-encoding',
            'range',
          ),
          fc.string({ maxLength: 60 }),
          { maxKeys: 3 },
        ),
        raw: fc.boolean(),
      });
    });
    await fc.assert(
      fc.asyncProperty(question, async ({ path, method, query, headers, raw }) => {
        const wellFormed = query.filter(([name, value]) => name.isWellFormed() && value.isWellFormed());
        const text = raw
          ? wellFormed
              .map(([name, value]) => `${name}=${value}`)
              .join('&')
              .replace(/[#\s]/g, '')
          : new URLSearchParams(wellFormed).toString();
        const body = method === 'POST' || method === 'PUT' || method === 'PATCH' ? { body: text } : {};
        await answered(`${path}?${text}`, { method, headers: { ...headers, authorization: token }, ...body });
      }),
      settings,
    );
  });

  it('as a token or a path is refused', async () => {
    await fc.assert(
      fc.asyncProperty(junk, junk, async (first, second) => {
        await answered(`/v1/${encodeURIComponent(first.toWellFormed())}`, { headers: { authorization: token } });
        const header = `Bearer ${Buffer.from(first).toString('base64url')}.${Buffer.from(second).toString('base64url')}.x`;
        await answered('/v1/scope', { headers: { authorization: header } });
      }),
      { ...settings, interruptAfterTimeLimit: IN_ALL / 2 },
    );
  });

  it('as a body is taken or refused line by line, and nothing of it is stored that is no message', async () => {
    const good = () => JSON.stringify(message({ timestamp: new Date().toISOString(), conversation: 'fuzz' }));
    const almost = fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          ...Object.keys(message()),
          'understood',
          'keywords',
          'success',
          'revision',
          'seq',
          'channel',
          '__proto__',
          'constructor',
        ),
        fc.string({ maxLength: 8 }),
      ),
      fc.oneof(fc.jsonValue({ maxDepth: 3 }), junk, fc.integer(), fc.double()),
      { maxKeys: 4 },
    );
    const line = fc.oneof(
      fc.constant(null),
      almost.map((fields) => JSON.stringify({ ...message(), ...fields })),
      fc.json(),
      junk,
      fc.integer({ min: 1, max: 200 }).map((end) => good().slice(0, end)),
    );
    const coded = fc.constantFrom('none', 'gzip', 'cut gzip', 'bytes');
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 8 }),
        coded,
        fc.constantFrom('application/x-ndjson', 'application/json'),
        async (lines, how, type) => {
          const text = lines.map((each) => each ?? good()).join('\n');
          const packed = gzipSync(text);
          const broken = Buffer.from(text).map((byte, index) => (index % 17 === 3 ? byte ^ 0xff : byte));
          const body =
            how === 'gzip' ? packed : how === 'cut gzip' ? packed.subarray(0, packed.length / 2) : how === 'bytes' ? broken : text;
          const encoding: Record<string, string> = how.endsWith('gzip') ? { 'content-encoding': 'gzip' } : {};
          await answered('/v1/messages', { method: 'POST', body, headers: { 'content-type': type, authorization: token, ...encoding } });
        },
      ),
      settings,
    );
  });

  it('as a line has a fault with a name and a sentence, or is a message', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string({ unit: 'binary' }),
          fc.jsonValue().map((value) => JSON.stringify({ ...message(), text: value })),
        ),
        (text) => {
          for (const each of ndjsonLines(Buffer.from(text))) {
            const read = readLine(each, Date.now());
            if ('code' in read) expect(read.detail).toMatch(/^\S.*\.$/s);
            else expect(read.id.length).toBeGreaterThan(0);
          }
        },
      ),
      { ...settings, interruptAfterTimeLimit: IN_ALL / 2 },
    );
  });
});

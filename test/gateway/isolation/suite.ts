import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PERMISSIONS } from '../../../gateway/contract/scope.ts';
import { type Store } from '../../../gateway/store/store.ts';
import { clientOf } from '../../support/ask.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { readable } from '../../support/readable.ts';
import { type Operation, operationsOf, type Parameter, plainRequest } from './operations.ts';
import { ACME, directoryOf, GLOBEX, messagesOf, nameOf, NOW, rawOf, SUBSETS } from './tenants.ts';

interface Told {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** Things of the other client by which any parameter could mean them; `nowhere` instead of `globex` means what does not exist. */
const FOREIGN = ['globex', 'globex/shop', 'globex/shop/c', 'globex/*', GLOBEX.mark, `${GLOBEX.mark}-story`, `+${GLOBEX.phone}177`];
const SHARED = ['acme', 'acme/shop', 'acme/shop/c', 'shop', 'u', 'faq', 'refund', `${ACME.mark}-channel`, `+${ACME.phone}177`];
/** Callers of the one client, and what their tokens narrow. */
const CALLERS = [
  ['ann', {}],
  ['masked', {}],
  ['shop-only', {}],
  ['root', { bots: ['acme/*'] }],
] as const;
const leaks = new RegExp([GLOBEX.mark, 'globex', GLOBEX.phone, GLOBEX.business].join('|'), 'i');
const RANDOM = 100;

/**
 * Two clients with the same names for everything, on every route that the OpenAPI document tells. What one of them is told must not
 * depend on the other one at all: it is told before the other one exists, and again after, and both must be the same, byte for byte.
 *
 * @param every - 1: all questions; n: each n-th of them, where asking takes long
 */
export function isolationSuite(openStore: (folder: string) => Promise<Store>, every = 1): void {
  /** Both work on one store: what one remembers, the other one asks for anew each time. */
  let cached: TestGateway;
  let asking: TestGateway;
  let operations: Operation[];
  const before = new Map<string, Told>();

  beforeAll(async () => {
    cached = await startTestGateway({ openStore, directory: directoryOf(ACME) });
    const store = { ...cached.store, close: () => Promise.resolve() };
    asking = await startTestGateway({ openStore: () => Promise.resolve(store), directory: directoryOf(ACME), cacheBytes: 0 });
    for (const gateway of [cached, asking]) gateway.clock.now = NOW;
    await (await clientOf(cached)).send(messagesOf(ACME));
    operations = await operationsOf(cached);
    for (const question of questions()) before.set(JSON.stringify(question), await tell(asking, question));
    for (const gateway of [cached, asking])
      await writeFile(join(gateway.folder, 'directory.json'), JSON.stringify(directoryOf(ACME, GLOBEX)));
    await (await clientOf(cached)).send(messagesOf(GLOBEX));
    const bobSees = async (gateway: TestGateway) => (await (await clientOf(gateway, 'bob')).request('trends')).status;
    for (const gateway of [cached, asking]) await vi.waitUntil(async () => (await bobSees(gateway)) === 200, { timeout: 10_000 });
  });
  afterAll(async () => {
    await asking.close();
    await cached.close();
  });

  interface Question {
    operation: Operation;
    query: [string, string][];
    caller: (typeof CALLERS)[number];
  }

  const tokens = new Map<string, Promise<string>>();
  function tokenOf(gateway: TestGateway, sub: string, claims: object): Promise<string> {
    const key = JSON.stringify([sub, claims]);
    const token = tokens.get(key) ?? gateway.token(sub, claims);
    tokens.set(key, token);
    return token;
  }

  async function ask(gateway: TestGateway, operation: Operation, query: [string, string][], authorization: string): Promise<Response> {
    const { path, init } = plainRequest(operation);
    const url = new URL(path, 'http://gateway');
    for (const [name] of query) url.searchParams.delete(name);
    for (const [name, value] of query) url.searchParams.append(name, value);
    const headers = new Headers(init.headers);
    headers.set('authorization', authorization);
    return gateway.app.request(`${url.pathname}${url.search}`, { ...init, headers });
  }

  async function tell(gateway: TestGateway, { operation, query, caller: [sub, claims] }: Question): Promise<Told> {
    const response = await ask(gateway, operation, query, await tokenOf(gateway, sub, claims));
    const headers = Object.fromEntries(response.headers);
    delete headers['x-request-id'];
    return { status: response.status, headers, text: await readable(response) };
  }

  const valuesOf = ({ name, choices }: Parameter): readonly string[] =>
    choices ?? (/^(from|to|tz|range|limit)$/.test(name) ? ['30d', '3', 'Europe/Berlin'] : [...FOREIGN, ...SHARED]);
  /** Alone, most of what is one's own says little. */
  const aloneOf = (parameter: Parameter) => valuesOf(parameter).filter((value) => !SHARED.slice(2).includes(value));

  /** Each parameter alone with each value, and random ones together: never what would change the data. */
  function questions(): Question[] {
    const reading = operations.filter(({ method, open }) => method === 'GET' && !open);
    const alone = reading.flatMap((operation) => [
      { operation, query: [] as [string, string][] },
      ...operation.parameters.flatMap((parameter) =>
        aloneOf(parameter).map((value) => ({ operation, query: [[parameter.name, value]] as [string, string][] })),
      ),
    ]);
    const together = fc.constantFrom(...reading).chain((operation) =>
      fc.record({
        operation: fc.constant(operation),
        query: fc.array(
          fc
            .constantFrom<Parameter>(
              ...operation.parameters,
              ...(operation.parameters.length === 0 ? [{ name: 'x', required: false, choices: undefined }] : []),
            )
            .chain((parameter) => fc.tuple(fc.constant(parameter.name), fc.constantFrom(...valuesOf(parameter)))),
          { maxLength: 4 },
        ),
      }),
    );
    const mixed = fc.sample(together, { numRuns: RANDOM, seed: 6 });
    const all = [...alone, ...mixed].filter(({ query }, index) => query.length === 0 || index % every === 0);
    return all.map((question, index) => ({ ...question, caller: CALLERS[index % CALLERS.length] ?? CALLERS[0] }));
  }

  test('nothing that one client is told depends on another one: not a byte, with or without a cache', { timeout: 180_000 }, async () => {
    const all = questions();
    expect(new Set(all.map(({ operation }) => operation.path)).size).toBeGreaterThanOrEqual(7);
    const answered = new Set<string>();
    for (const question of all) {
      // The other client asks the same just before.
      await ask(cached, question.operation, question.query.map(swapped), await tokenOf(cached, 'bob', {})).then(readable);
      const kept = before.get(JSON.stringify(question));
      for (const gateway of [asking, cached]) {
        const told = await tell(gateway, question);
        const name = `${question.caller[0]}: ${question.operation.path}?${new URLSearchParams(question.query).toString()}`;
        // A file says what it was asked for.
        expect(without(told.text, question.query), name).not.toMatch(leaks);
        expect(JSON.stringify(told.headers), name).not.toMatch(leaks);
        // A workbook says when it was made.
        if (/zip|sheet/.test(told.headers['content-type'] ?? '')) expect(told.status, name).toBe(kept?.status);
        else expect(told, name).toEqual(kept);
        if (told.status === 200) answered.add(question.operation.path);
      }
    }
    // Each of them is really answered, or nothing would have been shown.
    expect([...answered].sort()).toEqual([...new Set(all.map(({ operation }) => operation.path))].sort());
  });

  test('what is another’s is refused as what does not exist, on every route', async () => {
    for (const operation of operations.filter(({ open }) => !open))
      for (const parameter of operation.parameters)
        for (const value of FOREIGN.filter((each) => each.startsWith('globex'))) {
          const caller = CALLERS[0];
          const named = await tell(cached, { operation, query: [[parameter.name, value]], caller });
          const unknown = await tell(cached, { operation, query: [[parameter.name, value.replace('globex', 'nowhere')]], caller });
          // A file says what it was asked for.
          const alike = { ...named, text: named.text.replaceAll('globex', 'nowhere') };
          expect([operation.path, parameter.name, value, alike]).toEqual([operation.path, parameter.name, value, unknown]);
        }
  });

  test('every route is open to those with its permissions, and to nobody else', async () => {
    for (const subset of SUBSETS) {
      const token = await tokenOf(cached, nameOf(subset), {});
      for (const operation of operations) {
        const allowed = operation.open || (subset.length > 0 && operation.permissions.every((permission) => subset.includes(permission)));
        const response = await ask(cached, operation, [], token);
        expect([nameOf(subset), operation.method, operation.path, response.status]).toEqual([
          nameOf(subset),
          operation.method,
          operation.path,
          allowed ? 200 : 403,
        ]);
        await response.body?.cancel();
      }
    }
  });

  test('no route shows what is masked without the permission, and all of it is there for who has it', async () => {
    const withUnmask: string[] = [];
    const reading = operations.filter(({ method, open }) => method === 'GET' && !open);
    const masked = PERMISSIONS.filter((permission) => permission !== 'unmask');
    for (const operation of reading) {
      const choices = operation.parameters.find(({ name }) => name === 'format')?.choices ?? [undefined];
      for (const format of choices) {
        const query: [string, string][] = [['range', '30d'], ...(format ? [['format', format] as [string, string]] : [])];
        const known = query.filter(([name]) => operation.parameters.some((parameter) => parameter.name === name));
        for (const sub of ['masked', nameOf(masked)]) {
          const text = await ask(asking, operation, known, await tokenOf(asking, sub, {})).then(readable);
          for (const raw of rawOf(ACME)) expect([operation.path, text.includes(raw)]).toEqual([operation.path, false]);
        }
        withUnmask.push(await ask(asking, operation, known, await tokenOf(asking, 'ann', {})).then(readable));
      }
    }
    for (const raw of rawOf(ACME))
      expect(
        withUnmask.some((text) => text.includes(raw)),
        raw,
      ).toBe(true);
  });

  test('a raw value finds nothing for who may not see it, and a pseudonym of one client means nothing in the other', async () => {
    const ids = async (sub: string, query: string): Promise<string[]> => {
      const response = await (await clientOf(asking, sub)).request(`messages?range=30d&${query}`);
      const { data } = (await response.json()) as { data: { messages: { user: string; id: string }[] } };
      return data.messages.map(({ user }) => user);
    };
    const raw = encodeURIComponent(`wa_${ACME.phone}177`);
    expect(await ids('ann', `user=${raw}`)).not.toEqual([]);
    expect(await ids('masked', `user=${raw}`)).toEqual([]);
    const [alias] = (await ids('masked', '')).filter((user) => user.startsWith('~'));
    expect(await ids('masked', `user=${encodeURIComponent(alias ?? '')}`)).not.toEqual([]);
    expect(await ids('bob', `user=${encodeURIComponent(alias ?? '')}`)).toEqual([]);
    for (const value of rawOf(ACME)) expect(await ids('masked', `q=${encodeURIComponent(value)}&user=u-that-is-none`)).toEqual([]);
  });

  test('nobody writes or erases what is another’s, in the same words as what does not exist', async () => {
    const bob = await clientOf(asking, 'bob');
    const ann = await clientOf(cached, 'ann');
    const all = async () => (await bob.request('messages?range=30d&limit=500')).text();
    const untouched = await all();
    const lines = [GLOBEX, { ...GLOBEX, business: 'nowhere' }].map((tenant) => ann.send(messagesOf(tenant)));
    const [foreign, unknown] = await Promise.all(lines);
    expect(foreign).toEqual(unknown);
    expect(foreign).toMatchObject({ accepted: 0, duplicates: 0, rejected: messagesOf(GLOBEX).length });
    const [erased, missed] = await Promise.all(
      ['globex', 'nowhere'].map((business) => ann.request(`users?business=${business}&user=u`, { method: 'DELETE' })),
    );
    expect([erased?.status, await erased?.json()]).toEqual([403, await missed?.json()]);
    expect(await all()).toBe(untouched);
    // Erasing one's own user of the same name takes nothing from the other one.
    expect((await ann.request('users?business=acme&user=u', { method: 'DELETE' })).status).toBe(200);
    expect(await (await ann.request('messages?range=30d&user=u')).text()).toContain('"messages":[]');
    expect(await all()).toBe(untouched);
  });
}

/** The text, less the values that were asked with. */
const without = (text: string, query: readonly [string, string][]): string =>
  query.reduce((left, [, value]) => left.replaceAll(value, ''), text);

/** The same question of the other client. */
const swapped = ([name, value]: [string, string]): [string, string] => [
  name,
  value.replace(/acme|globex/, (found) => (found === 'acme' ? 'globex' : 'acme')),
];

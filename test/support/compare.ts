import { expect } from 'vitest';
import { type Answer } from '../../gateway/contract/answer.ts';
import { type Journey } from '../../gateway/contract/journey.ts';
import { type Messages } from '../../gateway/contract/messages.ts';
import { type BotRef } from '../../gateway/contract/names.ts';
import { Refused } from '../reference/buckets.ts';
import { type Question } from '../reference/questions.ts';
import { type Reference } from '../reference/reference.ts';
import { type TestGateway } from './gateway.ts';

/** Asks a gateway as `token`, a whole `Authorization` header, allows. */
export async function ask(gateway: TestGateway, token: string, report: string, query: URLSearchParams): Promise<Response> {
  return await gateway.app.request(`/v1/${report}?${query.toString()}`, { headers: { authorization: token } });
}

/** Sends messages as newline-delimited JSON. */
export async function send(gateway: TestGateway, token: string, messages: readonly unknown[]): Promise<Response> {
  return await gateway.app.request('/v1/messages', {
    method: 'POST',
    headers: { authorization: token, 'content-type': 'application/x-ndjson' },
    body: messages.map((message) => JSON.stringify(message)).join('\n'),
  });
}

async function answered<Data>(gateway: TestGateway, token: string, report: string, query: URLSearchParams): Promise<Answer<Data>> {
  const response = await ask(gateway, token, report, query);
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return body as Answer<Data>;
}

/** Follows `next` to the end; every page but the last must be full. */
export async function allPages(gateway: TestGateway, token: string, query: URLSearchParams): Promise<Answer<Messages>> {
  const limit = Number(query.get('limit') ?? 50);
  const first = await answered<Messages>(gateway, token, 'messages', query);
  const messages = [...first.data.messages];
  for (let next = first.data.next; next !== null;) {
    expect(messages.length % limit, 'a page with a next one is full').toBe(0);
    const page = await answered<Messages>(gateway, token, 'messages', new URLSearchParams([...query, ['after', next]]));
    expect(page.data.messages.length, 'a page that was announced').toBeGreaterThan(0);
    expect(page.data.messages.length).toBeLessThanOrEqual(limit);
    messages.push(...page.data.messages);
    next = page.data.next;
  }
  return { ...first, data: { messages, next: null } };
}

/** Ids are opaque and links are a set: both are written by name and put in one order. */
function named(answer: Answer<Journey>): Answer<Journey> {
  const { nodes, links, conversations } = answer.data;
  const names = new Map(nodes.map(({ id, story, node }) => [id, id === 'other' ? id : JSON.stringify([story, node])]));
  expect(names.size, 'ids are unique').toBe(nodes.length);
  expect(names.has('start') || names.has('end'), 'a node has a virtual id').toBe(false);
  const place = (id: string): string => (id === 'start' || id === 'end' ? id : (names.get(id) ?? `unknown ${id}`));
  const places = links.map((link) => ({ ...link, from: place(link.from), to: place(link.to) }));
  const key = ({ from, to }: { from: string; to: string }): string => JSON.stringify([from, to]);
  return {
    ...answer,
    data: {
      conversations,
      nodes: nodes.map((row) => ({ ...row, id: place(row.id) })),
      links: places.sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    },
  };
}

/** Numbers do not depend on the moment within an unchanged cached answer; its `computedAt` may be older. */
function expectSame<Data>(actual: Answer<Data>, expected: Answer<Data>): void {
  expect(Date.parse(actual.computedAt)).toBeLessThanOrEqual(Date.parse(expected.computedAt));
  expect(actual).toEqual({ ...expected, computedAt: actual.computedAt });
}

/** Asks both, and fails where they differ in any digit. */
export async function compare(
  gateway: TestGateway,
  token: string,
  reference: Reference,
  bots: readonly BotRef[],
  { report, query: pairs }: Question,
): Promise<void> {
  const query = new URLSearchParams(pairs);
  const now = gateway.clock.now;
  if (report === 'messages') {
    const { data, ...envelope } = reference.messages(query, bots, now);
    expectSame(await allPages(gateway, token, query), { ...envelope, data: { ...data, next: null } });
    return;
  }
  if (report === 'journey') {
    expectSame(named(await answered(gateway, token, report, query)), named(reference.journey(query, bots, now)));
    return;
  }
  let expected: Answer<unknown>;
  try {
    expected = reference[report](query, bots, now);
  } catch (error) {
    expect(error).toBeInstanceOf(Refused);
    const response = await ask(gateway, token, report, query);
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid-query' }]);
    return;
  }
  expectSame(await answered(gateway, token, report, query), expected);
}

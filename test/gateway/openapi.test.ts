import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOf } from '../../gateway/contract/answer.ts';
import { ScopeAnswer } from '../../gateway/contract/scope.ts';
import { reports } from '../../gateway/reports/index.ts';
import { clientOf, type Client, message } from '../support/ask.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
let root: Client;
beforeAll(async () => {
  gateway = await startTestGateway();
  root = await clientOf(gateway);
  await root.send([
    message({ timestamp: new Date().toISOString(), understood: false, text: 'a refund', channel: 'web' }),
    message({ timestamp: new Date().toISOString(), sender: 'bot', story: 's', node: 'n', success: true, language: 'en' }),
  ]);
});
afterAll(() => gateway.close());

interface Document {
  openapi: string;
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        parameters?: { name: string; in: string }[];
        responses: Record<string, { description: string }>;
        security?: unknown[];
      }
    >
  >;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

test('the document is open to all and describes every route under /v1', async () => {
  const response = await gateway.app.request('/v1/openapi.json');
  const document = (await response.json()) as Document;
  expect(document.openapi).toMatch(/^3\.1\./);
  const routes = (gateway.app as unknown as { routes: { method: string; path: string }[] }).routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
    .map(({ method, path }) => `${method.toLowerCase()} ${path}`);
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  expect(new Set(described)).toEqual(new Set(routes));
  const ids = Object.values(document.paths).flatMap((operations) => Object.values(operations).map(({ operationId }) => operationId));
  expect(new Set(ids).size).toBe(ids.length);
});

test('the parameters of each report are those of its schema', async () => {
  const { paths } = (await (await gateway.app.request('/v1/openapi.json')).json()) as Document;
  for (const { name } of reports) {
    const refused = (await (await root.request(`${name}?nonsense=1`)).json()) as { detail: string };
    const told = refused.detail.split('there are ')[1]?.split(', ') ?? [];
    expect(new Set(paths[`/v1/${name}`]?.get?.parameters?.map((parameter) => parameter.name))).toEqual(new Set(told));
    expect(told.length).toBeGreaterThan(7);
  }
});

test('every reference in the document leads somewhere, and every operation says what it answers', async () => {
  const document = (await (await gateway.app.request('/v1/openapi.json')).json()) as Document;
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(references.length).toBeGreaterThan(10);
  for (const path of references)
    expect(
      path.split('/').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document),
      path,
    ).toBeTypeOf('object');
  for (const [path, operations] of Object.entries(document.paths))
    for (const { responses, security } of Object.values(operations)) {
      const closed = security?.length === 0 ? [] : ['401', '403'];
      expect(Object.keys(responses), path).toEqual(expect.arrayContaining(['200', ...closed]));
      for (const response of Object.values(responses)) expect(response.description).toMatch(/\w/);
    }
});

test.each(reports.map((report) => [report.name, report] as const))('what %s answers is what it promises', async (name, report) => {
  const answer = await root.ask(`${name}?range=today${name === 'trends' ? '&compare=previous' : ''}`);
  expect(answerOf(report.data).safeParse(answer).error).toBeUndefined();
});

test('what scope answers is what it promises', async () => {
  const answer: unknown = await (await root.request('scope')).json();
  expect(ScopeAnswer.parse(answer)).toMatchObject({
    businesses: [{ id: 'acme', bots: [{ id: 'shop' }] }],
    channels: ['web'],
    languages: ['en'],
  });
});

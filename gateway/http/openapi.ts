import { OpenApiGeneratorV31, OpenAPIRegistry, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { Hono } from 'hono';
import manifest from '../../package.json' with { type: 'json' };
import { z } from 'zod';
import { answerOf } from '../contract/answer.ts';
import { Erased, EraseQuery, IngestResult } from '../contract/ingest.ts';
import { EXPECTED_MESSAGES, MEDIA_TYPES, MESSAGES_FORMATS, type MessagesFormat, TABLE_FORMATS } from '../contract/export.ts';
import { MessagesExportQuery } from '../contract/messages.ts';
import { MessageIn } from '../contract/message.ts';
import { PROBLEM_STATUS, ProblemDetails, type ProblemCode } from '../contract/problem.ts';
import { ScopeAnswer } from '../contract/scope.ts';
import { type Report } from '../reports/report.ts';
import { type Env } from './env.ts';
import { LiveQuery } from './live.ts';

/** `GET /v1/openapi.json`: made from the same schemas that validate. */
export function openapiRoutes(reports: readonly Report[]): Hono<Env> {
  const document = JSON.stringify(openapiDocument(reports));
  const app = new Hono<Env>();
  app.get('/v1/openapi.json', (c) => c.body(document, 200, { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' }));
  return app;
}

export function openapiDocument(reports: readonly Report[]) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
  for (const report of reports) for (const path of [reportPath(report), ...reportFilePath(report)]) registry.registerPath(path);
  for (const path of otherPaths()) registry.registerPath(path);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'bot-widgets gateway', version: manifest.version, license: { name: 'MIT', identifier: 'MIT' } },
    security: [{ bearer: [] }],
  });
}

const ANY: ProblemCode[] = ['unauthenticated', 'forbidden', 'rate-limited', 'internal', 'store-unavailable'];

function reportPath({ name, summary, permission, query, data }: Report): RouteConfig {
  return {
    method: 'get',
    path: `/v1/${name}`,
    operationId: name,
    summary,
    description: `Needs the permission \`${permission}\`. Carries a weak ETag; If-None-Match answers 304.`,
    request: { query: query as unknown as z.ZodObject },
    responses: {
      200: json('The answer.', answerOf(data)),
      304: { description: 'The answer that If-None-Match names still holds.' },
      ...problems(...ANY, 'invalid-query', 'store-timeout'),
    },
  };
}

/** A file, in each of its formats. */
function filePath(
  path: string,
  operationId: string,
  summary: string,
  needs: string,
  query: z.ZodType,
  formats: readonly MessagesFormat[],
  headers: Record<string, { description: string; schema: { type: 'integer' } }> = {},
): RouteConfig {
  const content = Object.fromEntries(
    formats.map((format) => [MEDIA_TYPES[format], { schema: { type: 'string' as const, format: 'binary' } }]),
  );
  return {
    method: 'get',
    path,
    operationId,
    summary,
    description: `Needs the permissions \`${needs}\` and \`export\`. A connection that is cut was broken off: what came is not all.`,
    request: { query: query as unknown as z.ZodObject },
    responses: { 200: { description: 'The file.', content, headers }, ...problems(...ANY, 'invalid-query', 'store-timeout') },
  };
}

function reportFilePath({ name, permission, file }: Report): RouteConfig[] {
  const operationId = `export${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return file
    ? [filePath(`/v1/${name}/export`, operationId, `The numbers of ${name} as a file.`, permission, file.query, TABLE_FORMATS)]
    : [];
}

function otherPaths(): RouteConfig[] {
  const messages = z.union([z.array(MessageIn), MessageIn]);
  const text = { type: 'string' } as const;
  return [
    filePath(
      '/v1/messages/export',
      'exportMessages',
      'Every message that passes, oldest first, as a file.',
      'messages',
      MessagesExportQuery,
      MESSAGES_FORMATS,
      {
        [EXPECTED_MESSAGES]: {
          description: 'How many messages there were when it began; those that come meanwhile may be in it too.',
          schema: { type: 'integer' },
        },
      },
    ),
    {
      method: 'post',
      path: '/v1/messages',
      operationId: 'ingest',
      summary: 'Messages in: NDJSON, an array or one message; gzip allowed.',
      description: 'Needs the permission `ingest`. Answers when all that is accepted is durable.',
      request: {
        body: { content: { 'application/x-ndjson': { schema: text }, 'application/json': { schema: messages } }, required: true },
      },
      responses: {
        200: json('What became of the lines; a rejected line can never go in and must not be repeated.', IngestResult),
        ...problems(...ANY, 'invalid-message', 'too-large', 'unsupported-type'),
      },
    },
    {
      method: 'delete',
      path: '/v1/users',
      operationId: 'eraseUser',
      summary: 'Erases a user of a business.',
      description: 'Needs the permission `erase` on all bots of the business.',
      request: { query: EraseQuery },
      responses: { 200: json('What was erased.', Erased), ...problems(...ANY, 'invalid-query') },
    },
    {
      method: 'get',
      path: '/v1/scope',
      operationId: 'scope',
      summary: 'What the caller may see.',
      description: 'Needs any permission.',
      responses: { 200: json('Businesses, bots, channels and languages.', ScopeAnswer), ...problems(...ANY, 'invalid-query') },
    },
    {
      method: 'get',
      path: '/v1/live',
      operationId: 'live',
      summary: 'Server-sent events: `changed` when data in scope change, `denied` when the right to look ends.',
      description: 'Needs the permission `reports`.',
      request: { query: LiveQuery },
      responses: {
        200: { description: 'The stream.', content: { 'text/event-stream': { schema: text } } },
        ...problems(...ANY, 'invalid-query'),
      },
    },
    {
      method: 'get',
      path: '/v1/openapi.json',
      operationId: 'openapi',
      summary: 'This document.',
      security: [],
      responses: { 200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } } },
    },
  ];
}

function json(description: string, schema: z.ZodType) {
  return { description, content: { 'application/json': { schema } } };
}

/** Problem responses by status, with the codes that share it. */
function problems(...codes: ProblemCode[]): RouteConfig['responses'] {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) byStatus.set(PROBLEM_STATUS[code], [...(byStatus.get(PROBLEM_STATUS[code]) ?? []), code]);
  const content = { 'application/problem+json': { schema: ProblemDetails } };
  return Object.fromEntries([...byStatus].map(([status, shared]) => [status, { description: shared.join(', '), content }]));
}

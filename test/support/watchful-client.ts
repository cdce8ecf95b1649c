import { expect } from 'vitest';
import { type IngestResult } from '../../gateway/contract/ingest.ts';
import { type Messages } from '../../gateway/contract/messages.ts';
import { type ProblemDetails } from '../../gateway/contract/problem.ts';
import { startTestGateway } from './gateway.ts';

const LEAKS = /\bat .+:\d+:\d+|node_modules|file:\/\/|\bSELECT\b|\bINSERT\b|duckdb|\/tmp\/|\/home\/|\/root\/|zod/i;
const everything = ['reports', 'messages', 'export', 'unmask', 'ingest', 'erase'];
const directory = {
  businesses: [{ id: 'acme', name: 'Acme', bots: [{ id: 'shop', name: 'Shop' }] }],
  principals: [
    { id: 'root', grants: [{ business: '*', permissions: everything }] },
    { id: 'shop', grants: [{ business: 'acme', bot: 'shop', permissions: ['ingest'] }] },
    { id: 'reader', grants: [{ business: '*', permissions: ['reports', 'messages'] }] },
  ],
};

/** A Wednesday, epoch milliseconds. */
export const NOW = Date.parse('2026-03-18T13:02:07.123Z');

export interface Answered {
  status: number;
  body: unknown;
  type: string;
}

/** A client that looks at every answer for what must not leave the gateway. `sub` is the principal: `root`, `shop` or `reader`. */
export interface WatchfulClient {
  request(path: string, init?: RequestInit, sub?: string): Promise<Answered>;
  /** The request must fail; its problem document. */
  problem(path: string, init?: RequestInit, sub?: string): Promise<ProblemDetails>;
  /** The body must be taken; what became of its lines. */
  ingest(body: BodyInit, headers?: Record<string, string>, sub?: string): Promise<IngestResult>;
  /** What is stored of a conversation of the shop bot, newest first. */
  conversation(name: string): Promise<Messages['messages']>;
  close(): Promise<void>;
}

/** A POST of messages, newline-delimited unless the headers say otherwise. */
export const posted = (body: BodyInit, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/x-ndjson', ...headers },
});

let last = 0;

/** A good message of the shop bot, with a new id, changed by `fields`. */
export function message(fields: Record<string, unknown> = {}): Record<string, unknown> {
  const names = { business: 'acme', bot: 'shop', conversation: 'hostile', user: 'ann' };
  return { id: `n${last++}`, timestamp: '2026-03-18T12:00:00Z', ...names, sender: 'user', text: 'hello', ...fields };
}
export const line = (fields?: Record<string, unknown>): string => JSON.stringify(message(fields));

/** A good line with JSON that `JSON.stringify` would not write. */
export const lineWith = (json: string): string => line().replace(/\}$/, `,${json}}`);

export async function startWatchfulClient(): Promise<WatchfulClient> {
  const gateway = await startTestGateway({ directory });
  gateway.clock.now = NOW;

  const request: WatchfulClient['request'] = async (path, init = {}, sub = 'root') => {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', await gateway.token(sub));
    const response = await gateway.app.request(path, { ...init, headers });
    const text = await response.text();
    expect(text).not.toMatch(LEAKS);
    return { status: response.status, body: JSON.parse(text), type: response.headers.get('content-type') ?? '' };
  };
  return {
    request,
    problem: async (path, init, sub) => {
      const { status, body, type } = await request(path, init, sub);
      expect(type, JSON.stringify(body)).toMatch(/^application\/problem\+json/);
      expect(body).toMatchObject({ status, type: expect.any(String), title: expect.any(String), detail: expect.any(String) });
      return body as ProblemDetails;
    },
    ingest: async (body, headers, sub) => {
      const answer = await request('/v1/messages', posted(body, headers), sub);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      return answer.body as IngestResult;
    },
    conversation: async (name) => {
      const query = new URLSearchParams({ conversation: `acme/shop/${encodeURIComponent(name)}`, range: '30d' });
      const { body } = await request(`/v1/messages?${query.toString()}`);
      return (body as { data: Messages }).data.messages;
    },
    close: () => gateway.close(),
  };
}

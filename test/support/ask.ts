import { type Answer } from '../../gateway/contract/answer.ts';
import { type IngestResult } from '../../gateway/contract/ingest.ts';
import { type TestGateway } from './gateway.ts';

/** A caller of a test gateway. */
export interface Client {
  request: (path: string, init?: RequestInit) => Promise<Response>;
  /** The answer to a report, which must be one. */
  ask: <Data>(path: string) => Promise<Answer<Data>>;
  send: (messages: readonly object[]) => Promise<IngestResult>;
}

export async function clientOf(
  gateway: Pick<TestGateway, 'token'> & { app: Pick<TestGateway['app'], 'request'> },
  sub = 'root',
  claims?: { bots?: string[]; permissions?: string[] },
): Promise<Client> {
  const authorization = await gateway.token(sub, claims);
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', authorization);
    return gateway.app.request(`/v1/${path}`, { ...init, headers });
  };
  return {
    request,
    async ask<Data>(path: string) {
      const response = await request(path);
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Answer<Data>;
    },
    async send(messages) {
      const response = await request('messages', {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: messages.map((message) => JSON.stringify(message)).join('\n'),
      });
      return (await response.json()) as IngestResult;
    },
  };
}

let made = 0;

/** A user message of acme/shop; a new id each time. */
export function message(fields: object = {}): Record<string, unknown> {
  made++;
  return {
    id: `m${made}`,
    timestamp: '2026-03-01T09:00:00Z',
    business: 'acme',
    bot: 'shop',
    conversation: 'c',
    user: 'u',
    sender: 'user',
    text: 'hello',
    ...fields,
  };
}

import { GATEWAY } from './gateway-url.ts';

export interface Fault {
  code?: string;
  status?: number;
  retryAfter?: number;
  delay?: number;
  cut?: boolean;
  path?: string;
}

/** A test's own way to the gateway: nothing of other tests is seen on it. */
export interface Lane {
  /** For the `gateway` attribute. */
  url: string;
  /** @param as - `all`, `numbers` (one business, no messages), `nobody`. @param life - seconds */
  getToken: () => Promise<string>;
  /** Makes questions fail, from now on; `{}` ends it. */
  fault(fault: Fault): Promise<void>;
  /** What was asked so far, in order: all, or that of a path, whose query holds the part. */
  asked(path?: string, part?: string): Promise<{ path: string; query: string; status: number }[]>;
  /** Asks as the widgets do. */
  ask<Answer>(pathAndQuery: string): Promise<Answer>;
  /** Puts messages in, as the bots do. */
  send(...messages: object[]): Promise<void>;
}

let lanes = 0;

export function openLane({ as = 'all', life = 600 }: { as?: string; life?: number } = {}): Lane {
  const url = `${GATEWAY}/lane/${Date.now().toString(36)}-${(lanes += 1)}-${Math.random().toString(36).slice(2)}`;
  const tokenOf = (sub: string) => fetch(`${GATEWAY}/token?as=${sub}&life=${life}`).then((response) => response.text());
  return {
    url,
    getToken: () => tokenOf(as),
    async fault(fault) {
      await fetch(`${url}/fault`, { method: 'POST', body: JSON.stringify(fault) });
    },
    async asked(path, part = '') {
      const all = (await (await fetch(`${url}/asked`)).json()) as { path: string; query: string; status: number }[];
      return path === undefined ? all : all.filter((each) => each.path === path && each.query.includes(part));
    },
    async ask<Answer>(pathAndQuery: string) {
      const headers = { authorization: `Bearer ${await tokenOf(as)}` };
      return (await (await fetch(`${url}${pathAndQuery}`, { headers })).json()) as Answer;
    },
    async send(...messages) {
      const headers = { authorization: `Bearer ${await tokenOf('producer')}`, 'content-type': 'application/json' };
      const response = await fetch(`${url}/v1/messages`, { method: 'POST', headers, body: JSON.stringify(messages) });
      const text = await response.text();
      if (!response.ok || (JSON.parse(text) as { rejected: number }).rejected > 0) throw new Error(`Not all messages were taken: ${text}`);
    },
  };
}

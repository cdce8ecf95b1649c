import { type Answer } from '../../gateway/contract/answer.ts';
import { type TestGateway } from './gateway.ts';
import { REPORTS } from './reports.ts';

interface Asked {
  app: Pick<TestGateway['app'], 'request'>;
  token(sub: string): Promise<string>;
}

const RANGE = 'from=2026-01-01T00:00:00Z&to=2026-04-03T00:00:00Z&tz=Europe/Berlin';

/** What a gateway says to every question about all messages of early 2026, but for what differs between two gateways on the same messages: moments and cursors. */
export async function everyAnswer(gateway: Asked): Promise<Record<string, unknown> & { messages: unknown[] }> {
  const authorization = await gateway.token('root');
  const ask = async (path: string) => {
    const response = await gateway.app.request(`/v1/${path}`, { headers: { authorization } });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer<{ messages?: unknown[]; next?: string | null }>;
  };
  const answers: Record<string, unknown> = {};
  for (const report of REPORTS.filter((name) => name !== 'messages')) {
    const { data, newestMessage } = await ask(`${report}?${RANGE}`);
    answers[report] = { data, newestMessage };
  }
  const messages: unknown[] = [];
  for (let after: string | null | undefined = ''; after !== null && after !== undefined;) {
    const { data } = await ask(`messages?${RANGE}&limit=500&order=oldest${after && `&after=${after}`}`);
    messages.push(...(data.messages ?? []));
    after = data.next;
  }
  return { ...answers, messages };
}

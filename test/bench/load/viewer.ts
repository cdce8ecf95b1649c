import { setTimeout as sleep } from 'node:timers/promises';
import { get } from '../asker.ts';

/** Milliseconds between two fetches of a report that changes ask for, as the widgets have it. */
const LIVE_PAUSE = 2500;

/** What a viewer needs of a gateway. */
export interface Seat {
  gateway: string;
  token: string;
  /** Ends the viewing. */
  signal: AbortSignal;
}

/** Listens for changes until the signal ends it; answers when the stream is open. */
export async function listen({ gateway, token, signal }: Seat, query: string, changed: () => void): Promise<{ ended: Promise<void> }> {
  const { body } = await get(gateway, token, `/v1/live?${query}`, signal);
  if (!body) throw new Error('A live stream is empty.');
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of body) if (decoder.decode(chunk, { stream: true }).includes('changed')) changed();
  };
  const ended = read();
  ended.catch(() => undefined);
  return { ended };
}

/** Somebody who looks at a page of reports: asks each, and again when something changed, each at most every few seconds. */
export async function view(seat: Seat, query: string, reports: (() => Promise<void>)[]): Promise<void> {
  let change = 0;
  const { ended } = await listen(seat, query, () => change++);
  const watching = reports.map(async (ask) => {
    for (let seen = -1; !seat.signal.aborted;) {
      if (seen === change) await sleep(100);
      else {
        seen = change;
        await ask();
        await sleep(LIVE_PAUSE);
      }
    }
  });
  await Promise.all([ended, ...watching]);
}

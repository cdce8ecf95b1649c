import { afterEach, expect, it, vi } from 'vitest';
import { type Bus, type Change } from '../../../gateway/cache/bus.ts';

/** What every bus does; `open` makes a fresh one that hears nothing of earlier tests. */
export function busConformance(open: () => Promise<Bus> | Bus): void {
  const opened: Bus[] = [];
  const openOne = async () => {
    const bus = await open();
    opened.push(bus);
    return bus;
  };
  const shop: Change = { bots: [{ business: 'acme', bot: 'shop' }], newestMessage: 1_700_000_000_123 };
  const odd: Change = { bots: [{ business: 'a/b', bot: 'ü 🤖' }], newestMessage: null };

  afterEach(async () => {
    for (const bus of opened.splice(0)) await bus.close();
  });

  it('tells every listener every change, in order and whole', async () => {
    const bus = await openOne();
    const heard: Change[][] = [[], []];
    for (const list of heard) bus.subscribe((change) => list.push(change));
    await bus.publish(shop);
    await bus.publish(odd);
    await vi.waitFor(() =>
      expect(heard).toEqual([
        [shop, odd],
        [shop, odd],
      ]),
    );
  });

  it('tells nothing more to a listener that stopped, and goes on with the others', async () => {
    const bus = await openOne();
    const stopped: Change[] = [];
    const staying: Change[] = [];
    const stop = bus.subscribe((change) => stopped.push(change));
    bus.subscribe((change) => staying.push(change));
    await bus.publish(shop);
    await vi.waitFor(() => expect(staying).toHaveLength(1));
    stop();
    stop();
    await bus.publish(odd);
    await vi.waitFor(() => expect(staying).toEqual([shop, odd]));
    expect(stopped).toEqual([shop]);
  });

  it('keeps two subscriptions of one listener apart', async () => {
    const bus = await openOne();
    const heard: Change[] = [];
    const listener = (change: Change) => void heard.push(change);
    const stop = bus.subscribe(listener);
    bus.subscribe(listener);
    stop();
    await bus.publish(shop);
    await vi.waitFor(() => expect(heard).toEqual([shop]));
  });

  it('lets a listener stop itself or another while it is told', async () => {
    const bus = await openOne();
    const last: Change[] = [];
    const stop = bus.subscribe(() => stop());
    bus.subscribe((change) => last.push(change));
    await bus.publish(shop);
    await bus.publish(odd);
    await vi.waitFor(() => expect(last).toEqual([shop, odd]));
  });

  it('can be closed twice', async () => {
    const bus = await openOne();
    await bus.close();
    await expect(bus.close()).resolves.toBeUndefined();
  });
}

import { describe, expect, it } from 'vitest';
import { createMemoryBus } from '../../../gateway/cache/memory-bus.ts';
import { busConformance } from '../conformance/bus.ts';

describe('the bus in memory', () => {
  busConformance(createMemoryBus);

  it('holds no listener once it is closed', async () => {
    const bus = createMemoryBus();
    const heard: unknown[] = [];
    bus.subscribe((change) => heard.push(change));
    await bus.close();
    await bus.publish({ bots: [], newestMessage: null });
    expect(heard).toEqual([]);
  });
});

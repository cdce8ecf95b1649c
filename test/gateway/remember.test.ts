import { expect, test, vi } from 'vitest';
import { forgetAll, remember } from '../../gateway/text/remember.ts';
import { clientOf } from '../support/ask.ts';
import { startTestGateway } from '../support/gateway.ts';

function counted() {
  const computed: string[] = [];
  const lengthOf = remember((text) => {
    computed.push(text);
    return text.length;
  });
  return { computed, lengthOf };
}

test('what was computed of a text is not computed again', () => {
  const { computed, lengthOf } = counted();
  expect(['a', 'bb', 'a', ''].map(lengthOf)).toEqual([1, 2, 1, 0]);
  expect(['', 'bb'].map(lengthOf)).toEqual([0, 2]);
  expect(computed).toEqual(['a', 'bb', '']);
});

test('texts that come again outlive any number of others, which are forgotten', () => {
  const { computed, lengthOf } = counted();
  lengthOf('once');
  for (let other = 0; other < 30_000; other++) {
    lengthOf(`other ${other}`);
    lengthOf('again');
  }
  lengthOf('once');
  expect(computed.filter((text) => text === 'again')).toHaveLength(1);
  expect(computed.filter((text) => text === 'once')).toHaveLength(2);
});

test('a long text is computed each time', () => {
  const { computed, lengthOf } = counted();
  const long = 'x'.repeat(501);
  expect([lengthOf(long), lengthOf(long)]).toEqual([501, 501]);
  expect(computed).toHaveLength(2);
});

test('all of it is forgotten when somebody is erased', () => {
  const [one, other] = [counted(), counted()];
  for (const { lengthOf } of [one, other]) ['a', 'b'].map(lengthOf);
  forgetAll();
  for (const { computed, lengthOf } of [one, other]) {
    lengthOf('a');
    expect(computed).toEqual(['a', 'b', 'a']);
  }
});

test('an erasure, here or at another gateway, makes a gateway forget; a message does not', async () => {
  const gateway = await startTestGateway();
  try {
    const { request } = await clientOf(gateway);
    const { computed, lengthOf } = counted();
    lengthOf('Dear Ann');
    expect((await request('users?business=acme&user=ann', { method: 'DELETE' })).status).toBe(200);
    lengthOf('Dear Ann');
    await gateway.bus.publish({ bots: [{ business: 'acme', bot: 'shop' }], newestMessage: 1 });
    lengthOf('Dear Ann');
    expect(computed).toHaveLength(2);
    await gateway.bus.publish({ bots: [{ business: 'acme', bot: 'shop' }], newestMessage: null });
    lengthOf('Dear Ann');
    expect(computed).toHaveLength(3);
  } finally {
    await gateway.close();
  }
});

test('what does not come again is forgotten by itself, in ten minutes at most', async () => {
  vi.useFakeTimers();
  try {
    vi.resetModules();
    const { remember: fresh } = await import('../../gateway/text/remember.ts');
    const computed: string[] = [];
    const once = fresh((text) => computed.push(text));
    ['once', 'again'].map(once);
    for (const minutes of [4, 4, 4]) {
      vi.advanceTimersByTime(minutes * 60_000);
      once('again');
    }
    once('once');
    expect(computed).toEqual(['once', 'again', 'once']);
  } finally {
    vi.useRealTimers();
  }
});

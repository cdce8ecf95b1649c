import { beforeEach, expect, test, vi } from 'vitest';
import { inTurn } from '../../widgets/internal/turn.ts';

let clock = 0;
beforeEach(() => {
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => clock);
  return () => spy.mockRestore();
});

const busy = (milliseconds: number): void => void (clock += milliseconds);

test('what takes longer than a frame leaves the page its turn, and goes on in its order', async () => {
  const order: string[] = [];
  const work = (name: string, milliseconds: number) =>
    inTurn(() => {
      order.push(name);
      busy(milliseconds);
    });
  const all = [work('a', 10), work('b', 10), work('c', 10), work('d', 10), work('e', 1)];
  // At once, as long as there is time.
  expect(order).toEqual(['a', 'b']);
  const page = new Promise<void>((resolve) =>
    setTimeout(() => {
      order.push('page');
      resolve();
    }),
  );
  await Promise.all([...all, page]);
  expect(order).toEqual(['a', 'b', 'c', 'd', 'page', 'e']);
});

test('what fails is told to whoever asked for it, and keeps nobody else waiting', async () => {
  const fail = (reason: string) =>
    inTurn(() => {
      throw new Error(reason);
    });
  await expect(fail('now')).rejects.toThrow('now');
  const done: string[] = [];
  const first = inTurn(() => busy(20));
  const later = fail('later');
  const last = inTurn(() => void done.push('last'));
  expect(done).toEqual([]);
  await expect(later).rejects.toThrow('later');
  await Promise.all([first, last]);
  expect(done).toEqual(['last']);
});

import { expect, test } from 'vitest';
import { createTurns } from '../../../../gateway/store/elasticsearch/turns.ts';

/** Tasks that end when they are told to. */
function tasks() {
  const running = new Map<string, () => void>();
  const task = (name: string) => () =>
    new Promise<string>((resolve) => {
      running.set(name, () => {
        running.delete(name);
        resolve(name);
      });
    });
  return { running, task, end: (name: string) => running.get(name)?.() };
}
const settled = () => new Promise(setImmediate);

test('so many run at once, and the others in their order', async () => {
  const { running, task, end } = tasks();
  const turn = createTurns(2, 10);
  const done = ['a', 'b', 'c', 'd'].map((name) => turn(task(name)));
  await settled();
  expect([...running.keys()]).toEqual(['a', 'b']);
  end('b');
  await settled();
  expect([...running.keys()]).toEqual(['a', 'c']);
  for (const name of ['a', 'c']) end(name);
  await settled();
  end('d');
  expect(await Promise.all(done)).toEqual(['a', 'b', 'c', 'd']);
});

test('one who leaves the queue is not waited for, and one who fails makes room', async () => {
  const { running, task, end } = tasks();
  const turn = createTurns(1, 10);
  const first = turn(task('first'));
  const leaving = new AbortController();
  const left = turn(task('left'), leaving.signal);
  const failing = turn(() => Promise.reject(new Error('failed')));
  const last = turn(task('last'));
  leaving.abort(new Error('has left'));
  await expect(left).rejects.toThrow('has left');
  end('first');
  await expect(failing).rejects.toThrow('failed');
  await settled();
  expect([...running.keys()]).toEqual(['last']);
  end('last');
  expect([await first, await last]).toEqual(['first', 'last']);
  await expect(turn(task('never'), AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
});

test('too many who wait are sent away, to come again', async () => {
  const { task, end } = tasks();
  const turn = createTurns(1, 1);
  const [first, second] = [turn(task('first')), turn(task('second'))];
  await expect(turn(task('third'))).rejects.toMatchObject({ code: 'store-unavailable', retryAfter: 5 });
  end('first');
  await first;
  await settled();
  end('second');
  await second;
});

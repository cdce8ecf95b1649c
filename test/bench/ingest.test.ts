import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inParallel } from './ingest.ts';

test('counts what several producers sent at once', async () => {
  const sent: string[] = [];
  const { messages } = await inParallel(['a', 'b', 'c', 'd', 'e', 'f', 'g'], async (file) => {
    await sleep(1);
    return sent.push(file) && 10;
  });
  expect({ messages, sent: sent.sort() }).toEqual({ messages: 70, sent: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] });
});

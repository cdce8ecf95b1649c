import { describe, expect, test } from 'vitest';
import { questions } from './questions.ts';
import { quantile, timeOf } from './timing.ts';

describe('the bench', () => {
  test('takes quantiles by nearest rank', () => {
    const values = [40, 10, 30, 20];
    expect([0.5, 0.95, 1].map((share) => quantile(values, share))).toEqual([20, 40, 40]);
    expect(quantile([7], 0.5)).toBe(7);
  });

  test('counts the runs of a short question, after those that warm up', async () => {
    let calls = 0;
    const { runs } = await timeOf(() => Promise.resolve(calls++), { warmUp: 2, runs: 30 });
    expect({ runs, calls }).toEqual({ runs: 30, calls: 32 });
  });

  test('asks each report over each span, or one report alone', () => {
    expect(questions()).toHaveLength(15);
    expect(questions('words').map(({ report, range }) => `${report} ${range}`)).toEqual(['words 24 h', 'words 30 d', 'words all']);
    expect(questions('words')[0]!.path).toBe('/v1/words?from=2026-05-31T00%3A00%3A00.000Z&to=2026-06-01T00%3A00%3A00.000Z');
  });
});

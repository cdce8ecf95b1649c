import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRateLimit } from '../../../gateway/http/rate-limit.ts';
import { problemOf } from '../../support/problem-of.ts';

afterEach(() => vi.useRealTimers());

describe('the rate limit', () => {
  it('lets a principal ask as often as it says, and then says when to come back', async () => {
    const limit = createRateLimit(3);
    for (let request = 0; request < 3; request++) await limit.take('ann');
    const problem = await problemOf(() => limit.take('ann'));
    expect(problem).toMatchObject({ code: 'rate-limited', status: 429 });
    expect(problem.message).toContain('3 requests');
    expect(problem.retryAfter).toBeGreaterThanOrEqual(1);
    expect(problem.retryAfter).toBeLessThanOrEqual(60);
    expect(Number.isInteger(problem.retryAfter)).toBe(true);
  });

  it('counts each principal, and each gateway, for itself', async () => {
    const limit = createRateLimit(1);
    await limit.take('ann');
    await expect(limit.take('bob')).resolves.toBeUndefined();
    await expect(createRateLimit(1).take('ann')).resolves.toBeUndefined();
    await problemOf(() => limit.take('ann'));
  });

  it('lets go after the time that it says', async () => {
    vi.useFakeTimers();
    const limit = createRateLimit(1);
    await limit.take('ann');
    const { retryAfter } = await problemOf(() => limit.take('ann'));
    await vi.advanceTimersByTimeAsync(retryAfter! * 1000 + 1);
    await expect(limit.take('ann')).resolves.toBeUndefined();
  });

  it('counts requests that come at the same time', async () => {
    const limit = createRateLimit(10);
    const outcomes = await Promise.allSettled(Array.from({ length: 25 }, () => limit.take('ann')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  it('is none at 0', async () => {
    const limit = createRateLimit(0);
    for (let request = 0; request < 1000; request++) await limit.take('ann');
  });
});

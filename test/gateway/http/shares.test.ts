import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createShares } from '../../../gateway/http/shares.ts';
import { createTurns } from '../../../gateway/http/turns.ts';

describe('shares', () => {
  it('are each principal’s own, and given back once', () => {
    const shares = createShares(10, 15);
    const give = shares.take('ann', 10);
    expect(give).not.toBeNull();
    expect(shares.take('ann', 1)).toBeNull();
    expect(shares.take('bob', 5)).not.toBeNull();
    // All together hold as much as there is.
    expect(shares.take('eve', 1)).toBeNull();
    give?.();
    give?.();
    expect(shares.take('eve', 10)).not.toBeNull();
    expect(shares.take('ann', 1)).toBeNull();
  });

  it('are as large as one likes at 0', () => {
    const shares = createShares(0);
    for (let taken = 0; taken < 1000; taken++) expect(shares.take('ann', 1)).not.toBeNull();
  });
});

describe('turns', () => {
  it('go round: one job of somebody waits for one of another’s hundred', async () => {
    const inTurn = createTurns(2);
    const done: string[] = [];
    const job = (principal: string) => inTurn(principal, () => sleep(2).then(() => void done.push(principal)));
    const flood = Array.from({ length: 50 }, () => job('flood'));
    await Promise.all([job('ann'), job('bob')]);
    expect(done.filter((principal) => principal === 'flood').length).toBeLessThan(8);
    await Promise.all(flood);
    expect(done).toHaveLength(52);
  });

  it('keep to their places, also after work that fails', async () => {
    const inTurn = createTurns(2);
    let [now, most] = [0, 0];
    const jobs = Array.from({ length: 40 }, (_, index) =>
      inTurn(`p${index % 3}`, async () => {
        most = Math.max(most, ++now);
        await sleep(1);
        now--;
        if (index % 4 === 0) throw new Error('fails');
      }),
    );
    const outcomes = await Promise.allSettled(jobs);
    expect([most, outcomes.filter(({ status }) => status === 'rejected').length]).toEqual([2, 10]);
  });
});

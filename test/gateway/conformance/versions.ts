import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Versions } from '../../../gateway/cache/versions.ts';
import { type BotRef } from '../../../gateway/contract/names.ts';

const bots: BotRef[] = ['acme', 'globex', 'a/b'].flatMap((business) => ['shop', 'b', 'a/b'].map((bot) => ({ business, bot })));

/** What all counters of changes do; `open` makes fresh ones. */
export function versionsConformance(open: () => Promise<Versions> | Versions): void {
  it('says the same of bots that did not change', async () => {
    const versions = await open();
    await versions.bump([bots[0]!]);
    expect(await versions.of(bots)).toBe(await versions.of(bots));
    const others = await versions.of(bots.slice(1));
    await versions.bump([bots[0]!]);
    expect(await versions.of(bots.slice(1))).toBe(others);
  });

  it('never says the same twice of bots among which one changed, whatever changed before', async () => {
    const subset = fc.uniqueArray(fc.integer({ min: 0, max: bots.length - 1 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(subset, fc.array(subset, { maxLength: 8 }), async (asked, changes) => {
        const versions = await open();
        const scope = asked.map((index) => bots[index]!);
        const said = [await versions.of(scope)];
        for (const change of changes) {
          await versions.bump(change.map((index) => bots[index]!));
          const now = await versions.of(scope);
          if (change.some((index) => asked.includes(index))) expect(said).not.toContain(now);
          else expect(now).toBe(said.at(-1));
          said.push(now);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('answers for thousands of bots within a blink', async () => {
    const versions = await open();
    const many = Array.from({ length: 5000 }, (_, index) => ({ business: `business ${index % 50}`, bot: `bot ${index}` }));
    await versions.bump(many);
    const took: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const start = performance.now();
      await versions.of(many);
      took.push(performance.now() - start);
    }
    // The quickest: what others do on a busy machine is not its fault.
    expect(Math.min(...took)).toBeLessThan(100);
  });
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { END, isBehind, type Leases } from '../../../gateway/cache/leases.ts';

/** What all leases do; `open` answers a view of the same stream each time, `fresh` makes another stream. */
export function leasesConformance(fresh: () => () => Promise<Leases> | Leases): void {
  it('remembers where the first reader began, and how far all is stored', async () => {
    const open = fresh();
    const first = await open();
    expect(await first.begin('1700000000000')).toBe('1700000000000');
    expect(await first.take('a')).toBe(true);
    await first.record('a', '49');
    await first.release('a');
    await first.leave();
    const second = await open();
    expect(await second.begin('oldest')).toBe('1700000000000');
    expect(await second.sign(new Map())).toMatchObject({ positions: new Map([['a', '49']]), readers: [second.self] });
  });

  it('keeps the furthest of all positions, in whatever order they come', async () => {
    const position = fc.oneof({ weight: 5, arbitrary: fc.bigInt({ min: 1n, max: 10n ** 57n }).map(String) }, fc.constant(END));
    await fc.assert(
      fc.asyncProperty(fc.array(position, { minLength: 1, maxLength: 8 }), fc.boolean(), async (positions, signed) => {
        const leases = await fresh()();
        await leases.take('a');
        for (const one of positions) await leases.record('a', one);
        // Of two that are said at the same time too.
        if (signed) await leases.sign(new Map([['a', positions[0] ?? null]]));
        const furthest = positions.reduce((far, one) => (isBehind(far, one) ? one : far));
        expect((await leases.sign(new Map()))?.positions.get('a')).toBe(furthest);
      }),
      { numRuns: 30 },
    );
  });

  it('forgets shards that are gone', async () => {
    const leases = await fresh()();
    await leases.record('gone', END);
    await leases.record('here', '1');
    await leases.forget(['gone']);
    await leases.forget([]);
    expect((await leases.sign(new Map()))?.positions).toEqual(new Map([['here', '1']]));
  });
}

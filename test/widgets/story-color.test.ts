import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storyColour, tonesOf } from '../../widgets/internal/story-color.ts';

test('a story has the colour that it had in the first release', () => {
  // A change here changes the colours on everybody's pages.
  const names = ['Welcome', 'Fallback', 'Hand-off', 'Order status', 'Returns', 'Überweisung', '配送状況', ''];
  expect(Object.fromEntries(names.map((name) => [name, storyColour(name)]))).toMatchInlineSnapshot(`
    {
      "": 5,
      "Fallback": 3,
      "Hand-off": 7,
      "Order status": 3,
      "Returns": 5,
      "Welcome": 4,
      "Überweisung": 1,
      "配送状況": 6,
    }
  `);
});

test('colours spread evenly over names that look alike', () => {
  for (const name of [(n: number) => `Story ${n}`, (n: number) => `${n}`, (n: number) => `faq/shipping/${n}/answer`]) {
    const counts = new Array<number>(9).fill(0);
    for (let n = 0; n < 4000; n += 1) counts[storyColour(name(n))]! += 1;
    expect(counts[0]).toBe(0);
    expect(Math.min(...counts.slice(1))).toBeGreaterThan(400);
    expect(Math.max(...counts)).toBeLessThan(600);
  }
});

const pies = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 14 });
const look = (pie: (string | null)[]) => tonesOf(pie).map((tone, at) => `${pie[at] === null ? 'other' : storyColour(pie[at]!)}/${tone}`);

test('neighbours in a pie never look alike', () => {
  fc.assert(
    fc.property(pies, (pie) => {
      const looks = look(pie);
      if (looks.length > 1) looks.forEach((each, at) => expect(each).not.toBe(looks[(at + 1) % looks.length]));
    }),
    { numRuns: 1000 },
  );
});

test('up to three stories of one colour all look different, whatever their order', () => {
  fc.assert(
    fc.property(
      pies.chain((pie) => fc.tuple(fc.constant(pie), fc.shuffledSubarray(pie, { minLength: pie.length }))),
      ([pie, shuffled]) => {
        const crowd = Math.max(0, ...[1, 2, 3, 4, 5, 6, 7, 8].map((colour) => pie.filter((name) => storyColour(name) === colour).length));
        fc.pre(crowd <= 3);
        expect(new Set(look(pie)).size).toBe(pie.length);
        const [before, after] = [look(pie), look(shuffled)];
        expect(shuffled.map((name) => before[pie.indexOf(name)])).toEqual(after);
      },
    ),
  );
});

test('what is alone with its colour, and what is no story, keeps the plain colour', () => {
  expect(tonesOf(['Welcome', 'Fallback', null])).toEqual([0, 0, 0]);
});

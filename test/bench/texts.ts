import { mask } from '../../gateway/text/mask.ts';

/** Texts that have no blanks, or hold much that might be a number or an address and is none. */
const UNITS = ['word ', '我想查询订单', 'x', '1 ', '_1', 'a.', '+1', '1/', '1.1.', 'a@b.'];
const LENGTHS = [1_200, 4_800, 19_200];
/** Milliseconds of each measurement. */
const TIME = 300;
/** Not in doubt: enough digits to be looked at, and letters after them, so that nothing ends the search early. */
const END = ' 1 2 3 4 5 6 7x';

/** How long masking takes, by what a text is made of and how long it is: a cost a character that grows with the length is a defect. */
export function benchTexts(tell: (line: string) => void): void {
  tell(`${'text of'.padEnd(14)}${LENGTHS.map((length) => `${length} chars`.padStart(16)).join('')}   (ns a character)`);
  for (const unit of UNITS) {
    const costs = LENGTHS.map((length) => {
      const text = unit.repeat(length / unit.length) + END;
      return (msOf(() => mask(text)) * 1e6) / text.length;
    });
    tell(`${JSON.stringify(unit).padEnd(14)}${costs.map((cost) => cost.toFixed(0).padStart(16)).join('')}`);
  }
}

function msOf(work: () => unknown): number {
  work();
  const start = performance.now();
  let times = 0;
  do {
    work();
    times++;
  } while (performance.now() - start < TIME);
  return (performance.now() - start) / times;
}

import { isApart, type Spread } from './paired.ts';
import { type TimingResult } from './run-timing.ts';

const HEAD = ['what', 'the other has it', 'nobody has it', 'difference'];

/** Two decimals, and no sign before a nought. */
const exact = (ms: number): string => (Math.round(ms * 100) / 100 + 0).toFixed(2);
const brief = (ms: number): string => (ms < 10 ? exact(ms) : ms.toFixed(ms < 100 ? 1 : 0));

const times = ({ median, low, high }: Spread): string => `${exact(median)} (${brief(low)} to ${brief(high)})`;

function difference(spread: Spread): string {
  const text = `${exact(spread.median)} (${exact(spread.low)} to ${exact(spread.high)})`;
  return isApart(spread) ? `**${text}**` : text;
}

/** The result as a table in Markdown. */
export function timingTable({ machine, engine, runs, pairs }: TimingResult): string {
  const rows = [HEAD, ...pairs.map((pair) => [pair.what, times(pair.theirs), times(pair.nobodys), difference(pair.difference)])];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head, ...body] = rows.map(line);
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; ${engine}; ${runs} turns of each pair`,
    'milliseconds: median (95 % of them); difference within a turn: median (its 95 % confidence interval), bold where that leaves out 0',
    '',
    head,
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...body,
  ].join('\n');
}

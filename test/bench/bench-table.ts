import { type Ingested } from './ingest.ts';
import { type BenchResult, type Loaded, type Measured } from './run-bench.ts';

const ms = (value: number | undefined): string =>
  value === undefined ? '' : value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
const mb = (bytes: number): string => `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MB`;
const rate = ({ messages, seconds, messagesPerSecond }: Ingested): string =>
  `${messages.toLocaleString('en')} messages in ${seconds.toFixed(1)} s = ${messagesPerSecond.toLocaleString('en')}/s`;

const COLUMNS: [title: string, cell: (measured: Measured) => string][] = [
  ['report', ({ report }) => report],
  ['range', ({ range }) => range],
  ['first p50', ({ first }) => ms(first.p50)],
  ['p95', ({ first }) => ms(first.p95)],
  ['started p50', ({ restarted }) => ms(restarted.p50)],
  ['p95', ({ restarted }) => ms(restarted.p95)],
  ['again p50', ({ again }) => ms(again.p50)],
  ['p95', ({ again }) => ms(again.p95)],
  ['fed p50', ({ fed }) => ms(fed.p50)],
  ['p95', ({ fed }) => ms(fed.p95)],
  ['cached p50', ({ cached }) => ms(cached.p50)],
  ['p95', ({ cached }) => ms(cached.p95)],
  ['usual p50', ({ usual }) => ms(usual.p50)],
  ['p95', ({ usual }) => ms(usual.p95)],
  ['usual/first', ({ faster }) => faster.first.toFixed(1)],
  ['usual/again', ({ faster }) => faster.again.toFixed(1)],
  ['count p50', ({ count }) => ms(count.p50)],
  ['pandas p50', ({ pandas }) => ms(pandas)],
];

/** The result as text, columns lined up. */
export function benchTable(result: BenchResult): string {
  const { loaded, feed, storeBytes, memoryWithReports, questions, machine, size, engine, pandas, selective, compared } = result;
  const columns = COLUMNS.filter(([, cell]) => questions.some((measured) => cell(measured) !== ''));
  const rows = [columns.map(([title]) => title), ...questions.map((measured) => columns.map(([, cell]) => cell(measured)))];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  return [
    `${machine.cpu}, ${machine.cores} cores, ${mb(machine.memory)}, Node ${machine.node}; ${engine}`,
    ...(loaded ? loadedLines(size, loaded) : [`${size}, written before`]),
    `coming in meanwhile: ${feed.messagesPerSecond}/s, acknowledged within ${ms(feed.acknowledgedP95)} ms (p95)`,
    `store ${mb(storeBytes)}; memory ${mb(memoryWithReports)} at most with reports`,
    ...(pandas ? [`pandas ${pandas.version}: loaded in ${pandas.loadSeconds.toFixed(1)} s`] : []),
    '',
    'milliseconds; first: after a start with nothing, started: after a start with what the gateway before left, again: repeated, fed: while messages come in, all computed; usual: plain messages; count: the bare number of them',
    ...rows.map(line),
    '',
    `Beside a gateway that keeps no partial answers ${compared.alike.length} of ${questions.length} are alike, ${compared.estimated.length} but for its estimates${compared.apart.map((path) => `; SOMETHING ELSE: ${path}`).join('')}`,
    ...selective.map(({ question, p50, p95 }) => `30 d, ${question}: p50 ${ms(p50)}, p95 ${ms(p95)}`),
  ].join('\n');
}

const loadedLines = (size: string, { ingest, usual, ratio, memory }: Loaded): string[] => [
  `${size} through the gateway: ${rate(ingest)}; memory ${mb(memory.peak)} at most, ${mb(memory.atRest)} at rest`,
  `the usual way: ${rate(usual)}; ratio ${ratio.toFixed(2)}`,
];

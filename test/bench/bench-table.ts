import { type BenchResult } from './run-bench.ts';

const ms = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en'));
const mb = (bytes: number): string => `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MB`;

/** The result as text, columns lined up. */
export function benchTable({ ingest, storeBytes, memory, questions, machine, size, limits, baselineLoadSeconds }: BenchResult): string {
  const head = ['report', 'range', 'p50 ms', 'p95', 'max', 'runs', 'cached p50', 'p95', 'max', 'plain SQL p50', 'times faster'];
  const rows = questions.map(({ report, range, uncached, cached, baseline, ratio }) => [
    report,
    range,
    ...[uncached.p50, uncached.p95, uncached.max].map(ms),
    String(uncached.runs),
    ...[cached.p50, cached.p95, cached.max, baseline].map(ms),
    ratio.toFixed(1),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  return [
    `${machine.cpu}, ${machine.cores} cores, ${mb(machine.memory)}, Node ${machine.node}; DuckDB ${limits.memory}, ${limits.threads} threads`,
    `${size}: ${ingest.messages.toLocaleString('en')} messages in ${ingest.seconds.toFixed(1)} s = ${ingest.messagesPerSecond.toLocaleString('en')}/s` +
      ` (read_json into a plain table: ${baselineLoadSeconds.toFixed(1)} s)`,
    `store ${mb(storeBytes)}; memory ${mb(memory.peak)} at most while writing, ${mb(memory.atRest)} at rest, ${mb(memory.peakWithReports)} at most with reports`,
    '',
    line(head),
    ...rows.map(line),
  ].join('\n');
}

import { type Load, type LoadResult } from './run-load.ts';

const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const line = (name: string, { requests, requestsPerSecond, cores }: Load): string =>
  `${name}: ${requestsPerSecond} requests/s, p50 ${ms(requests.p50)}, p95 ${ms(requests.p95)}, max ${ms(requests.max)}; ${cores.toFixed(2)} cores`;

/** The result as text. */
export function loadTable({ viewers, streams, machine, engine, size }: LoadResult): string {
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; ${engine}; ${size}`,
    line(`${viewers.viewers} viewers of five reports over 30 days, ${viewers.feed.messagesPerSecond} messages/s coming in`, viewers),
    ...Object.entries(viewers.byReport).map(([report, { p50, p95 }]) => `  ${report.padEnd(9)} p50 ${ms(p50)}, p95 ${ms(p95)}`),
    line(`${streams.streams} live streams, answers kept`, streams),
  ].join('\n');
}

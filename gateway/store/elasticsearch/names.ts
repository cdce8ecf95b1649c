import { EARLIEST_MESSAGE } from '../../contract/ingest.ts';
import { type Range } from '../../time/range.ts';
import { monthOf } from '../retention.ts';

/** Names of the indices under a prefix, so that several stores can live in one cluster. */
export interface Names {
  meta: string;
  conversations: string;
  /** What changed when, see `marks.ts`. */
  marks: string;
  /** The partition of a message by its own time, which never changes: its month in UTC. */
  partition(timestamp: number): string;
  /** All partitions, as a pattern. */
  messages: string;
  /** The index templates. */
  templates: { meta: string; conversations: string; messages: string; marks: string };
  /** The partitions that a range touches, as few as can be named in an address. */
  messagesIn(range: Range): string;
  /** First instant of a partition, epoch milliseconds; `null`: no partition of this store. */
  startOf(partition: string): number | null;
}

/** More partitions than this are named by the pattern of all: an address may have 4 kB. */
const MAX_NAMED = 24;

export function createNames(prefix: string): Names {
  const messages = `${prefix}messages-20`;
  const partition = (timestamp: number) => `${prefix}messages-${new Date(timestamp).toISOString().slice(0, 7)}`;
  return {
    meta: `${prefix}meta`,
    conversations: `${prefix}conversations`,
    marks: `${prefix}marks`,
    messages: `${messages}*`,
    templates: {
      meta: `${prefix}meta`,
      conversations: `${prefix}conversations`,
      messages: `${prefix}messages`,
      marks: `${prefix}marks`,
    },
    partition,
    messagesIn({ from, to }) {
      const names: string[] = [];
      const last = Math.max(from, to - 1);
      for (let start = monthOf(Math.max(from, EARLIEST_MESSAGE)); start <= last; start = monthAfter(start)) {
        if (names.push(partition(start)) > MAX_NAMED) return `${messages}*`;
      }
      return names.join(',') || partition(EARLIEST_MESSAGE);
    },
    startOf(name) {
      const [, month] = /^messages-(20\d\d-\d\d)$/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : '') ?? [];
      return month === undefined ? null : Date.parse(`${month}-01T00:00:00Z`);
    },
  };
}

function monthAfter(start: number): number {
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

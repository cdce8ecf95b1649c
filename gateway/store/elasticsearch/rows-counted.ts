import { type Counts, type TrendsFound } from '../store.ts';
import { type Rows } from './slice-rows.ts';
import { type TrendsAsked } from './trends.ts';
import { usersByGroup } from '../slices/user-numbers.ts';

/** Sums of one bucket, by place: conversations by outcome, then messages. */
const PLACES = ['handedOff', 'completed', 'open', 'abandoned', 'messages'] as const;
const [UNFINISHED, OPEN, ABANDONED, MESSAGES] = [2, 2, 3, 4];

/**
 * Trends of conversations, row by row.
 *
 * @param known - the highest number of a user
 */
export function countRows(all: readonly Rows[], known: number, asked: TrendsAsked): Omit<TrendsFound, 'estimated'> {
  const { from, to, now, idle, starts } = asked;
  const most = all.reduce((sum, { length }) => sum + length, 0);
  // One more bucket, for what is asked in all and in no bucket.
  const outside = Math.max(0, starts.length - 1);
  const sums = new Float64Array((outside + 1) * PLACES.length);
  const groups = new Uint32Array(most);
  const people = new Uint32Array(most);
  let [taken, firstOpen] = [0, Infinity];
  const add = (place: number, count: number) => (sums[place] = (sums[place] ?? 0) + count);
  for (const { length, times, counts, users, labels, names } of all) {
    const channels = names.map(among(asked.channels));
    const languages = names.map(among(asked.languages));
    let bucket = bucketOf(starts, times[0] ?? 0);
    for (let row = 0; row < length; row++) {
      const started = times[2 * row] ?? 0;
      if (started < from || started >= to || !channels[labels[2 * row] ?? 0] || !languages[labels[2 * row + 1] ?? 0]) continue;
      while (bucket < outside && started >= (starts[bucket + 1] ?? Infinity)) bucket++;
      const count = counts[row] ?? 0;
      let outcome = count & 3;
      if (outcome === UNFINISHED) {
        const ended = times[2 * row + 1] ?? 0;
        outcome = ended > now - idle ? OPEN : ABANDONED;
        if (outcome === OPEN && ended < firstOpen) firstOpen = ended;
      }
      add(bucket * PLACES.length + outcome, 1);
      add(bucket * PLACES.length + MESSAGES, count >>> 2);
      groups[taken] = bucket;
      people[taken++] = users[row] ?? 0;
    }
  }
  const users = usersByGroup(groups.subarray(0, taken), people, outside + 1, known);
  const spans = Array.from({ length: outside + 1 }, (_, bucket) =>
    toCounts(sums.subarray(bucket * PLACES.length), users.each[bucket] ?? 0),
  );
  return {
    totals: { ...spans.reduce(plus), users: users.all },
    buckets: spans.slice(0, outside),
    idleAt: firstOpen === Infinity ? null : firstOpen + idle,
  };
}

function toCounts(sums: Float64Array, users: number): Counts {
  const [handedOff = 0, completed = 0, open = 0, abandoned = 0, messages = 0] = sums;
  return { conversations: handedOff + completed + open + abandoned, users, messages, handedOff, completed, open, abandoned };
}

/** Users aside, which do not add up. */
function plus(a: Counts, b: Counts): Counts {
  return {
    conversations: a.conversations + b.conversations,
    users: 0,
    messages: a.messages + b.messages,
    handedOff: a.handedOff + b.handedOff,
    completed: a.completed + b.completed,
    open: a.open + b.open,
    abandoned: a.abandoned + b.abandoned,
  };
}

/** Whether a label is one of those asked for. */
const among =
  (asked: readonly string[] | undefined) =>
  (label: string | null): boolean =>
    !asked || (label !== null && asked.includes(label));

/** The last bucket that starts at or before an instant, or the first one. */
function bucketOf(starts: readonly number[], instant: number): number {
  let [low, high] = [0, Math.max(0, starts.length - 1)];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= instant) low = middle;
    else high = middle;
  }
  return low;
}

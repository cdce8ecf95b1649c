import { createHash } from 'node:crypto';
import { type Cells, createCells } from '../slices/cells.ts';
import { type Changed, type Look, sliceOf } from '../slices/slice.ts';
import { bulk, type Operation } from './bulk.ts';
import { type Cluster, type Found } from './cluster.ts';
import { botKey } from './found-by.ts';
import { type Draft } from './draft.ts';
import { type Names } from './names.ts';

/** A change of one bot in one slice. */
interface Mark {
  bot: string;
  slice: number;
}

/** What a write touches. */
export type Touched = Cells<true>;

/** A conversation counts in the slice where it starts, or started before this write: one of those that hold its messages. */
export function touch(touched: Touched, { name, facts }: Pick<Draft, 'name' | 'facts'>): void {
  if (facts.size === 0) return;
  const bot = botKey(name);
  for (const { timestamp } of facts.values()) touched.set(bot, sliceOf(timestamp), true);
}

/** Where a bot would be: anything may have changed. */
const EVERY_BOT = '';
/** For what is changed behind the gateways' backs, and for months that are dropped. */
export const touchEverything = (touched: Touched): void => touched.set(EVERY_BOT, 0, true);

/** Changes of one look; past it everything is forgotten. */
const MOST_HITS = 5_000;
/** Cells that changed since the last time that everything was forgotten. */
const MOST_KNOWN = 500_000;
/** A mark may show after one that was written a moment later: looks go back so far, milliseconds. */
const BACK = 10_000;
/** Milliseconds after which a look is given up. */
const PATIENCE = 30_000;

/**
 * Says which bots changed when, to all gateways on one cluster: a document for each cell that was ever written, whose sequence number is new
 * with each change. Marks are written when what they tell of can be seen, and can be seen before it is acknowledged; so whoever looks at
 * them first, and at the data then, has data at least as new as the marks say.
 */
export function createMarks(cluster: Cluster, names: Names) {
  const changed = createCells<Changed>();
  let era = 0;
  /** The highest sequence number that was seen, and those of 10 to 20 and of up to 10 seconds ago. */
  let [highest, before, floor, turned] = [-1, -1, -1, performance.now()];
  let known = false;
  let last: Look | null = null;
  let running: Promise<unknown> = Promise.resolve();
  let waiting: Promise<Look> | null = null;

  function operations(touched: Touched): Operation[] {
    const marks: Operation[] = [];
    touched.each((bot, slice) => {
      const id = createHash('sha256').update(`${slice}:${bot}`).digest('base64url');
      marks.push({ action: 'index', index: names.marks, id, document: () => ({ bot, slice }) });
    });
    return marks;
  }

  function forget(): void {
    changed.clear();
    era++;
  }

  async function ask(): Promise<Look> {
    const at = performance.now();
    const size = known ? MOST_HITS : 1;
    // Nothing at all is sent back when there is none.
    const found: { hits?: Pick<Found<unknown, Mark>['hits'], 'hits'> } = await cluster.search<unknown, Mark>(
      {
        index: names.marks,
        only: ['hits.hits._source', 'hits.hits._seq_no', 'hits.hits._primary_term'],
        body: {
          size,
          track_total_hits: false,
          seq_no_primary_term: true,
          query: { range: { _seq_no: { gt: floor } } },
          sort: [{ _seq_no: 'desc' }],
        },
      },
      AbortSignal.timeout(PATIENCE),
    );
    const marks = (found.hits?.hits ?? []).reverse();
    if (marks.length === size || changed.size > MOST_KNOWN) forget();
    for (const { _source: mark, _seq_no: number = 0, _primary_term: term = 0 } of marks) {
      highest = Math.max(highest, number);
      const stamp = `${number}.${term}`;
      if (changed.get(mark.bot, mark.slice)?.stamp === stamp) continue;
      if (mark.bot === EVERY_BOT && known) forget();
      changed.set(mark.bot, mark.slice, { stamp, heard: at });
    }
    if (!known) floor = before = highest - MOST_HITS / 2;
    known = true;
    if (at > turned + BACK) [floor, before, turned] = [before, highest, at];
    last = {
      at,
      era,
      of: (bot) => {
        const slices = changed.of(bot);
        return (slice) => slices.get(slice);
      },
    };
    return last;
  }

  return {
    /** To be carried out beside the change: whoever hears of it knows that something is under way, also if it is never told of. */
    operations,
    /** To be called when the change can be seen, and before it is acknowledged. */
    async tell(touched: Touched): Promise<void> {
      if (touched.size === 0) return;
      await bulk(cluster, operations(touched));
      await cluster.send({ method: 'POST', path: `/${names.marks}/_refresh` });
    },
    /** The last look, and the sequence number that looks of another process have to go on from; `null` before the first one. */
    standing: (): { look: Look; from: number } | null => last && { look: last, from: floor },
    /** Goes on from where another process stood. To be called before the first look. */
    resume(from: number): void {
      highest = before = floor = from;
      known = true;
    },
    /** A look that begins after this call; those who come meanwhile share the next one. */
    look(): Promise<Look> {
      waiting ??= running.then(() => {
        waiting = null;
        const next = ask();
        running = next.catch(() => undefined);
        return next;
      });
      return waiting;
    },
  };
}

export type Marks = ReturnType<typeof createMarks>;

import { type TrendsAsked, type TrendsFound } from '../store.ts';
import { type Access, type Fill } from './fill.ts';
import { labelled, NO_ROWS, type Rows } from './rows.ts';
import { type Look, SLICE } from './slice.ts';
import { type Slices } from './slices.ts';
import { createTimeline, MOST_A_ROW, type Timeline } from './timeline.ts';
import { countTrends } from './trends-counted.ts';

/** How engaged conversations are read from a store. */
export interface RowReader {
  now: Access<Rows>;
  behind: Access<Rows>;
}

/** Of what slices may take, what timelines may. */
const SHARE = 1 / 2;

/** Counts conversations of whole slices, which are read once, and gathered in timelines of those who ask. */
export function createTrendsCounter(slices: Slices, fill: Fill) {
  const mostBytes = slices.maxBytes * SHARE;
  const most = Math.floor(mostBytes / MOST_A_ROW);
  /** By bots and labels; what was not used for longest comes first. */
  const timelines = new Map<string, Timeline>();

  function timelineOf(bots: readonly string[], { channels, languages }: TrendsAsked): Timeline {
    const key = JSON.stringify([bots, channels, languages]);
    const pick = channels || languages ? (rows: Rows) => labelled(rows, { channels, languages }) : (rows: Rows) => rows;
    const timeline = timelines.get(key) ?? createTimeline(pick);
    timelines.delete(key);
    timelines.set(key, timeline);
    return timeline;
  }

  function makeRoom(): void {
    let bytes = [...timelines.values()].reduce((sum, timeline) => sum + timeline.bytes, 0);
    for (const [key, timeline] of timelines) {
      if (bytes <= mostBytes) break;
      timelines.delete(key);
      bytes -= timeline.bytes;
    }
    slices.holdBeside(bytes);
  }

  /** @returns `null` when the question has to be asked another way */
  return async function count(
    reader: RowReader,
    look: Look,
    bots: readonly string[],
    asked: TrendsAsked,
    signal: AbortSignal,
  ): Promise<TrendsFound | null> {
    const [first, end] = [Math.floor(asked.from / SLICE), Math.ceil(asked.to / SLICE)];
    const { found, missing } = slices.find('rows', look, bots, first, end);
    const more = await fill<Rows>({ name: 'rows', none: NO_ROWS, most, ...reader }, missing, signal);
    if (!more) return null;
    const all = [...(found as Rows[]), ...more];
    if (all.reduce((sum, { length }) => sum + length, 0) > most) return null;
    const cells = Array.from({ length: end - first }, () => new Set<Rows>());
    for (const rows of all) if (rows.length > 0) cells[rows.slice - first]?.add(rows);
    const blocks = await timelineOf(bots, asked).follow(first, cells, signal);
    makeRoom();
    return countTrends(blocks, asked);
  };
}

import { type Totals, Trends, TrendsQuery } from '../contract/trends.ts';
import { formatInstant } from '../contract/instant.ts';
import { type Counts } from '../store/store.ts';
import { bucketBounds, defaultInterval } from '../time/buckets.ts';
import { previousRange } from '../time/range.ts';
import { formatZoned } from '../time/zoned.ts';
import { defineReport, filterOf, ratio } from './report.ts';
import { trendsFile } from './trends-file.ts';

export const trends = defineReport<TrendsQuery, Trends>({
  name: 'trends',
  summary: 'Conversations, users, messages and automation, in all and by hour, day, week or month.',
  permission: 'reports',
  query: TrendsQuery,
  data: Trends,
  file: trendsFile,
  async compute(question) {
    const { store, scope, query, range, now, idle, signal } = question;
    const interval = query.interval ?? defaultInterval(range, query.tz);
    const bounds = bucketBounds(range, interval, query.tz);
    const asked = { ...filterOf(question), now, idle };
    const before = query.compare && previousRange(range, query.tz, now);
    const [found, earlier] = await Promise.all([
      store.trends(scope, { ...asked, starts: bounds }, signal),
      before && store.trends(scope, { ...asked, ...before, starts: [] }, signal),
    ]);
    const named = bounds.map((bound) => formatZoned(bound, query.tz));
    const buckets = found.buckets.map((counts, index) => {
      const [start = 0, end = 0] = [bounds[index], bounds[index + 1]];
      return {
        start: named[index] ?? '',
        end: named[index + 1] ?? '',
        partial: start < range.from || end > range.to || end > now,
        ...withAutomation(counts),
      };
    });
    return {
      data: {
        interval,
        totals: withAutomation(found.totals),
        ...(before &&
          earlier && { previous: { ...withAutomation(earlier.totals), from: formatInstant(before.from), to: formatInstant(before.to) } }),
        buckets,
      },
      estimates: [
        ...(found.estimated?.totals ? ['/totals/users'] : []),
        ...(earlier?.estimated?.totals ? ['/previous/users'] : []),
        ...(found.estimated?.buckets ?? []).map((index) => `/buckets/${index}/users`),
      ],
      until: Math.min(found.idleAt ?? Infinity, earlier?.idleAt ?? Infinity),
    };
  },
});

/** No conversations: `null`, never 0 or 1 (section 2). */
function withAutomation({ conversations, users, messages, handedOff, ...others }: Counts): Totals {
  return { conversations, users, messages, automation: ratio(conversations - handedOff, conversations), handedOff, ...others };
}

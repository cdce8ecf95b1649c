import { type Scope } from '../../access/scope.ts';
import { EARLIEST_MESSAGE, LATEST_MESSAGE_AHEAD } from '../../contract/ingest.ts';
import { DAY, QUARTER } from '../../time/quarter.ts';
import { type Counts, type TrendsAsked, type TrendsFound } from '../store.ts';
import { type Read, type Row } from './database.ts';
import { type Names } from './draft.ts';
import { conditions, createValues, idleAt, int, outcomeConditions } from './where.ts';

/**
 * Groups by quarter hours, which every bucket of every zone is made of: far cheaper than local times.
 * The total is a group of its own, since distinct users do not add up.
 */
export async function trends(read: Read, { bots }: Names, scope: Scope, asked: TrendsAsked): Promise<TrendsFound> {
  const values = createValues();
  const where = ['engaged', ...conditions(scope, asked, bots, 'c.started', values)].join(' AND ');
  const is = outcomeConditions(asked);
  const counts = `
    count(*)::DOUBLE AS conversations,
    count(DISTINCT person)::DOUBLE AS users,
    coalesce(sum(messages), 0)::DOUBLE AS messages,
    ${Object.entries(is)
      .map(([outcome, condition]) => `(count(*) FILTER (${condition}))::DOUBLE AS "${outcome}"`)
      .join(',\n    ')}`;

  const [total] = await read(`SELECT ${counts}, ${idleAt(asked)} AS idle FROM conversations c WHERE ${where}`, values.list);
  const rows = asked.starts.length < 2 ? [] : await read(bucketsSql(asked, counts, where), values.list);
  const byBucket = new Map(rows.map((row) => [Number(row.bucket), toCounts(row)]));
  return {
    totals: toCounts(total),
    buckets: asked.starts.slice(1).map((_, index) => byBucket.get(index) ?? toCounts()),
    idleAt: typeof total?.idle === 'number' ? total.idle : null,
  };
}

function bucketsSql({ starts, now }: TrendsAsked, counts: string, where: string): string {
  // No message is outside these times, and a range of centuries must not cost its quarter hours.
  const latest = now + LATEST_MESSAGE_AHEAD + DAY;
  const quarters = starts.map((start) => int(Math.floor(Math.min(Math.max(start, EARLIEST_MESSAGE), latest) / QUARTER))).join(', ');
  return `
    WITH spans AS (SELECT unnest([${quarters}]) AS first, unnest([${quarters}][2:]) AS next, unnest(range(${starts.length})) AS bucket),
    quarters AS (SELECT unnest(range(first, next)) AS quarter, bucket FROM spans WHERE next IS NOT NULL)
    SELECT bucket::INTEGER AS bucket, ${counts}
    FROM conversations c JOIN quarters ON quarter = started // ${QUARTER}
    WHERE ${where}
    GROUP BY bucket`;
}

function toCounts(row: Row = {}): Counts {
  const number = (name: string) => Number(row[name] ?? 0);
  return {
    conversations: number('conversations'),
    users: number('users'),
    messages: number('messages'),
    handedOff: number('handedOff'),
    completed: number('completed'),
    open: number('open'),
    abandoned: number('abandoned'),
  };
}

import { type Question, type Report } from './questions.ts';

const DAY = 86_400_000;

const keyword = { type: 'keyword' };

/** Plain messages as a dashboard's index maps them: names to be counted, the text to be searched. */
export const USUAL_INDEX = {
  settings: { number_of_shards: 1, number_of_replicas: 0, refresh_interval: '1s' },
  mappings: {
    dynamic: 'strict',
    properties: {
      ...Object.fromEntries(
        ['id', 'business', 'bot', 'conversation', 'user', 'channel', 'language', 'sender', 'story', 'node', 'keywords'].map((name) => [
          name,
          keyword,
        ]),
      ),
      timestamp: { type: 'date' },
      text: { type: 'text' },
      seq: { type: 'integer' },
      ...Object.fromEntries(['success', 'understood', 'completed'].map((name) => [name, { type: 'boolean' }])),
    },
  },
};

const within = (from: number, to: number) => ({ range: { timestamp: { gte: from, lt: to, format: 'epoch_millis' } } });
const distinct = (field: string) => ({ cardinality: { field } });

/** Names of conversations and users are counted as they are, though two bots may use the same: a plain message has no field for both. */
const counts = {
  conversations: distinct('conversation'),
  users: distinct('user'),
  handedOff: { filter: { term: { sender: 'human' } }, aggs: { conversations: distinct('conversation') } },
  completed: { filter: { term: { completed: true } }, aggs: { conversations: distinct('conversation') } },
};

/**
 * How dashboards ask an index of messages: aggregations within aggregations, without scripts. What they cannot ask is left out, to their
 * advantage: steps and links of a journey, the outcome of a conversation as a whole, and the moment at which it started.
 */
const SEARCH: Record<Report, (from: number, to: number) => object> = {
  trends: (from, to) => ({
    size: 0,
    query: within(from, to),
    aggs: {
      ...counts,
      buckets: { date_histogram: { field: 'timestamp', calendar_interval: to - from > 2 * DAY ? 'day' : 'hour' }, aggs: counts },
    },
  }),
  stories: (from, to) => ({
    size: 0,
    query: { bool: { filter: [within(from, to), { exists: { field: 'story' } }] } },
    aggs: {
      stories: {
        terms: { field: 'story', size: 1000 },
        aggs: {
          nodes: {
            terms: { field: 'node', size: 1000 },
            aggs: { successes: { filter: { term: { success: true } } }, failures: { filter: { term: { success: false } } } },
          },
        },
      },
    },
  }),
  words: (from, to) => ({
    size: 0,
    query: { bool: { filter: [within(2 * from - to, to), { term: { sender: 'user' } }] } },
    aggs: Object.fromEntries(
      Object.entries({ current: [from, to] as const, previous: [2 * from - to, from] as const }).map(([name, [start, end]]) => [
        name,
        {
          filter: within(start, end),
          aggs: { missed: { filter: { term: { understood: false } }, aggs: { words: { terms: { field: 'keywords', size: 100 } } } } },
        },
      ]),
    ),
  }),
  journey: (from, to) => ({
    size: 0,
    query: { bool: { filter: [within(from, to), { exists: { field: 'story' } }] } },
    aggs: {
      conversations: distinct('conversation'),
      stories: {
        terms: { field: 'story', size: 1000 },
        aggs: { nodes: { terms: { field: 'node', size: 1000 }, aggs: { conversations: distinct('conversation') } } },
      },
    },
  }),
  messages: (from, to) => ({ size: 50, query: within(from, to), sort: [{ timestamp: 'desc' }, { seq: 'desc' }, { id: 'desc' }] }),
};

export const usualSearch = ({ report, from, to }: Question): object => SEARCH[report](from, to);

/** How many messages there are, and nothing else. */
export const countSearch = ({ from, to }: Question): object => ({ size: 0, track_total_hits: true, query: within(from, to) });

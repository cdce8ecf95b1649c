import { type Scope } from '../../access/scope.ts';
import { SWEEP, type Swept } from '../retention.ts';
import { type Filter, type MessagesAsked, type Store, type TrendsAsked, type TrendsFound } from '../store.ts';
import { type Cluster, type ClusterOptions, connect, type Found, type Search } from './cluster.ts';
import { type Document } from './documents.ts';
import { createEraser } from './erase.ts';
import { allMessages, conversationsFound, conversationsSearch } from './export.ts';
import { combine, type IdleCounted, journeyIdleSearch, journeySearch, type WalkCounted, walksFound } from './journey.ts';
import { idleAt } from './filters.ts';
import { createKeys } from './keys.ts';
import { rememberBots } from './bots.ts';
import { labelsFound, labelsSearch } from './labels.ts';
import { beginningOf, messagesFound, messagesSearch } from './messages.ts';
import { createMarks } from './marks.ts';
import { createNames } from './names.ts';
import { createNewest } from './newest.ts';
import { createPartitions } from './partitions.ts';
import { prepareIndices } from './prepare.ts';
import { createRefresher } from './refresher.ts';
import { createSliced } from './sliced.ts';
import { type StoriesCounted, storiesFound, storiesSearch } from './stories.ts';
import { inParts, type Part, type Terms, WHOLE } from './terms.ts';
import { spansOf, type TrendsCounted, trendsFound, trendsQuery, trendsSearch } from './trends.ts';
import { countUsers } from './users.ts';
import { earlierSearch, type WordsCounted, wordsFound, wordsSearch } from './words.ts';
import { createWriteQueue } from './write-queue.ts';
import { createWriter } from './write.ts';

interface Options extends ClusterOptions {
  /** What all names of indices begin with. */
  prefix: string;
  /** Days that messages are kept for at least; absent: for ever. */
  retentionDays?: number | undefined;
  /** Told what was removed because its time was over. */
  onSwept?: ((swept: Swept) => void) | undefined;
  /** Bytes of memory for what is known of slices of time; 0: every question is asked as a whole. */
  slicesBytes?: number | undefined;
  /** Where that is kept while the gateway does not run; absent: nowhere. */
  slicesFile?: string | undefined;
  clock?: () => number;
}

const SLICES_BYTES = 256 * 2 ** 20;

/** The store past one machine: Elasticsearch or OpenSearch, shared by any number of gateways. */
export async function createElasticsearchStore({
  prefix,
  retentionDays,
  onSwept,
  slicesBytes = SLICES_BYTES,
  slicesFile,
  clock = Date.now,
  ...options
}: Options): Promise<Store> {
  const names = createNames(prefix);
  const cluster = await connect(options);
  const secret = await prepareIndices(cluster, names).catch(async (error: unknown) => {
    await cluster.close();
    throw error;
  });
  const keys = createKeys(secret);
  const marks = createMarks(cluster, names);
  const partitions = createPartitions({ cluster, names, marks, retentionDays, clock });
  const refreshed = createRefresher(cluster, [names.conversations, names.messages]);
  const queue = createWriteQueue(createWriter({ cluster, names, keys, partitions, marks, refreshed }));
  const eraseUser = createEraser({ cluster, names, keys, marks, refreshed });
  const sliced = slicesBytes > 0 ? await createSliced({ cluster, names, marks, maxBytes: slicesBytes, file: slicesFile }) : null;
  const sweep = async (): Promise<void> => {
    const swept = await partitions.sweep().catch(() => undefined);
    if (swept && swept.messages + swept.conversations > 0) onSwept?.(swept);
  };
  await sweep();
  const sweeping = setInterval(() => void sweep(), SWEEP);
  sweeping.unref();
  const newest = createNewest(cluster, names);
  const bots = rememberBots((limit) => labels(null, 'botKey', limit));

  const kept = <Asked extends Filter>(asked: Asked): Asked => partitions.kept(asked);
  const asking =
    (signal: AbortSignal) =>
    <Aggregations>(search: Search): Promise<Found<Aggregations>> =>
      cluster.search<Aggregations>(search, signal);

  function labels(scope: Scope | null, field: 'channel' | 'language' | 'botKey', signal: AbortSignal): Promise<string[]> {
    return inParts(async (part) => labelsFound(await cluster.search<{ labels: Terms }>(labelsSearch(names, field, scope, part), signal)));
  }

  async function trends(scope: Scope, asked: TrendsAsked, signal: AbortSignal): Promise<TrendsFound> {
    const found = trendsFound(await cluster.search<{ all: TrendsCounted }>(trendsSearch(names, scope, asked), signal), asked);
    const spans = spansOf(asked.starts).map((span, index) => ({ ...span, conversations: found.buckets[index]?.conversations ?? 0 }));
    const whole = { from: asked.from, to: asked.to, conversations: found.totals.conversations };
    const query = trendsQuery(scope, asked);
    const [[total], users] = await Promise.all([
      countUsers(asking(signal), names.conversations, query, [whole]),
      countUsers(asking(signal), names.conversations, query, spans),
    ]);
    return {
      ...found,
      totals: { ...found.totals, users: total?.count ?? 0 },
      buckets: found.buckets.map((bucket, index) => ({ ...bucket, users: users[index]?.count ?? 0 })),
      estimated: { totals: total?.estimated === true, buckets: users.flatMap(({ estimated }, index) => (estimated ? [index] : [])) },
    };
  }

  return {
    secret,
    async write(messages) {
      const written = await queue.write(messages);
      bots.add(messages.filter((_, index) => written[index] === 'accepted'));
      return written;
    },
    erase: (business, user) => queue.alone(() => eraseUser(business, user)),
    bots: bots.list,
    newestMessage: newest,
    async labels(scope, signal) {
      const [channels, languages] = await Promise.all([labels(scope, 'channel', signal), labels(scope, 'language', signal)]);
      return { channels, languages };
    },
    trends: async (scope, question, signal) => {
      const asked = kept(question);
      return (await sliced?.trends(scope, asked, signal)) ?? trends(scope, asked, signal);
    },
    async stories(scope, question, signal) {
      const asked = kept(question);
      const whole = async (part: Part) =>
        storiesFound(await cluster.search<StoriesCounted>(storiesSearch(names, scope, asked, part), signal));
      return (await sliced?.stories(scope, asked, signal)) ?? inParts(whole);
    },
    async words(scope, question, signal) {
      const asked = { ...kept(question), previous: partitions.kept(question.previous) };
      const summed = await sliced?.words(scope, asked, signal);
      if (summed) return summed;
      const now = await cluster.search<WordsCounted>(wordsSearch(names, scope, asked), signal);
      const words = now.aggregations?.words.buckets.map(({ key }) => key) ?? [];
      const earlier = words.length > 0 ? await cluster.search<{ words: Terms }>(earlierSearch(names, scope, asked, words), signal) : null;
      return wordsFound(now, earlier);
    },
    async journey(scope, question, signal) {
      const asked = kept(question);
      const summed = await sliced?.journey(scope, asked, signal);
      if (summed) return summed;
      const walks = (search: Cluster['search']) => async (part: Part) =>
        walksFound(await search<WalkCounted>(journeySearch(names, scope, asked, part), signal));
      const [found, idle] = await Promise.all([
        walks(cluster.search)(WHOLE),
        asked.outcomes ? cluster.search<IdleCounted>(journeyIdleSearch(names, scope, asked), signal) : null,
      ]);
      // Its parts must agree, so they are asked of one moment.
      const all = found ?? (await cluster.atOnce(names.conversations, (search) => inParts(walks(search), 8)));
      return { steps: combine(all), idleAt: idleAt(idle?.aggregations?.idle, asked) };
    },
    async messages(scope, question, signal) {
      const asked = kept(question);
      const find = async (part: MessagesAsked) =>
        messagesFound(await cluster.search<unknown, Document>(messagesSearch(names, scope, part), signal));
      const beginning = beginningOf(asked);
      const first = beginning ? await find(beginning) : [];
      return first.length === asked.limit ? first : find(asked);
    },
    allMessages: (scope, asked, signal, counted) => allMessages(cluster, names, newest, scope, kept(asked), signal, counted),
    conversations: async (scope, asked, signal) =>
      conversationsFound(keys, asked, await cluster.search(conversationsSearch(names, keys, scope, asked), signal)),
    ready: () => cluster.ready(),
    close: () =>
      queue.alone(async () => {
        clearInterval(sweeping);
        await sliced?.close();
        await cluster.close();
      }),
  };
}

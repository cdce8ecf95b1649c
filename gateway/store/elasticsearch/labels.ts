import { type Scope } from '../../access/scope.ts';
import { type BotRef } from '../../contract/names.ts';
import { type Found, type Search } from './cluster.ts';
import { botKey } from './found-by.ts';
import { all, oneOf } from './filters.ts';
import { type Names } from './names.ts';
import { unpack } from './pack.ts';
import { complete, everyTerm, NO_TERMS, type Part, type Terms } from './terms.ts';

/** A field whose values are few. */
type Label = 'channel' | 'language' | 'botKey';

/** All values of a field among the messages in scope; without a scope: of all. Bots are known by their conversations, of which there are ten times fewer. */
export function labelsSearch(names: Names, field: Label, scope: Scope | null, part: Part): Search {
  return {
    index: field === 'botKey' ? names.conversations : names.messages,
    body: {
      size: 0,
      track_total_hits: false,
      ...(scope && { query: all([oneOf('botKey', scope.bots.map(botKey))]) }),
      aggs: { labels: everyTerm(field, part) },
    },
  };
}

/** `null`: more than one answer holds. */
export function labelsFound({ aggregations }: Found<{ labels: Terms }>): string[] | null {
  const { labels } = aggregations ?? { labels: NO_TERMS };
  return complete(labels) ? labels.buckets.map(({ key }) => key) : null;
}

export function toBot(key: string): BotRef {
  const [business = '', bot = ''] = unpack(key);
  return { business, bot };
}

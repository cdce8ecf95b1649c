import { type Names } from './names.ts';

/** Grows when documents change in a way that older gateways would misread. */
export const SCHEMA = 2;

const keyword = { type: 'keyword' };
const long = { type: 'long' };
/** Kept in the document alone: neither searched nor counted. */
const kept = { type: 'object', enabled: false };
const keptNumber = { type: 'long', index: false, doc_values: false };
const keptFlag = { type: 'boolean', index: false, doc_values: false };
const keptName = { type: 'keyword', index: false, doc_values: false };
/** Searched and never counted. */
const searched = { type: 'keyword', doc_values: false };
/** Counted or ordered by, and never searched. */
const counted = { type: 'keyword', index: false };

/**
 * A message as it came in, and beside it what is counted: each condition of a report is a field of its own, so that counting
 * needs no filters. What is derived stays out of what is given back.
 */
const message = {
  _source: { excludes: ['botKey', 'foundBy', 'invoked', 'succeeded', 'failed', 'missed'] },
  properties: {
    id: counted,
    revision: keptNumber,
    timestamp: long,
    seq: { type: 'long', index: false },
    business: counted,
    bot: counted,
    conversation: counted,
    conversationAlias: keptName,
    user: keptName,
    userAlias: keptName,
    sender: searched,
    text: { type: 'text', index: false, norms: false },
    story: keptName,
    node: keptName,
    success: keptFlag,
    understood: { type: 'boolean', doc_values: false },
    keywords: keptName,
    completed: keptFlag,
    channel: keyword,
    language: keyword,
    botKey: keyword,
    foundBy: searched,
    invoked: keyword,
    succeeded: counted,
    failed: counted,
    missed: keyword,
  },
};

/** A conversation: `state` is what its messages are merged from, the rest is derived of it for the reports. */
const conversation = {
  _source: { includes: ['state'] },
  properties: {
    state: kept,
    /** Users with messages in it, by the hashes of their names and of their pseudonyms. */
    people: searched,
    /** Erasures whose messages are still being removed. */
    purging: searched,
    botKey: keyword,
    person: { type: 'long', index: false },
    started: long,
    ended: long,
    messages: { type: 'integer', index: false },
    engaged: { type: 'boolean', doc_values: false },
    outcome: keyword,
    channel: keyword,
    language: keyword,
    nodes: counted,
    foundBy: searched,
    links: counted,
    steps: counted,
  },
};

/** What the store keeps about itself. */
const meta = { properties: { secret: keptName } };

/** A change of a bot in a slice of time: its sequence number says when. */
const mark = { properties: { bot: keptName, slice: keptNumber } };

/** Refreshed when something is acknowledged; the interval is for what a gateway could not acknowledge any more. */
const settings = { number_of_shards: 1, auto_expand_replicas: '0-1', refresh_interval: '1s' };
/** Deleted documents are remembered so long: a writer that was held up may not bring an erased message back. */
const gc_deletes = '1h';

function template(pattern: string, index: object, mappings: object) {
  return {
    index_patterns: [pattern],
    priority: 500,
    version: SCHEMA,
    template: { settings: { index }, mappings: { dynamic: 'strict', _meta: { schema: SCHEMA }, ...mappings } },
    _meta: { description: 'bot-widgets', schema: SCHEMA },
  };
}

/** Index templates by name. */
export function templates(names: Names): Record<string, object> {
  return {
    [names.templates.meta]: template(names.meta, settings, meta),
    [names.templates.marks]: template(names.marks, settings, mark),
    [names.templates.conversations]: template(names.conversations, { ...settings, number_of_shards: 2 }, conversation),
    [names.templates.messages]: template(names.messages, { ...settings, gc_deletes }, message),
  };
}

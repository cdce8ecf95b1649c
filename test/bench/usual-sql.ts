import { type Report } from './questions.ts';

const DAY = 86_400_000;

const time = (epochMs: number): string => `make_timestamp(${epochMs * 1000})`;
export const within = (from: number, to: number): string => `timestamp >= ${time(from)} and timestamp < ${time(to)}`;

/** Engaged conversations that started in the span. */
const conversations = (from: number, to: number): string => `
  select business, bot, conversation, min(timestamp) as started, arg_min(user, (timestamp, seq, id)) as user, count(*) as messages,
    bool_or(sender = 'human') as human, coalesce(bool_or(completed), false) as completed
  from messages group by business, bot, conversation
  having bool_or(sender = 'user') and started >= ${time(from)} and started < ${time(to)}`;

/** How somebody would ask a table of messages, without anything computed before. */
export const USUAL_SQL: Record<Report, (from: number, to: number) => string> = {
  trends: (from, to) => `
    with conversations as (${conversations(from, to)})
    select date_trunc('${to - from > 2 * DAY ? 'day' : 'hour'}', started) as bucket, count(*) as conversations,
      count(distinct (business, user)) as users, sum(messages) as messages, count(*) filter (human) as handed_off,
      count(*) filter (completed and not human) as completed
    from conversations group by grouping sets ((bucket), ()) order by bucket`,
  stories: (from, to) => `
    select coalesce(story, node) as story, coalesce(node, story) as node, count(*) as invocations,
      count(*) filter (success) as successes, count(*) filter (not success) as failures
    from messages where ${within(from, to)} and sender = 'bot' and (story is not null or node is not null)
    group by all order by invocations desc`,
  // Words are split the simple way and stop words are left in: the table has no keywords.
  words: (from, to) => `
    with words as (
      select distinct business, bot, conversation, id, timestamp >= ${time(from)} as current,
        unnest(string_split_regex(lower(text), '[^\\p{L}\\p{N}]+')) as word
      from messages where sender = 'user' and understood = false and ${within(2 * from - to, to)})
    select word, count(*) filter (current) as messages, count(*) filter (not current) as previous
    from words where length(word) > 1 group by word having count(*) filter (current) > 0 order by 2 desc, 1 limit 100`,
  journey: (from, to) => `
    with conversations as (${conversations(from, to)}),
    steps as (
      select business, bot, conversation, story || '/' || node as node,
        lead(story || '/' || node, 1, 'end') over path as next, lag(story || '/' || node) over path as before,
        row_number() over path as step
      from messages semi join conversations using (business, bot, conversation)
      where sender = 'bot' and story is not null
      window path as (partition by business, bot, conversation order by timestamp, seq, id)),
    links as (
      select node as source, next as target, count(*) as times, count(distinct (business, bot, conversation)) as conversations
      from steps group by all
      union all select 'start', node, count(*), count(*) from steps where before is null group by node),
    nodes as (
      select node, count(*) as times, count(distinct (business, bot, conversation)) as conversations, quantile_disc(step, 0.5) as median
      from steps group by node order by times desc limit 40)
    select * from links left join nodes on nodes.node = links.source order by links.times desc`,
  messages: (from, to) => `
    select * from messages where ${within(from, to)} order by timestamp desc, seq desc, id desc limit 50`,
};

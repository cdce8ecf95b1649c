/**
 * The file's schema, as steps: step n brings a file of version n to version n + 1. A step that has been released is never changed.
 *
 * Times are epoch milliseconds. `messages` are also the facts that conversations are derived from. No indexes: they would cost ingest more
 * than the scans of one column that stand in for them, which the time order of rows keeps short. Names that repeat are numbers of `bots` and `nodes`.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (name VARCHAR, value VARCHAR);

  CREATE TABLE bots (number INTEGER, business VARCHAR, bot VARCHAR);

  CREATE TABLE nodes (number INTEGER, story VARCHAR, node VARCHAR);

  CREATE TABLE messages (
    conversation INTEGER, -- conversations.number
    bot INTEGER,          -- bots.number
    id VARCHAR,
    revision INTEGER,
    timestamp BIGINT,
    seq INTEGER,
    sender UTINYINT,      -- position in the contract's SENDERS
    user VARCHAR,
    user_alias VARCHAR,
    node INTEGER,         -- nodes.number
    success BOOLEAN,
    understood BOOLEAN,
    completed BOOLEAN,
    channel VARCHAR,
    language VARCHAR,
    keywords VARCHAR[],
    text VARCHAR,
    words VARCHAR         -- the distinct words of the masked text, a space before and after each
  );

  CREATE TABLE conversations (
    number INTEGER,
    digest HUGEINT,       -- of (business, bot, conversation)
    bot INTEGER,
    conversation VARCHAR,
    alias VARCHAR,
    person HUGEINT,       -- digest of (business, user)
    started BIGINT,
    ended BIGINT,
    messages INTEGER,
    engaged BOOLEAN,
    handed_off BOOLEAN,
    completed BOOLEAN,
    channel VARCHAR,
    language VARCHAR,
    steps BIGINT[]        -- the links of the path, see step-code.ts
  );

  CREATE TABLE erased (digest HUGEINT); -- of (secret, business, bot, conversation, id)
  `,
];

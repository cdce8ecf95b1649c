import {
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  type Shard as AwsShard,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type Shard } from './shards.ts';

export interface StreamRecord {
  sequence: string;
  /** When Kinesis took it, epoch milliseconds. */
  arrived: number;
  data: Uint8Array;
}

export interface Records {
  records: StreamRecord[];
  /** Where to go on; `null`: the shard is closed and this was all. */
  next: string | null;
  /** How far this is behind the newest record of the shard, milliseconds. */
  behind: number;
}

/** Where reading a shard begins: at its oldest record, after one that is known, or at a time (epoch milliseconds). */
export type Start = 'oldest' | { after: string } | { at: number };

/** A stream of Kinesis, as far as reading it goes; methods throw the SDK's errors, see `faults.ts`. */
export interface Stream {
  /** A name that no other stream has, not even a later one of the same name; and how long records are kept, milliseconds. */
  describe(): Promise<{ identity: string; retention: number }>;
  shards(): Promise<Shard[]>;
  iterator(shard: string, start: Start): Promise<string>;
  records(iterator: string): Promise<Records>;
  close(): void;
}

/** Milliseconds that a call may take. */
const CALL = 30_000;
/** The most that Kinesis gives. */
const LIMIT = 10_000;

/**
 * Region, credentials and endpoint come from where AWS' own tools have them: the environment, profiles, roles.
 * HTTP/1.1, since the SDK's HTTP/2 is of use only for enhanced fan-out and understood by no local Kinesis.
 *
 * @param name - name or ARN
 */
export function createStream(name: string, closing: AbortSignal): Stream {
  // Retries are the caller's, who knows what waiting means for readiness and can be stopped.
  const client = new KinesisClient({ requestHandler: new NodeHttpHandler({ connectionTimeout: 5000 }), maxAttempts: 1 });
  const stream = name.startsWith('arn:') ? { StreamARN: name } : { StreamName: name };

  async function call<Answer>(send: (abortSignal: AbortSignal) => Promise<Answer>): Promise<Answer> {
    const giveUp = new AbortController();
    const stop = () => giveUp.abort();
    const timer = setTimeout(stop, CALL);
    closing.addEventListener('abort', stop);
    if (closing.aborted) stop();
    try {
      return await send(giveUp.signal);
    } finally {
      clearTimeout(timer);
      closing.removeEventListener('abort', stop);
    }
  }

  return {
    async describe() {
      const { StreamDescriptionSummary: summary } = await call((abortSignal) =>
        client.send(new DescribeStreamSummaryCommand(stream), { abortSignal }),
      );
      return {
        identity: `${summary?.StreamARN ?? name}@${summary?.StreamCreationTimestamp?.getTime() ?? 0}`,
        retention: (summary?.RetentionPeriodHours ?? 24) * 3_600_000,
      };
    },
    async shards() {
      const found: AwsShard[] = [];
      let token: string | undefined;
      do {
        const page = await call((abortSignal) =>
          client.send(new ListShardsCommand(token === undefined ? stream : { NextToken: token }), { abortSignal }),
        );
        found.push(...(page.Shards ?? []));
        token = page.NextToken;
      } while (token !== undefined);
      return found.map(({ ShardId = '', ParentShardId, AdjacentParentShardId }) => ({
        id: ShardId,
        parents: [ParentShardId, AdjacentParentShardId].filter((id) => id !== undefined),
      }));
    },
    async iterator(shard, start) {
      const place =
        start === 'oldest'
          ? ({ ShardIteratorType: 'TRIM_HORIZON' } as const)
          : 'after' in start
            ? ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: start.after } as const)
            : ({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(start.at) } as const);
      const { ShardIterator } = await call((abortSignal) =>
        client.send(new GetShardIteratorCommand({ ...stream, ShardId: shard, ...place }), { abortSignal }),
      );
      if (ShardIterator === undefined) throw new Error('Kinesis gave no iterator.');
      return ShardIterator;
    },
    async records(iterator) {
      const arn = 'StreamARN' in stream ? stream : {};
      const { Records, NextShardIterator, MillisBehindLatest } = await call((abortSignal) =>
        client.send(new GetRecordsCommand({ ...arn, ShardIterator: iterator, Limit: LIMIT }), { abortSignal }),
      );
      const records = (Records ?? []).map(({ SequenceNumber = '', ApproximateArrivalTimestamp, Data }) => ({
        sequence: SequenceNumber,
        arrived: ApproximateArrivalTimestamp?.getTime() ?? Date.now(),
        data: Data ?? new Uint8Array(),
      }));
      return { records, next: NextShardIterator ?? null, behind: MillisBehindLatest ?? 0 };
    },
    close: () => client.destroy(),
  };
}

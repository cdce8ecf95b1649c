import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateStreamCommand,
  DeleteStreamCommand,
  DescribeStreamSummaryCommand,
  KinesisClient,
  ListShardsCommand,
  MergeShardsCommand,
  PutRecordsCommand,
  type Shard,
  SplitShardCommand,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import kinesalite from 'kinesalite';

/** Answers a call instead of Kinesis; `null`: let it through. */
export type Fault = (operation: string) => { status?: number; body: object } | null;

export interface TestKinesis {
  /** What a process needs to find it. */
  env: Record<string, string>;
  create(stream: string, shards: number): Promise<void>;
  remove(stream: string): Promise<void>;
  put(stream: string, records: readonly Uint8Array[]): Promise<void>;
  split(stream: string, shard: string): Promise<void>;
  merge(stream: string, shard: string, adjacent: string): Promise<void>;
  shards(stream: string): Promise<Shard[]>;
  /** Calls by operation. */
  calls: Map<string, number>;
  /** Lets calls fail; `null`: no more. */
  fail(fault: Fault | null): void;
  close(): Promise<void>;
}

/** As AWS answers; see the list of errors in its API reference. */
export const awsError = (type: string, message: string, status = 400): ReturnType<Fault> => ({ status, body: { __type: type, message } });

/** A Kinesis of this process' own, which can be told to fail as the real one does: kinesalite never throttles, expires or refuses. */
export async function startKinesis(): Promise<TestKinesis> {
  const inner = kinesalite({ createStreamMs: 5, updateStreamMs: 5, deleteStreamMs: 5, shardLimit: 100 });
  const calls = new Map<string, number>();
  let fault: Fault | null = null;
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    calls.set(operation, (calls.get(operation) ?? 0) + 1);
    const answer = fault?.(operation);
    if (!answer) {
      inner.emit('request', request, response);
      return;
    }
    request.resume();
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer.body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const endpoint = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const client = new KinesisClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: new NodeHttpHandler(),
  });
  const active = async (StreamName: string) => {
    for (;;) {
      const { StreamDescriptionSummary: summary } = await client.send(new DescribeStreamSummaryCommand({ StreamName }));
      if (summary?.StreamStatus === 'ACTIVE') return;
      await sleep(5);
    }
  };
  const made = new Set<string>();
  const remove = async (StreamName: string) => {
    made.delete(StreamName);
    await client.send(new DeleteStreamCommand({ StreamName }));
    while (await client.send(new DescribeStreamSummaryCommand({ StreamName })).catch(() => null)) await sleep(5);
  };
  const shards = async (StreamName: string) => (await client.send(new ListShardsCommand({ StreamName }))).Shards ?? [];
  return {
    env: {
      AWS_ENDPOINT_URL_KINESIS: endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    calls,
    fail: (with_) => (fault = with_),
    async create(StreamName, ShardCount) {
      // A test that is made a second time begins anew.
      if (made.has(StreamName)) await remove(StreamName);
      made.add(StreamName);
      await client.send(new CreateStreamCommand({ StreamName, ShardCount }));
      await active(StreamName);
    },
    remove,
    async put(StreamName, records) {
      for (let start = 0; start < records.length; start += 500) {
        const Records = records.slice(start, start + 500).map((Data, index) => ({ PartitionKey: `key ${start + index}`, Data }));
        await client.send(new PutRecordsCommand({ StreamName, Records }));
      }
    },
    async split(StreamName, shard) {
      const range = (await shards(StreamName)).find(({ ShardId }) => ShardId === shard)?.HashKeyRange;
      const NewStartingHashKey = String((BigInt(range?.StartingHashKey ?? 0) + BigInt(range?.EndingHashKey ?? 0)) / 2n);
      await client.send(new SplitShardCommand({ StreamName, ShardToSplit: shard, NewStartingHashKey }));
      await active(StreamName);
    },
    async merge(StreamName, ShardToMerge, AdjacentShardToMerge) {
      await client.send(new MergeShardsCommand({ StreamName, ShardToMerge, AdjacentShardToMerge }));
      await active(StreamName);
    },
    shards,
    async close() {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

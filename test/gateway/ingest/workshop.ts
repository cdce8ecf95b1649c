import { join } from 'node:path';
import { createFileLeases, positionsFile } from '../../../gateway/cache/file-leases.ts';
import { type Leases } from '../../../gateway/cache/leases.ts';
import { createIngest, type Ingest } from '../../../gateway/ingest/ingest.ts';
import { type Consumer, consume } from '../../../gateway/ingest/kinesis/consume.ts';
import { createSetAside } from '../../../gateway/ingest/kinesis/set-aside.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { everyAnswer } from '../../support/every-answer.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { startKinesis, type TestKinesis } from '../../support/kinesis.ts';
import { sample, shuffled } from '../../support/sample.ts';
import { recordsOf } from './records.ts';

export const { now, messages } = sample(20260402, 150);
/** The sample in records of every kind, shuffled. */
export const RECORDS = shuffled(recordsOf(shuffled(messages, 7)), 8);

interface Options {
  from?: 'oldest' | 'latest' | number;
  leases?: (identity: string) => Promise<Leases>;
  ingest?: Ingest;
}

export interface Reading {
  consumer: Consumer;
  /** Kinds of calls that failed. */
  failures: string[];
  /** What it told its operator. */
  told: () => string[];
  /** Messages by result. */
  counts: Record<string, number>;
}

export interface Workshop {
  kinesis: TestKinesis;
  /** What a clean import of the sample answers. */
  expected: unknown;
  open(): Promise<TestGateway>;
  ingestOf(gateway: TestGateway, counts?: Record<string, number>): Ingest;
  read(gateway: TestGateway, stream: string, options?: Options): Reading;
  /** Ends what reads, in order. */
  stopReading(): Promise<void>;
  close(): Promise<void>;
}

export const positionsOf = (gateway: TestGateway, stream: string): string => positionsFile(gateway.folder, stream);
export const rejectedOf = (gateway: TestGateway): string => join(gateway.folder, 'rejected.ndjson');

/** A Kinesis, and gateways on stores of their own that streams are read into. */
export async function openWorkshop(): Promise<Workshop> {
  const kinesis = await startKinesis();
  Object.assign(process.env, kinesis.env);
  const gateways: TestGateway[] = [];
  const consumers: Consumer[] = [];

  async function open(): Promise<TestGateway> {
    const gateway = await startTestGateway();
    gateway.clock.now = now;
    gateways.push(gateway);
    return gateway;
  }
  const counterOf = (counts: Record<string, number>) => (result: string, number: number) => {
    if (number > 0) counts[result] = (counts[result] ?? 0) + number;
  };
  function ingestOf({ store, versions, bus, clock }: TestGateway, counts: Record<string, number> = {}): Ingest {
    return createIngest({ store, versions, bus, clock: () => clock.now, told: Infinity, count: counterOf(counts) });
  }
  const clean = await open();
  const lines = messages.map((value, index) => ({ line: index + 1, content: { value } }));
  await ingestOf(clean)(lines, () => true);

  return {
    kinesis,
    expected: await everyAnswer(clean),
    open,
    ingestOf,
    read(gateway, stream, options = {}) {
      const { log, lines: logged } = capturedLog();
      const failures: string[] = [];
      const counts: Record<string, number> = {};
      const consumer = consume({
        stream,
        from: options.from ?? 'oldest',
        openLeases: options.leases ?? (() => createFileLeases(positionsOf(gateway, stream))),
        ingest: options.ingest ?? ingestOf(gateway, counts),
        setAside: createSetAside(rejectedOf(gateway)).keep,
        count: counterOf(counts),
        failed: (kind) => failures.push(kind),
        log,
        round: 50,
      });
      consumers.push(consumer);
      return { consumer, failures, counts, told: () => logged.map(({ msg }) => String(msg)) };
    },
    async stopReading() {
      await Promise.all(consumers.splice(0).map((consumer) => consumer.close()));
    },
    async close() {
      await Promise.all(gateways.map((gateway) => gateway.close()));
      await kinesis.close();
    },
  };
}

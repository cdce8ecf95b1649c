import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createFileLeases, rewindAll } from '../../../gateway/cache/file-leases.ts';
import { Problem } from '../../../gateway/contract/problem.ts';
import { type Ingest } from '../../../gateway/ingest/ingest.ts';
import { message } from '../../support/ask.ts';
import { everyAnswer } from '../../support/every-answer.ts';
import { seeded } from '../../support/sample.ts';
import { awsError } from '../../support/kinesis.ts';
import { aggregate } from './records.ts';
import { openWorkshop, positionsOf, RECORDS, rejectedOf, type Workshop } from './workshop.ts';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  workshop.kinesis.fail(null);
  await workshop.stopReading();
});
afterAll(() => workshop.close());

const third = Math.ceil(RECORDS.length / 3);
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('a stream', () => {
  it('brings every message once, whatever the records look like, through a split and a merge', async () => {
    const { kinesis, expected } = workshop;
    const gateway = await workshop.open();
    await kinesis.create('resharded', 2);
    await kinesis.put('resharded', RECORDS.slice(0, third));
    const { consumer, failures } = workshop.read(gateway, 'resharded');
    await kinesis.split('resharded', 'shardId-000000000000');
    await kinesis.put('resharded', RECORDS.slice(third, 2 * third));
    const open = (await kinesis.shards('resharded')).filter(({ SequenceNumberRange: range }) => !range?.EndingSequenceNumber);
    const [one = '', other = ''] = open.slice(-2).map(({ ShardId }) => ShardId);
    await kinesis.merge('resharded', one, other);
    await kinesis.put('resharded', RECORDS.slice(2 * third));
    await consumer.caughtUp;
    expect(await everyAnswer(gateway)).toEqual(expected);
    expect(failures).toEqual([]);
    expect(consumer.waiting()).toBe(0);
    await expect(readFile(rejectedOf(gateway))).rejects.toThrow('ENOENT');
  });

  it('is read on from where it was, and anew after a restore', async () => {
    const { kinesis } = workshop;
    const gateway = await workshop.open();
    await kinesis.create('resumed', 2);
    await kinesis.put(
      'resumed',
      [1, 2, 3].map((id) => json(message({ id: `${id}` }))),
    );
    await workshop.read(gateway, 'resumed').consumer.caughtUp;
    await workshop.stopReading();
    await kinesis.put(
      'resumed',
      [4, 5].map((id) => json(message({ id: `${id}` }))),
    );
    const again = workshop.read(gateway, 'resumed');
    await again.consumer.caughtUp;
    expect(again.counts).toEqual({ accepted: 2 });
    await workshop.stopReading();
    await rewindAll(gateway.folder);
    const anew = workshop.read(gateway, 'resumed');
    await anew.consumer.caughtUp;
    expect(anew.counts).toEqual({ duplicate: 5 });
  });

  it('is read from a time on, and "latest" is the time of the first start', async () => {
    const { kinesis } = workshop;
    await kinesis.create('timed', 1);
    await kinesis.put('timed', [json(message({ id: 'before' }))]);
    await sleep(20);
    const time = Date.now();
    const gateway = await workshop.open();
    const waiting = workshop.read(gateway, 'timed', { from: 'latest' });
    await vi.waitFor(() => expect(waiting.told()).toContain('Reading a shard.'), 20_000);
    await workshop.stopReading();
    await sleep(20);
    await kinesis.put('timed', [json(message({ id: 'after' }))]);
    for (const [from, place] of [['latest', gateway] as const, [time, await workshop.open()] as const]) {
      const { consumer, counts } = workshop.read(place, 'timed', { from });
      await consumer.caughtUp;
      expect(counts).toEqual({ accepted: 1 });
    }
  });
});

describe('what can never go in', () => {
  it('is set aside with its reason, keeps nothing else out, and is counted', async () => {
    const { kinesis } = workshop;
    const gateway = await workshop.open();
    await kinesis.create('poisoned', 1);
    const good = (id: string) => message({ id });
    const records = [
      json(good('1')),
      Buffer.from('not json'),
      Buffer.from(`${JSON.stringify(good('2'))}\n{"id":"cut\n${JSON.stringify(good('3'))}`),
      json([good('4'), { ...good('5'), sender: 'cat' }, { ...good('6'), tpyo: 1 }]),
      Buffer.from([0xff, 0xfe, 0x00]),
      gzipSync(json(good('7'))).subarray(0, -9),
      aggregate([json(good('8')), gzipSync(json(good('9'))).subarray(0, -9), json(good('10'))]),
      Buffer.alloc(0),
      gzipSync(Buffer.alloc(65 * 2 ** 20, 0x20)),
      json(good('11')),
    ];
    await kinesis.put('poisoned', records);
    const { consumer, counts } = workshop.read(gateway, 'poisoned');
    await consumer.caughtUp;
    expect(counts).toEqual({ accepted: 7, 'not-json': 3, invalid: 1, 'unknown-field': 1, 'invalid-message': 2, 'too-large': 1 });
    const set = (await readFile(rejectedOf(gateway), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(set.map(({ code }) => code).sort()).toEqual(
      ['invalid', 'invalid-message', 'invalid-message', 'not-json', 'not-json', 'not-json', 'too-large', 'unknown-field'].sort(),
    );
    expect(set.find(({ code }) => code === 'unknown-field')).toMatchObject({
      stream: 'poisoned',
      shard: 'shardId-000000000000',
      sequence: expect.stringMatching(/^\d+$/) as string,
      message: 3,
      field: 'tpyo',
      data: JSON.stringify({ ...good('6'), tpyo: 1, id: '6', text: 'hello' }),
    });
    expect(set.find(({ base64, code }) => base64 && code === 'not-json')).toMatchObject({ data: '//4A' });
  });

  it('comes again when it cannot be set aside', async () => {
    const { kinesis } = workshop;
    const gateway = await workshop.open();
    await kinesis.create('disk', 1);
    await kinesis.put('disk', [json(message({ id: '1' })), Buffer.from('bad')]);
    // A folder in the file's place: nothing can be written there.
    await mkdir(rejectedOf(gateway));
    const { consumer, counts, failures, told } = workshop.read(gateway, 'disk');
    await vi.waitFor(() => expect(failures.length).toBeGreaterThan(1), 20_000);
    expect(new Set(failures)).toEqual(new Set(['store']));
    await rmdir(rejectedOf(gateway));
    await consumer.caughtUp;
    expect(counts.accepted).toBe(1);
    expect((await readFile(rejectedOf(gateway), 'utf8')).trim().split('\n')).toHaveLength(1);
    expect(told().filter((line) => line.includes('cannot be stored'))).toHaveLength(1);
    expect(told().at(-1)).toBe('Reading the stream goes on.');
  });
});

describe('a store that is away', () => {
  it('holds reading up: nothing is taken for stored, and nothing is lost', async () => {
    const { kinesis } = workshop;
    const gateway = await workshop.open();
    await kinesis.create('held', 2);
    await kinesis.put('held', RECORDS);
    const real = workshop.ingestOf(gateway);
    let away = true;
    const ingest: Ingest = (lines, may) =>
      away ? Promise.reject(new Problem('store-unavailable', 'The store is not available at the moment.')) : real(lines, may);
    const { consumer, failures, told } = workshop.read(gateway, 'held', { ingest });
    await vi.waitFor(() => expect([failures.length > 1, consumer.waiting() > 600]).toEqual([true, true]), 20_000);
    const kept = JSON.parse(await readFile(positionsOf(gateway, 'held'), 'utf8')) as object;
    expect(kept).toEqual({ begin: 'oldest', positions: {} });
    away = false;
    await consumer.caughtUp;
    expect(await everyAnswer(gateway)).toEqual(workshop.expected);
    expect(consumer.waiting()).toBe(0);
    expect(told().filter((line) => line.includes('cannot be stored'))).toHaveLength(1);
  });
});

describe('a Kinesis that fails', () => {
  it('throttles, forgets iterators and breaks down: every message comes once all the same', async () => {
    const { kinesis } = workshop;
    const gateway = await workshop.open();
    await kinesis.create('troubled', 3);
    await kinesis.put('troubled', RECORDS);
    const answers = [
      awsError('ProvisionedThroughputExceededException', 'Rate exceeded for shard shardId-000000000000 in stream troubled.'),
      awsError('ExpiredIteratorException', 'Iterator expired.'),
      awsError('InternalFailure', 'The request processing has failed.', 500),
      awsError('LimitExceededException', 'Rate exceeded for stream troubled.'),
    ];
    const random = seeded(20260402);
    let failed = 0;
    kinesis.fail(() => (random() < 0.5 && failed < 12 ? (answers[failed++ % answers.length] ?? null) : null));
    const { consumer, failures, told } = workshop.read(gateway, 'troubled');
    await consumer.caughtUp;
    expect(await everyAnswer(gateway)).toEqual(workshop.expected);
    expect(new Set(failures)).toEqual(new Set(['throttled', 'expired', 'away']));
    expect(told().join('\n')).toContain('asks to read the stream "troubled" more slowly');
  });

  it('refuses the credentials: it is said once, waiting shows, and reading begins when they are good', async () => {
    const { kinesis } = workshop;
    const gateway = await workshop.open();
    await kinesis.create('refused', 4);
    await kinesis.put('refused', RECORDS);
    kinesis.fail(() => awsError('UnrecognizedClientException', 'The security token included in the request is invalid.'));
    const { consumer, told } = workshop.read(gateway, 'refused');
    await vi.waitFor(() => expect(consumer.waiting()).toBeGreaterThan(300), 20_000);
    kinesis.fail(null);
    await consumer.caughtUp;
    expect(await everyAnswer(gateway)).toEqual(workshop.expected);
    expect(told().filter((line) => line.startsWith('AWS does not let the stream "refused" be read'))).toHaveLength(1);
  });

  it('loses the stream and gets another of its name: the new one is read from its beginning', async () => {
    const { kinesis } = workshop;
    const gateway = await workshop.open();
    await kinesis.create('again', 1);
    await kinesis.put('again', RECORDS.slice(0, third));
    const leases = new Map<string, string>();
    const { consumer, told } = workshop.read(gateway, 'again', {
      leases: (identity) => {
        leases.set(identity, `${leases.size}`);
        return createFileLeases(positionsOf(gateway, `again-${leases.get(identity)}`));
      },
    });
    await consumer.caughtUp;
    await kinesis.remove('again');
    await vi.waitFor(() => expect(told().join('\n')).toContain('There is no stream "again"'), 20_000);
    // Its identity holds the second in which it was made.
    await sleep(1100);
    await kinesis.create('again', 1);
    await kinesis.put('again', RECORDS.slice(third));
    await vi.waitFor(async () => expect(await everyAnswer(gateway)).toEqual(workshop.expected), { timeout: 40_000, interval: 200 });
    await vi.waitFor(() => expect(leases.size).toBe(2), 20_000);
  });

  it('has trimmed what came after the position: that is told, and reading goes on at the oldest', async () => {
    const { kinesis } = workshop;
    for (const [stream, silent] of [
      ['trimmed', false],
      ['silent', true],
    ] as const) {
      const gateway = await workshop.open();
      await kinesis.create(stream, 1);
      await kinesis.put(stream, RECORDS);
      const [shard] = await kinesis.shards(stream);
      const own = shard?.SequenceNumberRange?.StartingSequenceNumber ?? '';
      // A position of long ago is refused, or Kinesis stays before it for ever and gives nothing.
      const position = silent ? own : own.replace(/^(..)./, '$11');
      await writeFile(positionsOf(gateway, stream), JSON.stringify({ begin: 'oldest', positions: { 'shardId-000000000000': position } }));
      let given = 0;
      kinesis.fail((operation) =>
        silent && operation === 'GetRecords' && ++given === 1
          ? { body: { MillisBehindLatest: 86_400_000, NextShardIterator: 'next', Records: [] } }
          : null,
      );
      const { consumer, failures, told } = workshop.read(gateway, stream);
      await consumer.caughtUp;
      expect(await everyAnswer(gateway)).toEqual(workshop.expected);
      expect(failures).toEqual(['trimmed']);
      expect(told().join('\n')).toContain('does not have the place any more where reading stopped');
      // Or it would take the answer that is meant for the next.
      await workshop.stopReading();
    }
  });
});

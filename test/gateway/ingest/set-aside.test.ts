import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSetAside, type Poison } from '../../../gateway/ingest/kinesis/set-aside.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
});
afterAll(() => rm(folder, { recursive: true }));

const poison = (sequence: number, data = ''): Poison => ({
  ...{
    stream: 's',
    shard: 'shardId-0',
    sequence: String(sequence),
    message: 1,
    code: 'not-json',
    field: null,
    detail: 'It is none.',
    data,
  },
});
const sequences = async (file: string) =>
  (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => Number((JSON.parse(line) as Poison).sequence));

it('keeps the newest, in two files of a bounded size that nobody else can read', async () => {
  const file = join(folder, 'deep', 'rejected.ndjson');
  const { keep: setAside } = createSetAside(file, { maxBytes: 4000, clock: () => 0 });
  await setAside([]);
  await Promise.all(
    Array.from({ length: 10 }, (_, index) => setAside(Array.from({ length: 10 }, (__, place) => poison(10 * index + place)))),
  );
  const kept = [...(await sequences(`${file}.1`)), ...(await sequences(file))];
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => 100 - kept.length + index));
  for (const one of [file, `${file}.1`]) expect((await stat(one)).size).toBeLessThanOrEqual(4000);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(JSON.parse((await readFile(file, 'utf8')).split('\n')[0] ?? '')).toMatchObject({
    at: '1970-01-01T00:00:00.000Z',
    code: 'not-json',
  });
  // One that is larger than a file has one for itself.
  await setAside([poison(100, 'x'.repeat(5000)), poison(101)]);
  expect([await sequences(`${file}.1`), await sequences(file)]).toEqual([[100], [101]]);
});

it('keeps nothing past its time, whether more comes or not', async () => {
  const file = join(folder, 'aged.ndjson');
  let now = 0;
  const DAY = 86_400_000;
  const { keep, sweep } = createSetAside(file, { clock: () => now });
  const kept = async () => {
    const read = async (path: string) => (await readFile(path, 'utf8').catch(() => '')).split('\n').filter(Boolean);
    return [...(await read(`${file}.1`)), ...(await read(file))].map((line) => Number((JSON.parse(line) as Poison).sequence));
  };
  // One a day, and none is ever there that is older than a fortnight, none gone that is younger than a week.
  for (let day = 0; day < 60; day++) {
    now = day * DAY;
    await keep([poison(day)]);
    const all = await kept();
    expect(all.every((each) => day - each < 14)).toBe(true);
    expect(all.slice(-7)).toEqual(Array.from({ length: Math.min(7, day + 1) }, (_, index) => day - Math.min(6, day) + index));
  }
  // Nor does it need anything that comes.
  for (now = 60 * DAY; now < 80 * DAY; now += DAY / 24) {
    await sweep();
    expect((await kept()).every((each) => now / DAY - each < 14)).toBe(true);
  }
  expect(await kept()).toEqual([]);
  // What stands there and is not ours is left alone.
  await writeFile(file, 'hello\n');
  await sweep();
  expect(await readFile(file, 'utf8')).toBe('hello\n');
});

import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createDuckdbStore } from '../../gateway/store/duckdb/duckdb-store.ts';
import { type StoredMessage } from '../../gateway/store/store.ts';
import { build, type Built } from '../support/built.ts';

// Each test starts several processes, which on a busy machine takes a while.
vi.setConfig({ testTimeout: 120_000 });

let built: Built;
let folder: string;
beforeAll(async () => {
  built = await build();
  folder = await mkdtemp(join(tmpdir(), 'bot-widgets-'));
});
afterAll(async () => {
  await built.remove();
  await rm(folder, { recursive: true });
});

const message = (id: string) =>
  JSON.stringify({
    id,
    timestamp: '2026-03-01T09:00:00Z',
    business: 'acme',
    bot: 'shop',
    conversation: 'c',
    user: 'u',
    sender: 'user',
    text: 'hi',
  });

describe('import', () => {
  test('loads plain and gzip files, counts what was there already, and shows what can never go in', async () => {
    const [plain, packed, env] = [join(folder, 'a.ndjson'), join(folder, 'b.ndjson.gz'), { DATA_DIR: join(folder, 'imported') }];
    await writeFile(plain, [message('1'), '', 'no json', message('2'), message('3').replace('"user"', '"usr"')].join('\n'));
    await writeFile(packed, gzipSync([message('2'), message('4')].join('\n')));
    const first = await built.run(['import', plain, packed], env);
    expect(first.stdout).toContain('a.ndjson: 2 accepted, 0 duplicates, 2 rejected');
    expect(first.stdout).toContain('line 3: not-json');
    expect(first.stdout).toContain('line 5: unknown-field (usr)');
    expect(first.stdout).toContain('b.ndjson.gz: 1 accepted, 1 duplicates, 0 rejected');
    expect(first.code).toBe(1);
    const second = await built.run(['import', packed], env);
    expect(second.stdout).toContain('0 accepted, 2 duplicates, 0 rejected');
    expect(second.code).toBe(0);
  });

  test('refuses bytes that are no text, as a request does, and says how far a broken file went in', async () => {
    const [bytes, cut, env] = [join(folder, 'latin.ndjson'), join(folder, 'cut.ndjson.gz'), { DATA_DIR: join(folder, 'broken') }];
    await writeFile(bytes, Buffer.concat([Buffer.from(`${message('1')}\n`), Buffer.from(message('2').replace('hi', 'h\u00ef'), 'latin1')]));
    const latin = await built.run(['import', bytes], env);
    expect(latin.stdout).toContain('1 accepted, 0 duplicates, 1 rejected');
    expect(latin.stdout).toContain('line 2: not-json');
    const many = Array.from({ length: 30_000 }, (_, index) => message(`${index} ${Math.random()}`));
    await writeFile(cut, gzipSync(many.join('\n')).subarray(0, -2000));
    const broken = await built.run(['import', cut], env);
    expect(broken.stderr).toMatch(/cut\.ndjson\.gz cannot be read past line \d+/);
    expect(broken.stdout).toMatch(/cut\.ndjson\.gz: [1-9]\d* accepted/);
    expect(broken.code).toBe(1);
  });

  test('numbers the lines of a long file through all its batches, and counts the rejected ones it does not show', async () => {
    const long = join(folder, 'long.ndjson');
    const lines = Array.from({ length: 10_040 }, (_, index) => (index < 10_000 ? message('same') : 'no json'));
    lines[10_003] = message('late').replace('"id"', '"idd"');
    await writeFile(long, lines.join('\n'));
    const { code, stdout } = await built.run(['import', long], { DATA_DIR: join(folder, 'long') });
    expect(stdout).toContain('long.ndjson: 1 accepted, 9999 duplicates, 40 rejected');
    expect(stdout).toContain('line 10001: not-json');
    expect(stdout).toContain('line 10004: unknown-field (idd)');
    expect(stdout.match(/^ {2}line /gm)).toHaveLength(20);
    expect(stdout).toContain('and 20 more');
    expect(code).toBe(1);
  });

  test('of a file that is not there says so and changes nothing', async () => {
    const DATA_DIR = join(folder, 'untouched');
    const { code, stderr } = await built.run(['import', join(folder, 'nowhere.ndjson')], { DATA_DIR });
    expect(stderr).toContain('nowhere.ndjson cannot be read.');
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(1);
    await expect(stat(DATA_DIR)).rejects.toThrow();
  });

  test('says which process owns the store when one does', async () => {
    const DATA_DIR = join(folder, 'owned');
    const store = await createDuckdbStore({ folder: DATA_DIR, memoryLimit: '256MB', threads: 1 });
    await writeFile(join(folder, 'one.ndjson'), message('1'));
    const { code, stderr } = await built.run(['import', join(folder, 'one.ndjson')], { DATA_DIR });
    expect(stderr).toContain('belongs to another process');
    expect(stderr).toContain(`(PID ${process.pid})`);
    expect(code).toBe(1);
    await store.close();
  });
});

test('backup and restore are one command each', async () => {
  const [source, target, backup] = [join(folder, 'source'), join(folder, 'target'), join(folder, 'backup.duckdb')];
  await writeFile(join(folder, 'two.ndjson'), [message('1'), message('2')].join('\n'));
  await built.run(['import', join(folder, 'two.ndjson')], { DATA_DIR: source });
  expect((await built.run(['backup', backup], { DATA_DIR: source })).code).toBe(0);
  expect((await built.run(['restore', backup], { DATA_DIR: target })).code).toBe(0);
  const refused = await built.run(['restore', backup], { DATA_DIR: target });
  expect([refused.code, refused.stderr.includes('--force')]).toEqual([1, true]);
  const again = await built.run(['import', join(folder, 'two.ndjson')], { DATA_DIR: target });
  expect(again.stdout).toContain('0 accepted, 2 duplicates');
});

test('backup and restore are refused while a process has the store open, and change nothing', async () => {
  const [DATA_DIR, other, file] = [join(folder, 'in-use'), join(folder, 'other'), join(folder, 'other.duckdb')];
  await writeFile(join(folder, 'three.ndjson'), message('3'));
  await built.run(['import', join(folder, 'three.ndjson')], { DATA_DIR: other });
  expect((await built.run(['backup', file], { DATA_DIR: other })).code).toBe(0);

  const store = await createDuckdbStore({ folder: DATA_DIR, memoryLimit: '256MB', threads: 1 });
  const own = { ...(JSON.parse(message('own')) as StoredMessage), revision: 0, timestamp: 1_772_000_000_000, seq: 0, words: [] };
  await store.write([own]);
  const before = await readdir(DATA_DIR);
  for (const args of [
    ['backup', join(folder, 'taken.duckdb')],
    ['restore', file, '--force'],
  ]) {
    const { code, stderr } = await built.run(args, { DATA_DIR });
    expect([code, stderr.includes(`(PID ${process.pid})`)], stderr).toEqual([1, true]);
    expect(stderr).not.toContain('    at ');
  }
  await expect(stat(join(folder, 'taken.duckdb'))).rejects.toThrow();
  expect(await readdir(DATA_DIR)).toEqual(before);
  expect(await store.write([own])).toEqual(['duplicate']);
  await store.close();
});

test('token mints a development token and says what is missing', async () => {
  const made = await built.run(['token', '--sub', 'ann', '--hours', '1', '--bots', 'acme/shop', '--permissions', 'reports'], {});
  const { sub, exp = 0, iat = 0, bots, permissions } = decodeJwt(made.stdout.trim());
  expect({ sub, seconds: exp - iat, bots, permissions }).toEqual({
    sub: 'ann',
    seconds: 3600,
    bots: ['acme/shop'],
    permissions: ['reports'],
  });
  const nobody = await built.run(['token'], {});
  expect([nobody.code, nobody.stderr.includes('--sub')]).toEqual([1, true]);
  // A typo would make a token that may do nothing, and say nothing.
  for (const [option, value] of [
    ['--permissions', 'reports,mesages'],
    ['--bots', 'acme'],
  ] as const) {
    const { code, stdout, stderr } = await built.run(['token', '--sub', 'ann', option, value], {});
    expect([code, stdout, stderr.split(':')[0]]).toEqual([1, '', option]);
    expect(stderr).toContain(value.split(',').at(-1));
  }
});

describe('the environment', () => {
  test('is refused with all its faults at once', async () => {
    const { code, stderr } = await built.run([], {
      PORT: 'x',
      IDLE_MINUTES: '0',
      ALLOWED_ORIGINS: 'portal.example',
      JWT_SECRET: '',
      REDIS_URL: '127.0.0.1:6379',
      MYSQL_GRANTS_SQL: 'SELECT 1',
      LOG_LEVEL: 'loud',
      RETENTION_DAYS: '0',
    });
    expect(stderr).toContain('LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent');
    expect(stderr).toContain('RETENTION_DAYS must be at least 1');
    // In the words of this program, not of the library that checks.
    expect(stderr).not.toMatch(/invalid|expected|received|option/i);
    for (const name of ['PORT', 'IDLE_MINUTES', 'ALLOWED_ORIGINS', 'DIRECTORY_FILE', 'MYSQL_GRANTS_SQL', 'JWT_SECRET', 'REDIS_URL'])
      expect(stderr).toContain(name);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(1);
  });

  test('with a directory file that is none says what is wrong in it', async () => {
    const file = join(folder, 'directory.json');
    await writeFile(
      file,
      '{"businesses": [], "principals": [{"id": "ann", "grants": [{"business": "acme", "bot": "*", "permissions": ["read"]}]}]}',
    );
    const { code, stderr } = await built.run([], { DIRECTORY_FILE: file, DATA_DIR: join(folder, 'unopened') });
    expect(stderr).toContain('principals[0].grants[0].permissions[0]: must be one of reports, messages');
    expect(code).toBe(1);
    expect(await readFile(file, 'utf8')).toContain('read');
  });
});

test('a command that does not exist is answered with those that do', async () => {
  const { code, stderr } = await built.run(['improt'], {});
  expect([code, stderr.includes('"improt"'), stderr.includes('import FILE')]).toEqual([2, true, true]);
});

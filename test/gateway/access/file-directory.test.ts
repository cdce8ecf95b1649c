import { mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Directory } from '../../../gateway/access/directory.ts';
import { createFileDirectory } from '../../../gateway/access/file-directory.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { type DirectoryContent, directoryConformance } from '../conformance/directory.ts';

const POLL = 20;
const acme = { id: 'acme', name: 'Acme', bots: [{ id: 'shop', name: 'Shop bot' }] };
const grant = { business: 'acme', bot: 'shop', permissions: ['reports'] };
const granting = (...permissions: string[]) =>
  JSON.stringify({ businesses: [acme], principals: [{ id: 'ann', grants: [{ ...grant, permissions }] }] });

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'directory-'));
  file = join(folder, 'directory.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the directory in a file', () => {
  directoryConformance(async (content: DirectoryContent) => {
    await writeFile(file, JSON.stringify(content));
    const directory = await createFileDirectory({ file, log: capturedLog().log, pollMs: POLL });
    return { directory, replace: (next) => writeFile(file, JSON.stringify(next)) };
  });
});

describe('the directory file at the start', () => {
  const refusalOf = async (text: string) => {
    await writeFile(file, text);
    const outcome: unknown = await createFileDirectory({ file, log: capturedLog().log }).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(Error);
    return (outcome as Error).message;
  };

  it('is asked for when it is absent', async () => {
    await expect(createFileDirectory({ file, log: capturedLog().log })).rejects.toThrow(`${file} does not exist: create it`);
  });

  it('is refused with the place of each fault', async () => {
    const faulty = {
      businesses: [
        acme,
        {
          ...acme,
          bots: [
            { id: '', name: 'x' },
            { id: '*', name: 'x' },
          ],
        },
      ],
      principals: [{ id: 'ann', grants: [{ ...grant, permissions: ['read'] }], role: 'admin' }, { id: 'ann' }],
    };
    const message = await refusalOf(JSON.stringify(faulty));
    for (const place of [
      'businesses[1].bots[0].id: must have 1 to 100 characters',
      'businesses[1].bots[1].id: must not be "*"',
      'principals[0].grants[0].permissions[0]:',
      'principals[0]: has no field "role"',
      'principals[1].grants:',
    ])
      expect(message).toContain(place);
  });

  it.each([
    ['two businesses of one id', { businesses: [acme, acme], principals: [] }, 'businesses[1].id: "acme" is there twice'],
    [
      'two bots of one id',
      { businesses: [{ ...acme, bots: [...acme.bots, ...acme.bots] }], principals: [] },
      'bots[1].id: "shop" is there twice',
    ],
    [
      'two principals of one id',
      {
        businesses: [],
        principals: [
          { id: 'a', grants: [] },
          { id: 'a', grants: [] },
        ],
      },
      'principals[1].id: "a" is there twice',
    ],
    [
      'a grant without its bot',
      { businesses: [], principals: [{ id: 'a', grants: [{ business: 'acme', permissions: [] }] }] },
      'grants[0].bot: is missing',
    ],
    [
      'one bot of every business',
      { businesses: [], principals: [{ id: 'a', grants: [{ ...grant, business: '*' }] }] },
      'grants[0].bot: must be "*"',
    ],
    ['a list instead of an object', [], 'the whole file:'],
    [
      '101 characters',
      { businesses: [{ ...acme, id: 'x'.repeat(101) }], principals: [] },
      'businesses[0].id: must have 1 to 100 characters',
    ],
  ])('is refused with %s', async (_, content, sentence) => {
    expect(await refusalOf(JSON.stringify(content))).toContain(sentence);
  });

  it.each(['', '{', 'businesses:'])('is refused when it is no JSON: %j', async (text) => {
    expect(await refusalOf(text)).toContain('it is no JSON');
  });

  it('may grant everything without naming a bot, count emoji as one character, and start with a byte order mark', async () => {
    const robots = '🤖'.repeat(100);
    const content = {
      businesses: [{ ...acme, id: robots }],
      principals: [{ id: 'root', grants: [{ business: '*', permissions: ['erase'] }] }],
    };
    await writeFile(file, `\uFEFF${JSON.stringify(content)}`);
    const directory = await createFileDirectory({ file, log: capturedLog().log });
    expect(await directory.principal('root')).toEqual({ id: 'root', grants: [{ business: '*', bot: '*', permissions: ['erase'] }] });
    expect((await directory.businesses())[0]?.id).toBe(robots);
    await directory.close();
  });
});

describe('the directory file while it is used', () => {
  let directory: Directory;
  const { log, lines } = capturedLog();
  const permissions = async () => (await directory.principal('ann'))?.grants[0]?.permissions;
  beforeEach(async () => {
    lines.length = 0;
    await writeFile(file, granting('reports'));
    directory = await createFileDirectory({ file, log, pollMs: POLL });
  });
  afterEach(() => directory.close());

  it('is noticed when another file takes its place in one move', async () => {
    await writeFile(`${file}.new`, granting('messages'));
    await rename(`${file}.new`, file);
    await vi.waitFor(async () => expect(await permissions()).toEqual(['messages']));
  });

  it('is noticed when it is a link that is pointed elsewhere', async () => {
    await writeFile(`${file}.2`, granting('export'));
    await symlink(`${file}.2`, `${file}.link`);
    await rename(`${file}.link`, file);
    await vi.waitFor(async () => expect(await permissions()).toEqual(['export']));
  });

  it('is noticed when its length stays the same', async () => {
    await writeFile(file, granting('ingests').replace('ingests', 'ingest'));
    await vi.waitFor(async () => expect(await permissions()).toEqual(['ingest']));
    await writeFile(file, granting('unmask'));
    await vi.waitFor(async () => expect(await permissions()).toEqual(['unmask']));
  });

  it('keeps what was granted while it is broken, says so once, and is taken up when it is good again', async () => {
    await writeFile(file, '{ "businesses": [');
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    await wait(5 * POLL);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 50, file });
    expect(lines[0]?.msg).toMatch(/has to be corrected: it is no JSON.*stays until the file is good again/);
    expect(await permissions()).toEqual(['reports']);

    await writeFile(file, granting('erase'));
    await vi.waitFor(async () => expect(await permissions()).toEqual(['erase']));
    expect(lines.slice(1)).toMatchObject([{ level: 30, msg: 'The directory file is good again.' }]);
  });

  it('keeps what was granted while it is gone', async () => {
    await unlink(file);
    await vi.waitFor(() => expect(lines[0]?.msg).toContain('does not exist'));
    expect(await permissions()).toEqual(['reports']);
  });

  it('is looked at no more once it is closed', async () => {
    await directory.close();
    await writeFile(file, granting('messages'));
    await wait(5 * POLL);
    expect(await permissions()).toEqual(['reports']);
  });
});

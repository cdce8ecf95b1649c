import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Directory } from '../../../gateway/access/directory.ts';
import { createMysqlDirectory, type MysqlDirectorySettings } from '../../../gateway/access/mysql-directory.ts';
import { type Grant, rightsOf } from '../../../gateway/access/rights.ts';
import { PERMISSIONS } from '../../../gateway/contract/scope.ts';
import { makeDatabase, type TestDatabase } from '../../services/mysql.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { problemOf } from '../../support/problem-of.ts';
import { directoryConformance } from '../conformance/directory.ts';
import { grants as anyGrants, universe } from './arbitraries.ts';

const nothing = { businesses: [], principals: [] };
const all: Grant = { business: '*', bot: '*', permissions: ['reports'] };
const closers: (() => Promise<void>)[] = [];
async function database(content: Parameters<typeof makeDatabase>[0] = nothing): Promise<TestDatabase> {
  const made = await makeDatabase(content);
  closers.unshift(() => made.drop());
  return made;
}
async function open(settings: Omit<MysqlDirectorySettings, 'log'>): Promise<Directory> {
  const directory = await createMysqlDirectory({ ...settings, log: capturedLog().log });
  closers.unshift(() => directory.close());
  return directory;
}
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

describe('the directory in MySQL', () => {
  directoryConformance(async (content) => {
    const { url, replace } = await database(content);
    return { directory: await createMysqlDirectory({ url, log: capturedLog().log }), replace: (next) => replace(next) };
  });

  it('grants what its rows say, whatever the names in them', { timeout: 60_000 }, async () => {
    const { url, replace } = await database();
    // The schema refuses what the file of the directory refuses: a bot of all businesses.
    const possible = anyGrants.map((grants) => grants.map((grant) => (grant.business === '*' ? { ...grant, bot: '*' } : grant)));
    let asked = 0;
    const directory = await open({ url });
    await fc.assert(
      fc.asyncProperty(possible, async (grants) => {
        const id = `ann ${++asked} 🤖`;
        await replace({ businesses: [], principals: [{ id, grants }] });
        const [expected, found] = [rightsOf(grants), rightsOf((await directory.principal(id))!.grants)];
        for (const permission of PERMISSIONS) {
          for (const bot of universe) expect(found.may(permission, bot)).toBe(expected.may(permission, bot));
          expect(found.mayAnywhere(permission)).toBe(expected.mayAnywhere(permission));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('refuses by its schema what would grant by mistake', async () => {
    const { query } = await database({ businesses: [], principals: [{ id: 'ann', grants: [] }] });
    for (const values of [
      "'ann', '*', 'shop', 'reports'",
      "'ann', 'acme', NULL, 'reports'",
      "'ann', 'acme', '', 'reports'",
      "'ann', 'acme', 'shop', 'all'",
    ])
      await expect(query(`INSERT INTO grants VALUES (${values})`)).rejects.toThrow();
    await expect(query("INSERT INTO businesses VALUES ('*', 'Everybody')")).rejects.toThrow();
  });

  it('asks once for all who ask at about the same time', async () => {
    const { url, query } = await database({ businesses: [], principals: [{ id: 'ann', grants: [all] }] });
    const directory = await open({ url });
    const executed = async () => {
      const rows = await query("SELECT variable_value AS n FROM information_schema.global_status WHERE variable_name = 'COM_STMT_EXECUTE'");
      return Number((rows as { n: string }[])[0]!.n);
    };
    const before = await executed();
    await Promise.all(Array.from({ length: 200 }, () => directory.principal('ann')));
    await Promise.all(Array.from({ length: 200 }, () => directory.principal('ann')));
    // Others may use the server at the same time, though not so much.
    expect((await executed()) - before).toBeLessThan(100);
  });
});

describe('a deployer’s own tables', () => {
  const tables = `
    CREATE TABLE client (id BIGINT UNSIGNED PRIMARY KEY, title VARCHAR(50)) COLLATE utf8mb4_general_ci;
    CREATE TABLE member (login VARCHAR(50), client BIGINT UNSIGNED, level INT) COLLATE utf8mb4_general_ci;
    INSERT INTO client VALUES (18446744073709551615, 'Acme'), (7, 'Globex');
    INSERT INTO member VALUES ('ann', 18446744073709551615, 2), ('ANN', 7, 1), ('änn', 7, 1), ('bob', 7, 1)`;
  const statements = {
    businesses: "SELECT id AS business, title AS businessName, CAST('main' AS BINARY) AS bot, 'Main' AS botName FROM client",
    principal: 'SELECT login AS principal FROM member WHERE login = :principal',
    grants:
      "SELECT login AS principal, client AS business, '*' AS bot, 'reports' AS permission FROM member WHERE login = :principal" +
      " UNION ALL SELECT login, client, '*', 'messages' FROM member WHERE login = :principal AND level > 1",
  };

  it('take statements of their own, with numbers and bytes for names, and collations that are kinder than a permission may be', async () => {
    const { url, query } = await database();
    await query(tables);
    const directory = await open({ url, statements });
    expect(await directory.businesses()).toEqual(
      expect.arrayContaining([
        { id: '18446744073709551615', name: 'Acme', bots: [{ id: 'main', name: 'Main' }] },
        { id: '7', name: 'Globex', bots: [{ id: 'main', name: 'Main' }] },
      ]),
    );
    expect(await directory.principal('ann')).toEqual({
      id: 'ann',
      grants: [{ business: '18446744073709551615', bot: '*', permissions: ['reports', 'messages'] }],
    });
    expect((await directory.principal('ANN'))?.grants.map(({ business }) => business)).toEqual(['7']);
    expect(await directory.principal('Ann')).toBeNull();
    expect(await directory.principal('ann ')).toBeNull();
  });

  it.each([
    ["'acme' AS business, NULL AS bot, 'reports' AS permission", 'bot'],
    ["'*' AS business, 'shop' AS bot, 'reports' AS permission", 'bot'],
    ["'acme' AS business, '*' AS bot, 'everything' AS permission", 'permission'],
    ["'' AS business, '*' AS bot, 'reports' AS permission", 'business'],
  ])('refuse everything to a principal of whom they say %s', async (columns, column) => {
    const { url } = await database({
      businesses: [],
      principals: [
        { id: 'ann', grants: [] },
        { id: 'bob', grants: [] },
      ],
    });
    const grants = `SELECT id AS principal, ${columns} FROM principals WHERE id = :principal AND id = 'ann'`;
    const directory = await open({ url, statements: { grants } });
    const problem = await problemOf(() => directory.principal('ann'));
    expect(problem).toMatchObject({ code: 'store-unavailable', status: 503 });
    expect(problem.message).not.toContain(column);
    expect(String(problem.cause)).toContain(column);
    expect(await directory.principal('bob')).toEqual({ id: 'bob', grants: [] });
  });

  it.each([
    [{ grants: 'SELECT principal, business, bot FROM grants WHERE principal = :principal' }, 'does not return permission'],
    [{ principal: 'SELECT id FROM nobody WHERE id = :principal' }, 'nobody'],
    [{ businesses: 'SELEKT 1' }, 'SELEKT'],
  ])('are refused at the start where a statement cannot work: %j', async (statements, reason) => {
    const { url } = await database();
    const refusal = await open({ url, statements }).catch((error: unknown) => String(error));
    expect(refusal).toContain('The directory in MySQL cannot be used');
    expect(refusal).toContain(reason);
  });

  it('are refused at the start to an account that is, without its password', async () => {
    const url = new URL((await database()).url);
    [url.username, url.password] = ['nobody', 'a-secret'];
    const refusal = await open({ url: url.href }).catch((error: unknown) => String(error));
    expect(refusal).toContain('Access denied');
    expect(refusal).not.toContain('a-secret');
  });
});

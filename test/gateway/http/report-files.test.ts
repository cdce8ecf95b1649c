import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Journey } from '../../../gateway/contract/journey.ts';
import { type Stories } from '../../../gateway/contract/stories.ts';
import { type Trends } from '../../../gateway/contract/trends.ts';
import { type Client, clientOf } from '../../support/ask.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { sample } from '../../support/sample.ts';
import { readCsv, readXlsx, type Sheet } from '../../support/spreadsheet.ts';

const { now, messages } = sample(11, 120);
const RANGE = 'from=2026-01-01T00:00:00Z&to=2026-04-03T00:00:00Z';

let gateway: TestGateway;
let root: Client;

beforeAll(async () => {
  gateway = await startTestGateway();
  gateway.clock.now = now;
  root = await clientOf(gateway);
  await root.send(messages);
});
afterAll(() => gateway.close());

async function file(path: string): Promise<Buffer> {
  const response = await root.request(path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}
const about = (sheets: readonly Sheet[]) =>
  new Map(
    sheets.filter(({ name }) => name === 'About').flatMap(({ rows }) => rows.slice(1).map(([name, value]) => [name, value] as const)),
  );

describe("a report's table as a file", () => {
  test('has the numbers of the answer', async () => {
    const query = `${RANGE}&tz=Europe%2FBerlin&interval=month&compare=previous`;
    const { data, range } = await root.ask<Trends>(`trends?${query}`);
    const [head, ...rows] = await readCsv(await file(`trends/export?format=csv&${query}`));
    expect(head?.slice(0, 5)).toEqual(['start', 'end', 'partial', 'conversations', 'users']);
    expect(rows).toEqual(
      data.buckets.map((bucket) =>
        [
          bucket.start, bucket.end, bucket.partial, bucket.conversations, bucket.users, bucket.messages, bucket.automation ?? '',
          bucket.handedOff, bucket.completed, bucket.open, bucket.abandoned, range.from, range.to, 'Europe/Berlin', 'interval=month&compare=previous',
        ].map(String),
      ),
    ); // prettier-ignore
    const sheets = await readXlsx(await file(`trends/export?format=xlsx&${query}`));
    expect(sheets.map(({ name }) => name)).toEqual(['Trends', 'Totals', 'About']);
    expect(sheets[0]?.rows.length).toBe(data.buckets.length + 1);
    expect(sheets[0]?.rows[1]?.[0]).toBe('2026-01-01T00:00:00.000');
    expect(sheets[1]?.rows.slice(1).map(([name, , , conversations]) => [name, conversations])).toEqual([
      ['asked', data.totals.conversations],
      ['previous', data.previous?.conversations],
    ]);
    expect(Object.fromEntries(about(sheets))).toMatchObject({ 'Time zone': 'Europe/Berlin', 'Trends: conversations': 'Engaged conversations that started in the range.' }); // prettier-ignore
  });

  test('is there for stories, words and journey, with explained columns', async () => {
    const { data } = await root.ask<Stories>(`stories?${RANGE}`);
    const [, ...nodes] = await readCsv(await file(`stories/export?format=csv&${RANGE}`));
    expect(nodes.map(([story, node, invocations]) => [story, node, Number(invocations)])).toEqual(
      data.stories.flatMap(({ story, nodes: all }) => all.map(({ node, invocations }) => [story, node, invocations])),
    );
    for (const [report, names] of [['stories', ['Nodes', 'Stories', 'About']], ['words', ['Words', 'About']], ['journey', ['Nodes', 'Links', 'About']]] as const) {
      const sheets = await readXlsx(await file(`${report}/export?format=xlsx&${RANGE}`));
      expect(sheets.map(({ name }) => name)).toEqual(names);
      const said = about(sheets);
      for (const { name, rows } of sheets.slice(0, -1)) {
        expect(rows.length, name).toBeGreaterThan(1);
        for (const column of rows[0] ?? []) expect(said.get(`${name}: ${String(column)}`), `${name}: ${String(column)}`).toMatch(/\w/);
      }
      const [head, ...rows] = await readCsv(await file(`${report}/export?format=csv&${RANGE}`));
      expect([head?.slice(0, -4), rows.length]).toEqual([sheets[0]?.rows[0], sheets[0]!.rows.length - 1]);
    } // prettier-ignore
  });
});

describe('a file of one table', () => {
  const asked = `${RANGE}&tz=Asia%2FTokyo&channel=web&bot=acme%2Fshop&bot=acme%2Fhelp`;
  const NARROWED = 'channel=web&bot=acme%2Fshop&bot=acme%2Fhelp';

  test('is any sheet of the workbook, with range, zone and filters in each row', async () => {
    for (const [report, names] of [['trends', ['trends', 'totals']], ['stories', ['nodes', 'stories']], ['words', ['words']], ['journey', ['nodes', 'links']]] as const) {
      const sheets = await readXlsx(await file(`${report}/export?format=xlsx&${asked}`));
      expect(sheets.map(({ name }) => name.toLowerCase())).toEqual([...names, 'about']);
      for (const [index, table] of names.entries()) {
        const response = await root.request(`${report}/export?format=csv&table=${table}&${asked}`);
        expect(response.headers.get('content-disposition')).toContain(`filename="${report}-${table}_2026-01-01_2026-04-03.csv"`);
        const whole = Buffer.from(await response.arrayBuffer());
        const [head = [], ...rows] = await readCsv(whole);
        expect([head, rows.length]).toEqual([[...(sheets[index]!.rows[0] ?? []), 'from', 'to', 'tz', 'filters'], sheets[index]!.rows.length - 1]);
        expect(rows.length, table).toBeGreaterThan(0);
        for (const row of rows) expect(row.slice(-4)).toEqual(['2026-01-01T00:00:00.000Z', '2026-04-03T00:00:00.000Z', 'Asia/Tokyo', NARROWED]);
        if (index === 0) expect(await file(`${report}/export?format=csv&${asked}`)).toEqual(whole);
      }
    }
  }); // prettier-ignore

  test('of links has those of the report, by the names of their ends', async () => {
    const { data } = await root.ask<Journey>(`journey?${asked}`);
    const names = new Map(data.nodes.map(({ id, story, node }) => [id, story === '' ? ['', id] : [story, node]]));
    const [, ...rows] = await readCsv(await file(`journey/export?format=csv&table=links&${asked}`));
    expect(rows.map((row) => row.slice(0, 6))).toEqual(
      data.links.map(({ from, to, count, conversations }) => [
        ...(names.get(from) ?? ['', from]),
        ...(names.get(to) ?? ['', to]),
        String(count),
        String(conversations ?? ''),
      ]),
    );
  });

  test('says what it is, and what each column of the others means', async () => {
    for (const [report, names] of [['trends', ['Trends', 'Totals']], ['stories', ['Nodes', 'Stories']], ['words', ['Words']], ['journey', ['Nodes', 'Links']]] as const) {
      const rows = await readCsv(await file(`${report}/export?format=csv&table=about&${asked}`));
      const said = new Map(rows.map(([name, value]) => [name, value]));
      expect(Object.fromEntries(said)).toMatchObject({ 'Time zone': 'Asia/Tokyo', 'Filter: channel': 'web', 'Asked by': 'root', Bots: 'acme/help, acme/shop' });
      for (const name of names) {
        const [head = []] = await readCsv(await file(`${report}/export?format=csv&table=${name.toLowerCase()}&${asked}`));
        for (const column of head) expect(said.get(`${name}: ${column}`) ?? said.get(`'${name}: ${column}`), `${name}: ${column}`).toMatch(/\w/);
      }
    }
  }); // prettier-ignore
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MessageOut } from '../../../gateway/contract/message.ts';
import { type Messages } from '../../../gateway/contract/messages.ts';
import { FIELDS } from '../../../gateway/contract/message.ts';
import { type Client, clientOf, message } from '../../support/ask.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { REPORTS } from '../../support/reports.ts';
import { sample } from '../../support/sample.ts';
import { readCsv, readXlsx, type Sheet } from '../../support/spreadsheet.ts';

const ALL = ['reports', 'messages', 'export', 'unmask', 'ingest', 'erase'];
const grant = (permissions: string[], business = '*', bot = '*') => ({ business, bot, permissions });
const DIRECTORY = {
  businesses: [],
  principals: [
    { id: 'root', grants: [grant(ALL)] },
    { id: 'masked', grants: [grant(['reports', 'messages', 'export'])] },
    { id: 'mixed', grants: [grant(['messages', 'export']), grant(['unmask'], 'acme', 'help')] },
    { id: 'reader', grants: [grant(['reports', 'messages'])] },
    { id: 'exporter', grants: [grant(['export'])] },
    { id: 'shop', grants: [grant(['reports', 'messages']), grant(['export'], 'acme', 'shop')] },
  ],
};
const { now, messages } = sample(11, 120);
const RANGE = 'from=2026-01-01T00:00:00Z&to=2026-04-03T00:00:00Z';
const SECRET_TEXT = 'mail ann@example.com or call +49 30 12345678';

const captured = capturedLog();
let gateway: TestGateway;
const clients = new Map<string, Client>();
const as = (name: string) => clients.get(name)!;

beforeAll(async () => {
  gateway = await startTestGateway({ directory: DIRECTORY, sheetRows: 301, log: captured.log });
  gateway.clock.now = now;
  for (const { id } of DIRECTORY.principals) clients.set(id, await clientOf(gateway, id));
  await as('root').send(messages);
  const secret = { timestamp: '2026-04-01T10:00:00Z', text: SECRET_TEXT, user: '+4930123456', conversation: 'whatsapp:+4930123456' };
  await as('root').send([
    message({ ...secret, keywords: ['=cmd', 'b'], understood: false }),
    message({ ...secret, bot: 'help', text: `=${SECRET_TEXT}` }),
  ]);
});
afterAll(() => gateway.close());

async function file(path: string, who = 'root'): Promise<Buffer> {
  const response = await as(who).request(path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}
const ndjson = async (query: string, who = 'root') =>
  (await file(`messages/export?format=ndjson&${query}`, who))
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as MessageOut);
async function onScreen(query: string, who = 'root'): Promise<MessageOut[]> {
  const found: MessageOut[] = [];
  for (let after = ''; ;) {
    const { data } = await as(who).ask<Messages>(`messages?${query}&order=oldest&limit=500${after}`);
    found.push(...data.messages);
    if (data.next === null) return found;
    after = `&after=${encodeURIComponent(data.next)}`;
  }
}
const status = async (path: string, who: string) => {
  const response = await as(who).request(path);
  const body = response.status === 200 ? {} : ((await response.json()) as { code?: string });
  if (response.status === 200) await response.arrayBuffer();
  return [response.status, body.code];
};
const rowsOf = (sheets: readonly Sheet[], name: string) =>
  sheets.filter((sheet) => sheet.name.startsWith(name)).flatMap(({ rows }) => rows.slice(1));
const about = (sheets: readonly Sheet[]) => new Map(rowsOf(sheets, 'About').map(([name, value]) => [name, value]));

describe('messages as a file', () => {
  test.each(['root', 'masked', 'mixed'])('are those of the report, for %s: oldest first, masked alike, filtered alike', async (who) => {
    for (const filter of ['', '&q=parcel', '&sender=human', '&story=refund&node=greet', '&keyword=parcel', '&understood=false&channel=web', '&bot=acme%2Fhelp&language=de']) {
      const query = RANGE + filter;
      expect(await ndjson(query, who), filter).toEqual(await onScreen(query, who));
    }
    expect((await ndjson(RANGE, who)).length).toBeGreaterThan(600);
  }); // prettier-ignore

  test('never show what is masked on screen, in any format', async () => {
    for (const format of ['csv', 'ndjson', 'xlsx']) {
      const path = `messages/export?format=${format}&${RANGE}`;
      const read = async (who: string) =>
        format === 'xlsx' ? JSON.stringify(await readXlsx(await file(path, who))) : (await file(path, who)).toString();
      const open = await read('root');
      expect(['ann@example.com', '+4930123456'].every((secret) => open.includes(secret))).toBe(true);
      const masked = await read('masked');
      expect(['ann@example', '12345678', '4930123456'].some((secret) => masked.includes(secret))).toBe(false);
      expect((await read('mixed')).split('ann@example')).toHaveLength(2);
    }
  });

  test('name messages by ids that are shown to all, and by nothing else that names a person', async () => {
    const [open, masked] = [await ndjson(RANGE), await ndjson(RANGE, 'masked')];
    expect(masked.map(({ id }) => id)).toEqual(open.map(({ id }) => id));
    const numbers = (all: MessageOut[]) =>
      all.flatMap((each) => [each.user, each.conversation]).filter((name) => /\d{9}/.test(name)).length;
    expect([numbers(open), numbers(masked)]).toEqual([4, 0]);
  });

  test('as CSV have the names and the order of the contract, and no formula', async () => {
    const [head, ...rows] = await readCsv(await file(`messages/export?format=csv&${RANGE}`));
    expect(head).toEqual(FIELDS);
    const expected = await onScreen(RANGE);
    expect(rows.map(([id, , timestamp, , , conversation]) => [id, timestamp, conversation])).toEqual(
      expected.map(({ id, timestamp, conversation }) => [id, timestamp, conversation]),
    );
    const guarded = rows.filter((row) => row.some((cell) => cell.startsWith("'")));
    expect(guarded.flatMap((row) => row.filter((cell) => cell.startsWith("'"))).sort()).toEqual(["'+4930123456", "'+4930123456", "'=cmd; b", `'=${SECRET_TEXT}`].sort()); // prettier-ignore
  });

  test('as a workbook have messages, their conversations, and what it is about', async () => {
    const sheets = await readXlsx(await file(`messages/export?format=xlsx&${RANGE}&channel=web&tz=Asia%2FKathmandu`));
    const expected = await onScreen(`${RANGE}&channel=web`);
    expect(expected.length).toBeGreaterThan(300);
    expect(sheets.map(({ name }) => name)).toEqual(['Messages', 'Messages 2', 'Conversations', 'About']);
    const local = (instant: string) => new Date(Date.parse(instant) + 5.75 * 3_600_000).toISOString().slice(0, -1);
    const place = FIELDS.indexOf('timestamp');
    expect(rowsOf(sheets, 'Messages').map((row) => [row[0], row[place], row[FIELDS.indexOf('text')] ?? ''])).toEqual(
      expected.map(({ id, timestamp, text }) => [id, local(timestamp), text]),
    );

    const names = [...new Set(expected.map(({ business, bot, conversation }) => JSON.stringify([business, bot, conversation])))];
    const conversations = rowsOf(sheets, 'Conversations');
    expect(conversations.map(([business, bot, conversation]) => JSON.stringify([business, bot, conversation]))).toEqual(names);
    const everything = await onScreen(RANGE);
    for (const [business, bot, conversation, started, ended, duration, count, outcome] of conversations) {
      const own = everything.filter((each) => each.business === business && each.bot === bot && each.conversation === conversation);
      const [first, last] = [own[0]!.timestamp, own.at(-1)!.timestamp];
      const human = own.some(({ sender }) => sender === 'human');
      const finished = own.some(({ completed }) => completed === true);
      const open = now - Date.parse(last) < 1_800_000;
      expect([started, ended, count, outcome]).toEqual([
        local(first),
        local(last),
        own.length,
        human ? 'handedOff' : finished ? 'completed' : open ? 'open' : 'abandoned',
      ]);
      expect(duration).toBeCloseTo((Date.parse(last) - Date.parse(first)) / 1000, 2);
    }

    const said = about(sheets);
    expect(Object.fromEntries(said)).toMatchObject({
      From: '2026-01-01T05:45:00.000+05:45',
      'To, exclusive': '2026-04-03T05:45:00.000+05:45',
      'Time zone': 'Asia/Kathmandu',
      'Filter: channel': 'web',
      'Asked by': 'root',
      Messages: expected.length,
      Conversations: names.length,
      'Messages: understood': 'Whether the bot understood it.',
    });
    for (const name of FIELDS) expect(said.get(`Messages: ${name}`), name).toMatch(/\w/);
  });

  test('come with a name, and are kept by nobody', async () => {
    const march = 'from=2026-03-01T00:00:00Z&to=2026-03-08T00:00:00Z';
    const headersOf = async (range: string) => {
      const response = await as('root').request(`messages/export?format=csv&${range}`);
      await response.arrayBuffer();
      return response.headers;
    };
    const headers = await headersOf(march);
    expect(headers.get('content-disposition')).toBe('attachment; filename="messages_2026-03-01_2026-03-07.csv"');
    expect(headers.get('cache-control')).toMatch(/private, no-store/);
    expect(headers.get('vary')).toContain('Authorization');
    expect(Number(headers.get('x-expected-messages'))).toBe((await onScreen(march)).length);
    expect((await headersOf('from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z')).get('x-expected-messages')).toBe('0');
  });

  test('without any have a head and no rows', async () => {
    const none = 'from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z';
    expect((await readCsv(await file(`messages/export?format=csv&${none}`))).length).toBe(1);
    expect((await readXlsx(await file(`messages/export?format=xlsx&${none}`))).map(({ rows }) => rows.length).slice(0, 2)).toEqual([1, 1]);
    expect(await ndjson(none)).toEqual([]);
  });
});

describe('who may take files', () => {
  test('holds export, and what the report needs, on the same bots', async () => {
    for (const who of ['reader', 'exporter'])
      for (const report of REPORTS)
        expect([who, report, ...(await status(`${report}/export?format=csv&${RANGE}`, who))]).toEqual([who, report, 403, 'forbidden']);
    expect(new Set((await ndjson(RANGE, 'shop')).map(({ business, bot }) => `${business}/${bot}`))).toEqual(new Set(['acme/shop']));
    expect(await status(`messages/export?format=csv&bot=acme%2Fhelp`, 'shop')).toEqual([403, 'forbidden']);
    expect(await status(`trends/export?format=csv&bot=globex%2Fshop`, 'shop')).toEqual([403, 'forbidden']);
  });

  test('asks in a way that is understood', async () => {
    const refused = ['messages/export', 'messages/export?format=pdf', 'messages/export?format=csv&limit=3', 'messages/export?format=csv&order=newest', 'trends/export?format=ndjson', 'words/export', 'journey/export?format=csv&table=totals', 'journey/export?format=xlsx&table=links', 'messages/export?format=csv&table=about', 'words/export?format=csv&table=words&table=about']; // prettier-ignore
    for (const path of refused) expect(await status(path, 'root'), path).toEqual([400, 'invalid-query']);
  });
});

test('what leaves is written down: who, when, which filter, how many rows, how it ended', async () => {
  captured.lines.length = 0;
  const rows = (await ndjson(`${RANGE}&q=parcel&bot=acme%2Fshop&bot=acme%2Fhelp`, 'masked')).length;
  await file(`words/export?format=csv&${RANGE}`, 'masked');
  const lines = captured.lines.filter(({ audit }) => audit === 'export');
  const common = { principal: 'masked', requestId: expect.any(String) as string, time: expect.any(Number) as number };
  const asked = { ...common, report: 'messages', format: 'ndjson', from: '2026-01-01T00:00:00.000Z', to: '2026-04-03T00:00:00.000Z', filter: { q: ['parcel'], bot: ['acme/shop', 'acme/help'] } }; // prettier-ignore
  expect(lines).toMatchObject([
    { ...asked, msg: 'export begins' },
    { ...asked, msg: 'export ended', outcome: 'finished', rows, bytes: expect.any(Number) as number },
    { ...common, report: 'words', format: 'csv', msg: 'export ended', outcome: 'finished', rows: expect.any(Number) as number },
  ]);
});

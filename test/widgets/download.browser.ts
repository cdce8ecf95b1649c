import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../widgets/define.ts';
import type { BotJourney, BotMessages, BotProvider, BotWords } from '../../widgets/index.ts';
import { answered, audit, partOf, textOf } from './support/elements.ts';
import { type Lane, openLane } from './support/lane.ts';

type Widget = BotJourney | BotMessages | BotWords;

const textContent = (element: Element) => element.textContent.trim();

async function mount(
  lane: Lane,
  tag: 'bot-journey' | 'bot-messages' | 'bot-words',
  attributes: Record<string, string> = {},
): Promise<Widget> {
  const provider = await fixture<BotProvider>(html`
    <bot-provider gateway=${lane.url} range="yesterday" tz="Europe/Berlin" .getToken=${lane.getToken}></bot-provider>
  `);
  for (const [name, value] of Object.entries(attributes)) provider.setAttribute(name, value);
  const element = document.createElement(tag);
  provider.append(element);
  await answered(element);
  return element;
}

const opener = (element: Widget) => element.shadowRoot!.querySelector<HTMLButtonElement>('button.download');
const panel = (element: Widget) => partOf(element, 'download')!;
const button = (element: Widget, text: string) =>
  [...panel(element).querySelectorAll('button')].find((each) => each.textContent.includes(text))!;
const said = (element: Widget) => element.shadowRoot!.querySelector('[part="header"] [role="status"]')?.textContent ?? '';
const waitFor = (condition: () => boolean, fault: string) => waitUntil(condition, fault, { timeout: 15_000 });

async function openPanel(element: Widget): Promise<void> {
  await waitFor(() => opener(element) !== null, 'nothing to download with');
  opener(element)!.click();
  await waitFor(() => panel(element).matches(':popover-open'), 'it did not open');
}

/** What the page is given to save, instead of the browser's own folder. */
function catchFiles(): { files: { name: string; content: Blob }[]; stop: () => void } {
  const files: { name: string; content: Blob }[] = [];
  const blobs = new Map<string, Blob>();
  const createObjectURL = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (content: Blob) => {
    const url = createObjectURL(content);
    blobs.set(url, content);
    return url;
  };
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    files.push({ name: this.download, content: blobs.get(this.href)! });
  };
  return {
    files,
    stop() {
      URL.createObjectURL = createObjectURL;
      Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
    },
  };
}

describe('a download', () => {
  let caught: ReturnType<typeof catchFiles>;
  beforeEach(() => (caught = catchFiles()));
  afterEach(() => caught.stop());

  it('saves all messages that the list is about, in the file that was chosen', async () => {
    const lane = openLane();
    const element = (await mount(lane, 'bot-messages', { business: 'halden' })) as BotMessages;
    element.shown = 'human';
    await waitFor(() => element.settled && element.answer!.data.messages.every(({ sender }) => sender === 'human'), 'not filtered');
    await openPanel(element);
    await audit(element);
    button(element, 'CSV').click();
    await waitFor(() => caught.files.length === 1, 'nothing was saved');
    const [{ name, content }] = caught.files as [(typeof caught.files)[0]];
    expect(name).to.match(/^messages_\d{4}-\d\d-\d\d\.csv$/);
    const text = await content.text();
    const [head, ...lines] = text.split('\r\n');
    expect(head).to.contain('id,revision,timestamp,business,bot,conversation');
    expect(lines.length).to.be.greaterThan(element.answer!.data.messages.length);
    const [asked] = await lane.asked('/v1/messages/export');
    expect(Object.fromEntries(new URLSearchParams(asked!.query))).to.deep.equal({
      business: 'halden', tz: 'Europe/Berlin', range: 'yesterday', sender: 'human', format: 'csv',
    }); // prettier-ignore
    await waitFor(() => said(element).includes('is saved'), 'not said');
    expect(textOf(element)).to.match(/messages_\S+ is saved: [\d.]+ [kM]B/);
    await audit(element);
  });

  it('takes along the numbers of a report', async () => {
    const lane = openLane();
    const element = await mount(lane, 'bot-words');
    await openPanel(element);
    expect(panel(element).textContent).not.to.contain('NDJSON');
    button(element, 'Excel').click();
    await waitFor(() => caught.files.length === 1, 'nothing was saved');
    const start = new Uint8Array(await caught.files[0]!.content.slice(0, 2).arrayBuffer());
    expect([caught.files[0]!.name.replace(/_.*/, ''), ...start]).to.deep.equal(['words', 0x50, 0x4b]);
  });

  it('takes along each table of a report, and what explains it', async () => {
    const lane = openLane();
    const element = await mount(lane, 'bot-journey');
    await openPanel(element);
    await audit(element);
    const tables = panel(element).querySelector('[role="group"]')!;
    expect([...tables.querySelectorAll('button')].map(textContent)).to.deep.equal(['Nodes', 'Links', 'Explanations']);
    for (const [table, head] of [['Nodes', /^\uFEFF?story,node,/], ['Links', /^\uFEFF?fromStory,from,/], ['Explanations', /^\uFEFF?About,/]] as const) {
      caught.files.length = 0;
      button(element, table).click();
      await waitFor(() => caught.files.length === 1&& panel(element).querySelector('[role="group"]') !== null, `${table} was not saved`);
      expect(await caught.files[0]!.content.text()).to.match(head);
      expect(caught.files[0]!.name).to.match(/^journey-(nodes|links|about)_.*\.csv$/);
    }
  }); // prettier-ignore

  it('is offered to nobody who may not', async () => {
    const lane = openLane({ as: 'numbers' });
    const element = await mount(lane, 'bot-words');
    await waitFor(() => element.shadowRoot!.querySelector('.words, [part="list"], li, td') !== null, 'not drawn');
    await waitUntil(async () => (await lane.asked('/v1/scope')).length > 0, 'never asked', { timeout: 15_000 });
    await element.updateComplete;
    expect(opener(element)).to.equal(null);
  });

  it('shows that it runs, and is cancelled in the gateway too', async () => {
    const lane = openLane();
    const element = await mount(lane, 'bot-messages');
    await openPanel(element);
    await lane.fault({ path: '/v1/messages/export', delay: 60_000 });
    button(element, 'Excel').focus();
    button(element, 'Excel').click();
    await waitFor(() => panel(element).querySelector('progress') !== null, 'no progress');
    expect(said(element)).to.equal('The download has begun.');
    expect(element.shadowRoot!.activeElement).to.equal(button(element, 'Cancel'));
    await audit(element);
    button(element, 'Cancel').click();
    await waitFor(() => said(element).includes('cancelled'), 'not cancelled');
    expect(button(element, 'CSV')).to.be.instanceOf(HTMLButtonElement);
    await lane.fault({});
    button(element, 'CSV').click();
    await waitFor(() => caught.files.length === 1, 'nothing was saved afterwards');
    expect(caught.files[0]!.name).to.match(/\.csv$/);
  });

  it('says how many messages have come, and of how many, as far as that is known', async () => {
    const lane = openLane();
    const element = await mount(lane, 'bot-messages');
    await openPanel(element);
    const { prototype } = ReadableStreamDefaultReader;
    const { value: read } = Object.getOwnPropertyDescriptor(prototype, 'read') as { value: typeof prototype.read };
    for (const [format, expected] of [['NDJSON', /^[\d,]+ of ([\d,]+) messages, [\d.]+ (?:byte|[kM]B)$/], ['CSV', /^[\d,]+ of ([\d,]+) messages, /], ['Excel', /^[\d.]+ (?:byte|[kM]B) so far; ([\d,]+) messages in all$/]] as const) {
      let pieces = 0;
      let goOn: (() => void) | undefined;
      const held = new Promise<void>((resolve) => (goOn = resolve));
      // What comes is real and comes when it comes; it is held up here so that one sees how far it is.
      prototype.read = async function (this: ReadableStreamDefaultReader) {
        if (pieces++ > 0) await held;
        return read.call(this) as never;
      } as typeof read;
      try {
        button(element, format).click();
        await waitFor(() => expected.test(panel(element).querySelector('.note')?.textContent ?? ''), `${format} says nothing`);
        const [, all = ''] = expected.exec(panel(element).querySelector('.note')!.textContent)!;
        const progress = panel(element).querySelector('progress')!;
        if (format === 'Excel') expect(progress.hasAttribute('value')).to.equal(false);
        else expect([progress.hasAttribute('value'), progress.value <= 1]).to.deep.equal([true, true]);
        expect(opener(element)!.textContent.trim()).to.match(format === 'Excel' ? /(?:byte|B)$/ : /^\d+%$/);
        await audit(element);
        goOn?.();
        await waitFor(() => caught.files.length === 1 && said(element).includes('is saved'), 'nothing was saved');
        const { content } = caught.files.pop()!;
        if (format === 'NDJSON') expect((await content.text()).trimEnd().split('\n').length).to.equal(Number(all.replaceAll(',', '')));
      } finally {
        prototype.read = read;
        goOn?.();
      }
    }
  }); // prettier-ignore

  it('that fails says what happened, saves nothing, and may be tried again', async () => {
    const lane = openLane();
    const element = await mount(lane, 'bot-messages', { lang: 'de' });
    await openPanel(element);
    for (const [fault, text] of [
      [{ code: 'rate-limited', status: 429 }, 'Es laufen zu viele Downloads.'],
      [{ code: 'forbidden', status: 403 }, 'Das dürfen Sie nicht sehen.'],
      [{ code: 'store-unavailable', status: 503 }, 'Es wurde nichts gespeichert'],
      [{ cut: true }, 'nicht erreichbar'],
    ] as const) {
      await lane.fault({ path: '/v1/messages/export', ...fault });
      button(element, 'CSV').click();
      await waitFor(() => said(element).includes(text), `not said: ${text}`);
      expect(panel(element).querySelector('.failed')?.textContent).to.contain(text);
    }
    expect(caught.files).to.have.length(0);
    await audit(element);
    await lane.fault({});
    button(element, 'CSV').click();
    await waitFor(() => caught.files.length === 1, 'nothing was saved');
  });
});

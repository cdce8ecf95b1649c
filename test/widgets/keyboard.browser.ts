import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../widgets/define.ts';
import type { BotProvider } from '../../widgets/index.ts';
import { answered, partOf, shows } from './support/elements.ts';
import { type Lane, openLane } from './support/lane.ts';

type Tag = 'bot-filters' | 'bot-trends' | 'bot-stories' | 'bot-words' | 'bot-journey' | 'bot-messages';

/** Widgets between two links, as they stand in a page. */
async function mount(tags: readonly Tag[], lane: Lane = openLane(), range = '7d') {
  const place = await fixture<HTMLElement>(html`
    <div lang="en">
      <a href="#before">before</a>
      <bot-provider gateway=${lane.url} range=${range} tz="UTC" .getToken=${lane.getToken}></bot-provider>
      <a href="#after">after</a>
    </div>
  `);
  const provider = place.querySelector<BotProvider>('bot-provider')!;
  const elements = tags.map((tag) => document.createElement(tag));
  provider.append(...elements);
  place.querySelector('a')!.focus();
  return { place, provider, elements, lane, element: elements[0]! };
}

/** What has the focus, however deep. */
function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

/** By what a viewer would call it. */
function nameOf(element: Element | null): string {
  if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement)
    return element.ariaLabel ?? element.labels?.[0]?.textContent.trim() ?? '';
  return (element?.ariaLabel ?? element?.textContent ?? '').trim().replaceAll(/\s+/g, ' ');
}

/** Presses the Tab key until the page's second link, and says where it went. */
async function walk(): Promise<Element[]> {
  const stops: Element[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await sendKeys({ press: 'Tab' });
    const at = focused();
    if (!at || at.textContent === 'after') return stops;
    stops.push(at);
  }
  throw new Error(`No way out: ${stops.slice(-4).map(nameOf).join(', ')}`);
}

const find = (element: Element, selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector);
const button = (element: Element, name: string) =>
  [...element.shadowRoot!.querySelectorAll('button')].find((each) => nameOf(each) === name && each.checkVisibility());
const hasFocus = (element: Element) => document.activeElement === element && element.shadowRoot!.activeElement !== null;

describe('the keyboard', () => {
  it('gets through all widgets and out again, and sees where it is', async () => {
    const { elements } = await mount(['bot-filters', 'bot-trends', 'bot-stories', 'bot-words', 'bot-messages']);
    for (const element of elements.slice(1)) await answered(element);
    await waitUntil(() => find(elements[1]!, 'canvas') && find(elements[2]!, 'tbody tr') && find(elements[4]!, '.row'), 'not drawn', {
      timeout: 15_000,
    });
    const stops = await walk();
    const hosts = new Set(stops.map((stop) => (stop.getRootNode() as ShadowRoot).host.localName));
    expect([...hosts]).to.deep.equal(elements.map(({ localName }) => localName));
    for (const stop of stops) expect(nameOf(stop), stop.outerHTML.slice(0, 120)).not.to.equal('');
    // Back the same way: nothing is reached in one direction only.
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ up: 'Shift' });
    expect(focused()).to.equal(stops.at(-1));
  });

  it('opens a filter, chooses, and is back on its button', async () => {
    const { element, provider } = await mount(['bot-filters']);
    await waitUntil(() => (find(element, '.filter')?.textContent ?? '').includes('7'), 'no filters', { timeout: 15_000 });
    await sendKeys({ press: 'Tab' });
    const opener = focused();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => focused() instanceof HTMLInputElement, 'nothing to choose has the focus');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => focused() === opener, 'the focus is not back');
    provider.filters = { range: '30d' };
    await waitUntil(() => !find(element, '.reset')!.matches(':disabled'), 'nothing to reset');
    find(element, '.reset')!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => find(element, '.reset')!.matches(':disabled'), 'not reset');
    await element.updateComplete;
    expect(hasFocus(element)).to.be.true;
    expect(focused()!.matches(':disabled')).to.be.false;
  });

  it('stays in a widget whose "try again" has gone', async () => {
    const lane = openLane();
    await lane.fault({ code: 'internal', status: 500, path: '/v1/trends' });
    const { element } = await mount(['bot-trends'], lane);
    await waitUntil(() => button(element, 'Try again'), 'no retry', { timeout: 15_000 });
    await lane.fault({});
    button(element, 'Try again')!.focus();
    await sendKeys({ press: 'Enter' });
    await answered(element);
    await waitUntil(() => !button(element, 'Try again'), 'it did not go');
    expect(hasFocus(element)).to.be.true;
    await sendKeys({ press: 'Tab' });
    expect(hasFocus(element)).to.be.true;
  });

  it('narrows a range in the chart and stays on it', async () => {
    const { element, provider } = await mount(['bot-trends']);
    await waitUntil(() => find(element, 'canvas[data-drawn]'), 'not drawn', { timeout: 15_000 });
    find(element, 'canvas')!.focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => provider.filters.from !== undefined, 'not narrowed');
    await waitUntil(() => element.shadowRoot!.textContent.includes('Back'), 'no way back');
    expect(focused()).to.equal(find(element, 'canvas'));
    [...element.shadowRoot!.querySelectorAll('button')].find((each) => each.textContent.includes('Back'))!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => provider.filters.range === '7d', 'not back');
    await element.updateComplete;
    expect(hasFocus(element)).to.be.true;
  });

  it('goes from a story to its ring and back', async () => {
    const { element } = await mount(['bot-stories']);
    await waitUntil(() => find(element, 'tbody tr[tabindex="0"]'), 'not drawn', { timeout: 15_000 });
    const row = find(element, 'tbody tr[tabindex="0"]') as HTMLTableRowElement;
    row.focus();
    await sendKeys({ press: 'ArrowRight' });
    expect(row.ariaExpanded).to.equal('true');
    find(element, '.slice')!.focus();
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    expect(hasFocus(element), 'after a slice').to.be.true;
    await waitUntil(() => find(element, '.back'), 'no way back');
    find(element, '.back')!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => !find(element, '.back'), 'not back');
    expect(hasFocus(element), 'after the way back').to.be.true;
  });

  it('reads the whole of a long name where it is', async () => {
    const lane = openLane();
    const story = 'Rechtsschutzversicherungsgesellschaften und Kraftfahrzeughaftpflicht';
    const said = { business: 'halden', bot: 'booking', conversation: `k-${Date.now()}`, user: 'u-1', sender: 'bot', text: 'x', story };
    await lane.send({ ...said, id: 'm-1', timestamp: new Date().toISOString(), node: 'A' });
    const { element, provider } = await mount(['bot-stories'], lane);
    provider.style.inlineSize = '40rem';
    await waitUntil(() => find(element, `.name[title="${story}"]`), 'not there', { timeout: 15_000 });
    const name = find(element, `tbody .name[title="${story}"]`)!;
    const [whole, part] = [...name.children] as [HTMLElement, HTMLElement];
    expect(whole.offsetWidth).to.equal(1);
    find(element, 'tbody tr[tabindex="0"]')!.focus();
    await sendKeys({ press: 'ArrowDown' });
    name.closest('tr')!.focus();
    await waitUntil(() => whole.offsetWidth > 50 && part.offsetWidth === 0, 'still cut');
    expect(name.scrollWidth).to.be.at.most(name.clientWidth + 1);
  });

  it('picks a word, takes it off the messages again, and is not thrown out', async () => {
    const { elements, provider } = await mount(['bot-words', 'bot-messages']);
    const [words, messages] = [elements[0]!, elements[1]!];
    await waitUntil(() => find(words, '[data-word][tabindex="0"]') && find(messages, '.row'), 'not drawn', { timeout: 15_000 });
    find(words, '[data-word][tabindex="0"]')!.focus();
    await sendKeys({ press: 'ArrowRight' });
    const word = focused();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => provider.selection.keyword !== undefined, 'not picked');
    await waitUntil(() => partOf(messages, 'picked') ?? find(messages, 'button.picked'), 'no chip');
    expect(focused()).to.equal(word);
    find(messages, 'button.picked')!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => provider.selection.keyword === undefined && !find(messages, 'button.picked'), 'still picked');
    expect(hasFocus(messages)).to.be.true;
  });

  it('opens a conversation, reads, and comes back to its row', async () => {
    const { element } = await mount(['bot-messages']);
    await waitUntil(() => find(element, '.open-button[tabindex="0"]'), 'no rows', { timeout: 15_000 });
    find(element, '.open-button[tabindex="0"]')!.focus();
    await sendKeys({ press: 'ArrowDown' });
    const row = focused()!.closest('.row')!;
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => focused()?.matches('.title'), 'not there');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => focused()?.closest('.row') === row, 'not back');
  });

  it('widens an empty range and stays', async () => {
    const lane = openLane();
    const { element, provider } = await mount(['bot-trends'], lane);
    provider.filters = { channel: ['none-such'] };
    await shows(element, 'No conversations in the range');
    button(element, 'Widen to 30 days')!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => provider.filters.range === '30d' && !button(element, 'Widen to 30 days'), 'not widened');
    expect(document.activeElement).to.equal(element);
  });
});

import { aTimeout, expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import '../../widgets/define.ts';
import type { ScopeAnswer } from '../../gateway/contract/scope.ts';
import type { BotFilterRequestEvent, BotFilters } from '../../widgets/index.ts';
import { audit, shows, textOf } from './support/elements.ts';
import { type Lane, openLane } from './support/lane.ts';

async function mount(lane: Pick<Lane, 'url' | 'getToken'>, attributes: Record<string, string> = {}) {
  const place = await fixture(html`<div></div>`);
  const provider = document.createElement('bot-provider');
  for (const [name, value] of Object.entries({ gateway: lane.url, range: '7d', tz: 'Europe/Berlin', ...attributes }))
    provider.setAttribute(name, value);
  provider.getToken = lane.getToken;
  const element = provider.appendChild(document.createElement('bot-filters'));
  place.append(provider);
  await element.updateComplete;
  return { provider, element };
}

const ready = ({ shadowRoot }: BotFilters) =>
  waitUntil(() => shadowRoot!.querySelector('.bar') !== null && shadowRoot!.querySelector('.skeleton') === null, 'not ready', {
    timeout: 15_000,
  });

const all = (element: BotFilters, selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
const one = (element: BotFilters, selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector);
const buttonOf = (element: BotFilters, label: string) =>
  all(element, '.filter').find((button) => button.querySelector('.note')!.textContent === label)!;
const labels = (element: BotFilters) => all(element, '.filter > .note').map(({ textContent }) => textContent);

/** Opens a filter, as a press does. */
async function open(element: BotFilters, label: string): Promise<HTMLElement> {
  const button = buttonOf(element, label);
  button.click();
  const panel = one(element, `#${button.getAttribute('popovertarget')!}`)!;
  await waitUntil(() => panel.matches(':popover-open') && panel.childElementCount > 0, 'it did not open');
  await element.updateComplete;
  return panel;
}

const optionOf = (panel: HTMLElement, label: string) =>
  [...panel.querySelectorAll<HTMLElement>('.option')].find((option) => option.querySelector('.name')?.getAttribute('title') === label)!;
const boxOf = (panel: HTMLElement, label: string) => optionOf(panel, label).querySelector('input')!;
const chosen = (panel: HTMLElement) =>
  [...panel.querySelectorAll<HTMLInputElement>('.option input')]
    .filter(({ checked }) => checked)
    .map((box) => box.parentElement!.textContent.trim());

function type(field: HTMLInputElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('input'));
}

/** While it lasts, the gateway's answer about what may be seen is a longer one. @returns the way to end it */
async function withManyBots(lane: Lane): Promise<() => void> {
  const scope = await lane.ask<ScopeAnswer>('/v1/scope');
  const bots = Array.from({ length: 300 }, (_, n) => ({
    id: `bot-${n}`,
    name: `Assistant number ${n} of the northern branch`,
    permissions: [],
  }));
  const longer = { ...scope, businesses: [...scope.businesses, { id: 'big', name: 'Big & Söhne', bots }] };
  const own = Object.getOwnPropertyDescriptor(window, 'fetch')!;
  const ask = window.fetch.bind(window);
  window.fetch = async (input, init) =>
    typeof input === 'string' && input.endsWith('/v1/scope') ? Response.json(longer) : ask(input, init);
  return () => Object.defineProperty(window, 'fetch', own);
}

describe('bot-filters', () => {
  it('is accessible while it waits, when it is there, and with each panel open', async function () {
    this.timeout(90_000);
    const lane = openLane();
    await lane.fault({ delay: 1500, path: '/v1/scope' });
    const { element } = await mount(lane);
    await shows(element, 'Range');
    await audit(element);
    await lane.fault({});
    await ready(element);
    await audit(element);
    for (const label of labels(element)) {
      const panel = await open(element, label);
      await audit(element);
      panel.hidePopover();
    }
  });

  it('offers what the viewer may see, by its names, and only where there is a choice', async () => {
    const { element } = await mount(openLane());
    await ready(element);
    expect(labels(element)).to.deep.equal(['Range', 'Business', 'Bot', 'Channel', 'Language', 'Time zone']);
    const scope = await openLane().ask<ScopeAnswer>('/v1/scope');
    const panel = await open(element, 'Bot');
    const names = [...panel.querySelectorAll('.option .name')].map((name) => name.getAttribute('title'));
    expect(names).to.deep.equal(scope.businesses.flatMap(({ bots }) => bots.map(({ name }) => name)));
    expect(chosen(panel)).to.deep.equal(['All']);

    const { element: ofOne } = await mount(openLane({ as: 'numbers' }));
    await ready(ofOne);
    expect(labels(ofOne)).to.deep.equal(['Range', 'Bot', 'Channel', 'Language', 'Time zone']);
  });

  it('asks for several with one event, that the page can prevent, and writes to the provider', async () => {
    const { element, provider } = await mount(openLane());
    await ready(element);
    const panel = await open(element, 'Bot');
    const asked: unknown[] = [];
    element.addEventListener('bot-filter-request', (request) => asked.push(request.filters));
    boxOf(panel, 'Booking bot').click();
    boxOf(panel, 'Baggage desk').click();
    await waitUntil(() => provider.filters.bot.length === 2, 'not asked', { timeout: 5000 });
    expect(asked).to.deep.equal([{ bot: ['halden/booking', 'halden/baggage'] }]);
    expect(textOf(buttonOf(element, 'Bot'))).to.include('2 of 12');

    element.addEventListener('bot-filter-request', (request) => request.preventDefault(), { once: true });
    boxOf(panel, 'Booking bot').click();
    panel.hidePopover();
    await aTimeout(100);
    expect(provider.filters.bot).to.have.length(2);
    expect(textOf(buttonOf(element, 'Bot'))).to.include('2 of 12');
  });

  it('drops bots of other businesses when businesses are chosen, so that something is left to show', async () => {
    const { element, provider } = await mount(openLane(), { bot: 'halden/booking,aldermoor/cards' });
    await ready(element);
    const panel = await open(element, 'Business');
    boxOf(panel, 'Halden Air').click();
    panel.hidePopover();
    await waitUntil(() => provider.filters.business.length === 1);
    expect(provider.filters).to.deep.include({ business: ['halden'], bot: ['halden/booking'] });
    const bots = await open(element, 'Bot');
    expect([...bots.querySelectorAll('.option')].map((option) => option.textContent.trim())).to.deep.equal([
      'All',
      'Booking bot',
      'Baggage desk',
    ]);
    for (const name of ['Baggage desk']) boxOf(bots, name).click();
    bots.hidePopover();
    await waitUntil(() => provider.filters.bot.length === 0, 'all of them one by one are all');
  });

  it('takes a range by its name, and is done', async () => {
    const { element, provider } = await mount(openLane());
    await ready(element);
    const panel = await open(element, 'Range');
    optionOf(panel, 'Last month').dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true, cancelable: true }));
    await waitUntil(() => provider.filters.range === 'last-month', 'not asked');
    await waitUntil(() => !panel.matches(':popover-open'));
    expect(textOf(buttonOf(element, 'Range'))).to.include('Last month');
  });

  it('reads an own range on the clock of the zone, and says what is wrong with one', async () => {
    const { element, provider } = await mount(openLane());
    await ready(element);
    const panel = await open(element, 'Range');
    const [from, to] = [...panel.querySelectorAll<HTMLInputElement>('[type="datetime-local"]')] as [HTMLInputElement, HTMLInputElement];
    const submit = panel.querySelector<HTMLElement>('[type="submit"]')!;
    [from.value, to.value] = ['2026-03-29T04:00', '2026-03-29T02:30'];
    submit.click();
    await shows(element, 'The end must be after the start.');
    await audit(element);
    from.value = '';
    submit.click();
    await shows(element, 'Give both a start and an end.');
    [from.value, to.value] = ['2026-03-29T00:00', '2026-03-29T02:30'];
    submit.click();
    await waitUntil(() => provider.filters.from !== undefined, 'not asked');
    expect(provider.filters).to.deep.include({ from: '2026-03-29T00:00:00+01:00', to: '2026-03-29T03:30:00+02:00' });
    expect(provider.filters.range).to.be.undefined;
    expect(textOf(buttonOf(element, 'Range'))).to.include('Mar 29, 2026');
    const again = await open(element, 'Range');
    expect(again.querySelector<HTMLInputElement>('[type="datetime-local"]')!.value).to.equal('2026-03-29T00:00');
  });

  it('finds a zone by its city', async () => {
    const { element, provider } = await mount(openLane());
    await ready(element);
    const panel = await open(element, 'Time zone');
    expect(chosen(panel)).to.have.length(1);
    const field = panel.querySelector<HTMLInputElement>('[type="search"]')!;
    type(field, 'sao pau');
    await waitUntil(() => panel.querySelectorAll('.option').length === 1);
    boxOf(panel, 'America/Sao Paulo').click();
    panel.hidePopover();
    await waitUntil(() => provider.filters.tz === 'America/Sao_Paulo');
    type((await open(element, 'Time zone')).querySelector('[type="search"]')!, 'atlantis');
    await shows(element, 'Nothing is called that.');
  });

  it('shows what the page sets, at once', async () => {
    const { element, provider } = await mount(openLane());
    await ready(element);
    provider.filters = { range: 'yesterday', channel: ['web'], bot: ['elsewhere/no%2Fsuch'] };
    await waitUntil(() => textOf(buttonOf(element, 'Range')).includes('Yesterday'));
    expect(textOf(buttonOf(element, 'Channel'))).to.include('web');
    expect(textOf(buttonOf(element, 'Bot'))).to.include('elsewhere / no/such');
    const panel = await open(element, 'Bot');
    boxOf(panel, 'elsewhere / no/such').click();
    await waitUntil(() => provider.filters.bot.length === 0, 'it could not be given up', { timeout: 5000 });
  });

  it('goes back in one step to what the page began with', async () => {
    const { element, provider } = await mount(openLane(), { channel: 'web' });
    await ready(element);
    const reset = one(element, '.reset') as HTMLButtonElement;
    expect(reset.disabled).to.be.true;
    provider.filters = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', channel: [], language: ['de'], tz: 'UTC' };
    await waitUntil(() => !reset.disabled);
    setTimeout(() => reset.click());
    const request: BotFilterRequestEvent = await oneEvent(element, 'bot-filter-request');
    expect(request.filters).to.deep.include({ range: '7d', channel: ['web'], language: [], tz: 'Europe/Berlin' });
    await waitUntil(() => reset.disabled);
    expect(provider.filters).to.deep.equal({ business: [], bot: [], channel: ['web'], language: [], tz: 'Europe/Berlin', range: '7d' });
  });

  it('stays usable with 300 bots: found by name, walked by keys, quick', async () => {
    const lane = openLane();
    const end = await withManyBots(lane);
    const { element, provider } = await mount(lane);
    await ready(element);
    end();
    const begin = performance.now();
    const panel = await open(element, 'Bot');
    expect(performance.now() - begin).to.be.lessThan(1500);
    expect(panel.querySelectorAll('.option').length).to.be.greaterThan(300);
    const field = panel.querySelector<HTMLInputElement>('[type="search"]')!;
    await waitUntil(() => panel.contains(element.shadowRoot!.activeElement), 'the panel has no focus');
    field.focus();
    type(field, 'SOHNE number 27 ');
    await waitUntil(() => panel.querySelectorAll('.option').length === 13);
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
    const box = element.shadowRoot!.activeElement as HTMLInputElement;
    expect(box.type).to.equal('checkbox');
    box.click();
    await waitUntil(() => provider.filters.bot.length === 1, 'not asked', { timeout: 5000 });
    expect(provider.filters.bot[0]).to.equal('big/bot-27');
    await audit(element);
  });

  it('wraps at 320 pixels, and every panel stays within the window', async () => {
    const { element, provider } = await mount(openLane(), { bot: 'halden/booking' });
    provider.style.inlineSize = '320px';
    await ready(element);
    const { right } = provider.getBoundingClientRect();
    for (const each of all(element, '.bar > *:not([popover])')) expect(each.getBoundingClientRect().right).to.be.at.most(right + 0.5);
    for (const label of labels(element)) {
      const panel = await open(element, label);
      const box = panel.getBoundingClientRect();
      expect(box.left).to.be.at.least(0);
      expect(box.right).to.be.at.most(innerWidth);
      expect(box.bottom).to.be.at.most(innerHeight);
      panel.hidePopover();
    }
  });

  it('says in a sentence that nothing may be seen', async () => {
    const { element } = await mount(openLane({ as: 'nobody' }));
    await shows(element, 'You may not see this.');
    expect(all(element, '.filter')).to.be.empty;
    await audit(element);
  });

  it('keeps range and zone when the bots cannot be asked, and tries again', async () => {
    const lane = openLane();
    await lane.fault({ code: 'store-unavailable', status: 503, retryAfter: 60, path: '/v1/scope' });
    const { element } = await mount(lane);
    await shows(element, 'The numbers take a break.');
    expect(labels(element)).to.deep.equal(['Range', 'Time zone']);
    await audit(element);
    await lane.fault({});
    one(element, '[part~="message"] button')!.click();
    await waitUntil(() => labels(element).includes('Bot'), 'it did not come back', { timeout: 10_000 });
  });
});

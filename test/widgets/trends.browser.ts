import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../widgets/define.ts';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Trends } from '../../gateway/contract/trends.ts';
import type { BotFilterRequestEvent, BotProvider, BotTrends } from '../../widgets/index.ts';
import { answered, audit, partOf, shows, textOf } from './support/elements.ts';
import { type Lane, openLane } from './support/lane.ts';

interface Mounted {
  lane: Lane;
  provider: BotProvider;
  trends: BotTrends;
}

async function mount(attributes: Record<string, string> = {}, lang = 'en'): Promise<Mounted> {
  const lane = openLane();
  const provider = await fixture<BotProvider>(
    html`<bot-provider lang=${lang} gateway=${lane.url} range="7d" tz="Europe/Berlin" .getToken=${lane.getToken}></bot-provider>`,
  );
  const trends = document.createElement('bot-trends');
  for (const [name, value] of Object.entries(attributes)) trends.setAttribute(name, value);
  provider.append(trends);
  await answered(trends);
  await waitUntil(() => partOf(trends, 'figures') !== null, 'no figures', { timeout: 5000 });
  return { lane, provider, trends };
}

const figure = (trends: BotTrends, measure: string) => trends.shadowRoot!.querySelector<HTMLElement>(`[part=figure].${measure}`)!;
const about = (trends: BotTrends, measure: string) => trends.shadowRoot!.querySelector<HTMLElement>(`#about-${measure}`)!;
const canvasOf = (trends: BotTrends) => trends.shadowRoot!.querySelector('canvas')!;
const drawn = (trends: BotTrends) =>
  waitUntil(() => trends.shadowRoot!.querySelector('canvas[data-drawn]'), 'no chart', { timeout: 10_000 });
const press = (trends: BotTrends, key: string, shiftKey = false) =>
  canvasOf(trends).dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, cancelable: true }));
const moment = (trends: BotTrends) => partOf(trends, 'tooltip')!.innerText.replaceAll(/\s+/g, ' ');

describe('bot-trends', () => {
  for (const display of ['lines', 'outcomes', 'table']) {
    for (const lang of ['en', 'de']) {
      it(`is accessible as ${display}, in ${lang}`, async () => {
        const { trends } = await mount({ display }, lang);
        if (display !== 'table') await drawn(trends);
        await audit(trends);
      });
    }
  }

  it('shows the gateway’s numbers, short in the figures and whole on hover', async () => {
    const { lane, trends } = await mount();
    const { data } = await lane.ask<Answer<Trends>>('/v1/trends?range=7d&tz=Europe/Berlin&compare=previous');
    const { totals } = trends.answer!.data;
    expect(totals).to.deep.equal(data.totals);
    const exact = new Intl.NumberFormat('en').format(totals.messages);
    expect(figure(trends, 'messages').innerText).to.match(/\d/);
    expect(about(trends, 'messages').textContent).to.contain(exact).and.contain('All messages of these conversations.');
    expect(figure(trends, 'automation').innerText).to.contain(`${Number((totals.automation! * 100).toFixed(1))}%`);
  });

  it('names the range that it compares with, and says why where there is nothing to compare', async () => {
    const { provider, trends } = await mount();
    // Here no other test sends messages of long ago.
    provider.filters = { business: ['aldermoor'] };
    const says = (text: RegExp) =>
      waitUntil(() => text.test(about(trends, 'users').textContent), `It says: ${about(trends, 'users').textContent}`, { timeout: 18_000 });
    // The data begin eight days ago: within the seven days before these.
    await says(/No change is shown: the first conversation came later/);
    provider.filters = { range: 'today' };
    await says(/[\d,]+ before, \w+ \d+/);
    expect(partOf(trends, 'caption')!.innerText).to.contain('Compared with');
    expect(figure(trends, 'users').innerText).to.match(/[↑↓→]/);
    provider.filters = { range: '30d' };
    await says(/No change is shown: there were no conversations/);
    expect(figure(trends, 'users').innerText).to.contain('–');
    expect(partOf(trends, 'caption')!.innerText).not.to.contain('Compared');
  });

  it('draws what its figures choose', async () => {
    const { trends } = await mount();
    await drawn(trends);
    const pressed = () => [...trends.shadowRoot!.querySelectorAll('[part=figure][aria-pressed=true]')].map(({ classList }) => classList[0]);
    expect(pressed()).to.deep.equal(['conversations', 'users']);
    const toggle = async (measure: string) => {
      figure(trends, measure).click();
      await trends.updateComplete;
    };
    await toggle('automation');
    await toggle('users');
    expect(pressed()).to.deep.equal(['conversations', 'automation']);
    press(trends, 'Home');
    expect(moment(trends)).to.contain('Automation').and.not.to.contain('Users');
    await toggle('conversations');
    await toggle('automation');
    expect(pressed()).to.deep.equal(['automation']);
  });

  it('shows the same numbers in its table, and names the bucket that is not over', async () => {
    const { trends } = await mount({ display: 'table' });
    const { buckets } = trends.answer!.data;
    const rows = [...trends.shadowRoot!.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent.trim()),
    );
    expect(rows).to.have.length(buckets.length);
    expect(rows[0]![0]).to.contain('so far');
    const format = new Intl.NumberFormat('en');
    const outcomes = buckets.map(({ completed, handedOff, abandoned, open }) =>
      [completed, handedOff, abandoned, open].map((count) => format.format(count)),
    );
    expect(rows.map((row) => row.slice(-5, -1))).to.deep.equal(outcomes.reverse());
    expect(trends.shadowRoot!.querySelector('canvas')).to.equal(null);
  });

  it('lays a long table out page by page', async () => {
    const { provider, trends } = await mount({ display: 'table', interval: 'hour' });
    provider.filters = { range: '14d' };
    const rows = () => trends.shadowRoot!.querySelectorAll('tbody tr').length;
    await waitUntil(() => rows() === 200, 'no first page', { timeout: 10_000 });
    const all = trends.answer!.data.buckets.length;
    const more = [...trends.shadowRoot!.querySelectorAll('button')].find(({ textContent }) => textContent.includes('more rows'))!;
    expect(more.textContent).to.contain(`Show ${all - 200} more rows`);
    more.click();
    await waitUntil(() => rows() === all);
    expect(textOf(trends)).not.to.contain('more rows');
  });

  it('goes from a view to a line by a click on a figure', async () => {
    const { trends } = await mount({ display: 'outcomes' });
    await shows(trends, 'Handed off');
    figure(trends, 'messages').click();
    await waitUntil(() => figure(trends, 'messages').getAttribute('aria-pressed') === 'true');
    expect(trends.display).to.equal('lines');
  });

  it('asks by the interval that is chosen, and only while the range allows it', async () => {
    const { lane, provider, trends } = await mount();
    const select = trends.shadowRoot!.querySelector('select')!;
    expect([...select.options].map(({ value }) => value)).to.deep.equal(['', 'hour', 'day', 'week']);
    select.value = 'hour';
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => trends.answer?.data.interval === 'hour', 'no hours', { timeout: 10_000 });
    provider.filters = { range: '365d' };
    await waitUntil(() => trends.answer?.data.interval === 'week', 'no weeks', { timeout: 10_000 });
    expect((await lane.asked('/v1/trends')).every(({ status }) => status === 200 || status === 304)).to.equal(true);
  });

  it('asks for the time that is chosen in it, and knows the way back', async () => {
    const { provider, trends } = await mount();
    await drawn(trends);
    press(trends, 'End');
    press(trends, 'ArrowLeft');
    press(trends, 'ArrowLeft', true);
    press(trends, 'Enter');
    const { buckets } = trends.answer!.data;
    const instant = (time: string) => new Date(time).toISOString();
    expect(provider.filters).to.deep.include({ from: instant(buckets.at(-3)!.start), to: instant(buckets.at(-2)!.end) });
    await shows(trends, 'Back');
    [...trends.shadowRoot!.querySelectorAll('button')].find(({ textContent }) => textContent.includes('Back'))!.click();
    expect(provider.filters.range).to.equal('7d');
    await waitUntil(() => !textOf(trends).includes('Back'), 'the way back stayed', { timeout: 10_000 });
  });

  it('leaves the range alone where the page prevents it', async () => {
    const { provider, trends } = await mount();
    await drawn(trends);
    const asked: unknown[] = [];
    provider.addEventListener('bot-filter-request', (event: BotFilterRequestEvent) => {
      asked.push(event.filters);
      event.preventDefault();
    });
    press(trends, 'End');
    press(trends, 'ArrowLeft');
    press(trends, 'Enter');
    expect(asked).to.have.length(1);
    expect(provider.filters.range).to.equal('7d');
    expect(textOf(trends)).not.to.contain('Back');
  });

  it('takes a new message in while somebody looks, without taking the moment away', async () => {
    const { lane, trends } = await mount();
    await drawn(trends);
    await waitUntil(() => partOf(trends, 'freshness')?.className === 'live', 'not live', { timeout: 10_000 });
    press(trends, 'End');
    const canvas = canvasOf(trends);
    const before = trends.answer!.data.totals.conversations;
    const { businesses } = await lane.ask<{ businesses: { id: string; bots: { id: string }[] }[] }>('/v1/scope');
    await lane.send({
      id: '1',
      timestamp: Date.now(),
      business: businesses[0]!.id,
      bot: businesses[0]!.bots[0]!.id,
      conversation: crypto.randomUUID(),
      user: 'somebody new',
      sender: 'user',
      text: 'Hello?',
    });
    await waitUntil(() => trends.answer!.data.totals.conversations > before, 'the number did not move', { timeout: 10_000 });
    await trends.updateComplete;
    expect(canvasOf(trends)).to.equal(canvas);
    expect(partOf(trends, 'tooltip')!.hidden).to.equal(false);
    const today = trends.answer!.data.buckets.at(-1)!.conversations;
    expect(moment(trends)).to.contain(new Intl.NumberFormat('en').format(today));
  });

  it('hides what hover and focus show on Escape', async () => {
    const { trends } = await mount();
    const button = figure(trends, 'users');
    const visibility = () => getComputedStyle(about(trends, 'users')).visibility;
    button.focus();
    if (button.matches(':focus-visible')) await waitUntil(() => visibility() === 'visible', 'nothing was shown', { timeout: 5000 });
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await waitUntil(() => visibility() === 'hidden', 'it stayed');
  });
});

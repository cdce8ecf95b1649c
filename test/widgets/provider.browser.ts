import { aTimeout, expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import '../../widgets/define.ts';
import type { BotFiltersChangeEvent, BotProvider, BotTrends } from '../../widgets/index.ts';
import { answered, shows } from './support/elements.ts';
import { type Lane, openLane } from './support/lane.ts';

interface Trends {
  range: { from: string; to: string; tz: string };
  data: { totals: { conversations: number } };
}

const conversationsOf = ({ answer }: BotTrends) => answer?.data.totals.conversations;
const conversations = async (lane: Lane, query: string) => (await lane.ask<Trends>(`/v1/trends?${query}`)).data.totals.conversations;

/** Other tests send messages meanwhile: what differs for a moment agrees with the next change. */
const agree = (trends: BotTrends, lane: Lane, query: string) =>
  waitUntil(async () => conversationsOf(trends) === (await conversations(lane, query)), 'other numbers than the gateway', {
    interval: 300,
    timeout: 10_000,
  });

describe('bot-provider', () => {
  it('gives the widgets inside it gateway, visitor and filters', async () => {
    const lane = openLane();
    const provider = await fixture<BotProvider>(html`
      <bot-provider gateway=${lane.url} range="yesterday" tz="Europe/Berlin" business="halden" .getToken=${lane.getToken}>
        <div><bot-trends></bot-trends></div>
      </bot-provider>
    `);
    const trends = provider.querySelector('bot-trends')!;
    await answered(trends);
    await agree(trends, lane, 'range=yesterday&tz=Europe/Berlin&business=halden');
  });

  it('is found across shadow roots, and is the nearest one', async () => {
    const [outer, inner] = [openLane(), openLane()];
    const page = await fixture<HTMLElement>(html`
      <bot-provider gateway=${outer.url} .getToken=${outer.getToken}>
        <bot-provider gateway=${inner.url} range="today" .getToken=${inner.getToken}><div></div></bot-provider>
      </bot-provider>
    `);
    const shadow = page.querySelector('div')!.attachShadow({ mode: 'closed' });
    const trends = document.createElement('bot-trends');
    shadow.append(trends);
    await answered(trends);
    expect(trends.settings.range).to.equal('today');
    expect(await outer.asked('/v1/trends')).to.have.length(0);
    expect(await inner.asked('/v1/trends', 'compare=')).to.have.length(1);
  });

  it('is found by its id, also when it comes later, and others do not mix in', async () => {
    const [near, named] = [openLane(), openLane({ as: 'numbers' })];
    const page = await fixture<HTMLElement>(html`
      <bot-provider gateway=${near.url} .getToken=${near.getToken}>
        <bot-trends provider="elsewhere"></bot-trends>
      </bot-provider>
    `);
    await aTimeout(50);
    expect(await near.asked()).to.have.length(0);
    const provider = document.createElement('bot-provider');
    Object.assign(provider, { id: 'elsewhere', gateway: named.url, tz: 'Asia/Kathmandu', getToken: named.getToken });
    page.append(provider);
    const trends = page.querySelector('bot-trends')!;
    await answered(trends);
    expect(trends.answer!.range.tz).to.equal('Asia/Kathmandu');
    expect(await near.asked()).to.have.length(0);
  });

  it('gives way to what a widget says itself', async () => {
    const lane = openLane();
    const provider = await fixture<BotProvider>(html`
      <bot-provider gateway=${lane.url} range="7d" tz="Europe/Berlin" bot="halden/booking" .getToken=${lane.getToken}>
        <bot-trends range="yesterday" business="aldermoor" tz="America/New_York"></bot-trends>
      </bot-provider>
    `);
    const trends = provider.querySelector('bot-trends')!;
    await answered(trends);
    await agree(trends, lane, 'range=yesterday&business=aldermoor&tz=America/New_York');
  });

  it('gives its token to no gateway but its own', async () => {
    const [own, foreign] = [openLane(), openLane()];
    let asked = 0;
    const getToken = () => {
      asked += 1;
      return own.getToken();
    };
    await fixture(html`
      <bot-provider gateway=${own.url} .getToken=${getToken}><bot-trends gateway=${foreign.url}></bot-trends></bot-provider>
    `);
    await aTimeout(300);
    expect(await foreign.asked()).to.have.length(0);
    expect(asked).to.equal(0);
  });

  it('asks for the token once, for each report once, and holds one live stream', async () => {
    const lane = openLane();
    let asked = 0;
    const getToken = () => {
      asked += 1;
      return lane.getToken();
    };
    const provider = await fixture<BotProvider>(html`
      <bot-provider gateway=${lane.url} .getToken=${getToken}>
        ${Array.from({ length: 10 }, () => html`<bot-trends></bot-trends><bot-words></bot-words>`)}
      </bot-provider>
    `);
    await Promise.all([...provider.querySelectorAll('bot-trends, bot-words')].map(answered));
    await waitUntil(() => provider.session!.live.open);
    await aTimeout(500);
    expect(asked).to.equal(1);
    const paths = (await lane.asked()).map(({ path }) => path);
    expect(paths.filter((path) => path === '/v1/live')).to.have.length(1);
    // Twenty widgets; what came before the stream stood is checked once more.
    expect(paths.filter((path) => path === '/v1/words').length).to.be.within(1, 2);
    expect((await lane.asked('/v1/trends', 'compare=')).length).to.be.within(1, 2);
  });

  it('takes filters that a viewer asks for, tells the page, and leaves them when the page prevents it', async () => {
    const lane = openLane();
    const provider = await fixture<BotProvider>(html`
      <bot-provider gateway=${lane.url} range="7d" business="halden" tz="UTC" .getToken=${lane.getToken}
        ><bot-trends></bot-trends
      ></bot-provider>
    `);
    const trends = provider.querySelector('bot-trends')!;
    setTimeout(() => trends.requestFilters({ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }));
    const { filters } = (await oneEvent(provider, 'bot-filters-change')) as unknown as BotFiltersChangeEvent;
    expect(filters).to.deep.equal({
      business: ['halden'],
      bot: [],
      channel: [],
      language: [],
      tz: 'UTC',
      from: '2026-01-01T00:00:00Z',
      to: '2026-01-02T00:00:00Z',
    });
    provider.addEventListener('bot-filter-request', (request) => request.preventDefault(), { once: true });
    expect(trends.requestFilters({ range: 'today' })).to.be.false;
    expect(provider.filters.range).to.be.undefined;
    trends.requestFilters({ range: 'today' });
    expect(provider.filters).to.include({ range: 'today' }).and.not.have.property('from');
  });

  it('follows a widget that moves, without asking again', async () => {
    const lane = openLane();
    const page = await fixture<HTMLElement>(html`
      <div>
        <bot-provider gateway=${lane.url} .getToken=${lane.getToken}
          ><p></p>
          <bot-trends></bot-trends
        ></bot-provider>
      </div>
    `);
    const trends = page.querySelector('bot-trends')!;
    await answered(trends);
    await aTimeout(400);
    const before = (await lane.asked()).length;
    page.querySelector('p')!.append(trends);
    await aTimeout(400);
    expect(trends.answer).not.to.be.null;
    expect(await lane.asked()).to.have.length(before);
  });

  it('shows nothing of one visitor to the next', async () => {
    const [all, numbers] = [openLane(), openLane({ as: 'numbers' })];
    const provider = await fixture<BotProvider>(html`
      <bot-provider gateway=${all.url} .getToken=${all.getToken}><bot-trends></bot-trends></bot-provider>
    `);
    const trends = provider.querySelector('bot-trends')!;
    await answered(trends);
    await numbers.fault({ delay: 300 });
    Object.assign(provider, { gateway: numbers.url, getToken: numbers.getToken });
    await provider.updateComplete;
    await trends.updateComplete;
    expect(trends.answer).to.be.null;
    await answered(trends);
    await agree(trends, numbers, '');
  });

  it('replaces texts as the page says, in its language', async () => {
    const lane = openLane();
    const provider = await fixture<BotProvider>(html`
      <bot-provider
        lang="de"
        gateway=${lane.url}
        from="2001-01-01T00:00:00Z"
        to="2001-01-02T00:00:00Z"
        .texts=${{ 'empty.widen': 'Mehr Tage, bitte' }}
        .getToken=${lane.getToken}
      >
        <bot-trends></bot-trends>
      </bot-provider>
    `);
    await shows(provider.querySelector('bot-trends')!, 'Mehr Tage, bitte');
  });
});

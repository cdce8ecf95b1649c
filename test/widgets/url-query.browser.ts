import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../widgets/define.ts';
import type { BotProvider } from '../../widgets/index.ts';
import { answered } from './support/elements.ts';
import { openLane } from './support/lane.ts';

const begin = location.href;
const put = (search: string) => history.replaceState({ of: 'the page' }, '', `${location.pathname}${search}#place`);

async function mount(prefix = '', range = '7d') {
  const lane = openLane();
  const provider = await fixture<BotProvider>(html`
    <bot-provider url-query=${prefix} gateway=${lane.url} range=${range} tz="UTC" .getToken=${lane.getToken}>
      <bot-words></bot-words>
    </bot-provider>
  `);
  await waitUntil(() => provider.session !== null, 'it never began', { timeout: 10_000 });
  return { lane, provider, words: provider.querySelector('bot-words')! };
}

describe('bot-provider with url-query', () => {
  afterEach(() => history.replaceState(null, '', begin));

  it('begins with what the URL holds, and asks for nothing before', async () => {
    put('?page=2&bot-range=yesterday&bot-bot=halden%2Fbooking');
    const { lane, provider, words } = await mount();
    await answered(words);
    expect(provider.filters).to.deep.include({ range: 'yesterday', bot: ['halden/booking'], tz: 'UTC' });
    const asked = await lane.asked('/v1/words');
    expect(asked.length).to.be.greaterThan(0);
    expect(asked.every(({ query }) => query.includes('range=yesterday'))).to.be.true;
  });

  it('writes what changes, beside what the page has there, without an entry in the history', async () => {
    put('?page=2&x=a%20b');
    const { provider } = await mount();
    const { length } = history;
    provider.filters = { range: 'today', channel: ['web', 'app'] };
    await waitUntil(() => location.search.includes('bot-range'));
    expect(location.search).to.equal('?page=2&x=a%20b&bot-channel=web&bot-channel=app&bot-range=today');
    expect(location.hash).to.equal('#place');
    expect(history.state).to.deep.equal({ of: 'the page' });
    expect(history.length).to.equal(length);
    provider.filters = provider.initialFilters;
    await waitUntil(() => location.search === '?page=2&x=a%20b');
  });

  it('follows the viewer back and forward', async () => {
    put('?page=2&bot-range=today');
    const { provider } = await mount();
    history.pushState(null, '', `${location.pathname}?page=3&bot-range=30d`);
    expect(provider.filters.range).to.equal('today');
    history.back();
    await waitUntil(() => location.search.includes('page=2'));
    await aTimeout(50);
    expect(provider.filters.range).to.equal('today');
    history.forward();
    await waitUntil(() => provider.filters.range === '30d', 'it did not follow');
    history.back();
    await waitUntil(() => provider.filters.range === 'today', 'it did not follow');
  });

  it('keeps two providers apart, and leaves the URL alone once it is gone', async () => {
    put('?a-range=today&b-range=yesterday');
    const [a, b] = [await mount('a-'), await mount('b-')];
    expect([a.provider.filters.range, b.provider.filters.range]).to.deep.equal(['today', 'yesterday']);
    a.provider.filters = { range: '30d' };
    await waitUntil(() => location.search.includes('a-range=30d'));
    expect(location.search).to.include('b-range=yesterday');
    a.provider.remove();
    a.provider.filters = { range: '90d' };
    await aTimeout(100);
    expect(location.search).to.include('a-range=30d');
  });

  it('does nothing where it is not asked for', async () => {
    put('?bot-range=today');
    const { url, getToken } = openLane();
    const provider = await fixture<BotProvider>(html`<bot-provider gateway=${url} range="7d" .getToken=${getToken}></bot-provider>`);
    expect(provider.session).not.to.be.null;
    provider.filters = { range: '30d' };
    await aTimeout(100);
    expect(location.search).to.equal('?bot-range=today');
  });
});

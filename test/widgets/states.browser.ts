import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../widgets/define.ts';
import type { BotProvider } from '../../widgets/index.ts';
import { REPORT_TAGS } from '../support/reports.ts';
import { answered, audit, partOf, shows, textOf } from './support/elements.ts';
import { type Lane, openLane } from './support/lane.ts';

type Tag = (typeof REPORT_TAGS)[number];

async function mount(tag: Tag, { url, getToken }: Pick<Lane, 'url'> & Partial<Lane>, attributes: Record<string, string> = {}) {
  const provider = await fixture<BotProvider>(html`<bot-provider gateway=${url} range="7d" tz="UTC" .getToken=${getToken}></bot-provider>`);
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  provider.append(element);
  await element.updateComplete;
  return { provider, element };
}

for (const tag of REPORT_TAGS) {
  const report = `/v1/${tag.slice(4)}`;

  describe(`${tag}, whatever happens`, () => {
    it('keeps its place from before the numbers to after, and is accessible while it waits', async () => {
      const lane = openLane();
      await lane.fault({ delay: 1200 });
      const { element } = await mount(tag, lane);
      await aTimeout(300);
      const before = element.getBoundingClientRect().height;
      expect(partOf(element, 'base')!.getAttribute('aria-busy')).to.equal('true');
      await audit(element);
      await answered(element);
      await waitUntil(() => element.shadowRoot!.querySelector('.skeleton') === null, 'the skeleton stayed', { timeout: 5000 });
      await aTimeout(600);
      expect(element.getBoundingClientRect().height).to.be.closeTo(before, 2);
    });

    it('says that there is nothing, between when and when, and offers one step', async () => {
      const lane = openLane();
      const { element, provider } = await mount(tag, lane, {});
      provider.filters = { from: '2001-01-01T00:00:00Z', to: '2001-01-02T00:00:00Z' };
      await shows(element, /Jan 1, 2001/);
      await audit(element);
      const button = partOf(element, 'message')!.querySelector('button')!;
      button.click();
      await waitUntil(() => element.answer !== null && !textOf(element).includes('2001'), 'it did not widen', { timeout: 15_000 });
      expect(provider.filters.range).to.equal('30d');
    });

    it('says what may not be seen in a sentence', async () => {
      const { element } = await mount(tag, openLane({ as: 'nobody' }));
      await shows(element, 'You may not see this.');
      await audit(element);
    });

    it('says what happened, tries again by itself and when asked', async () => {
      const lane = openLane();
      await lane.fault({ code: 'store-unavailable', status: 503, retryAfter: 30 });
      const { element } = await mount(tag, lane);
      await shows(element, 'Nothing is lost.');
      await audit(element);
      await lane.fault({});
      partOf(element, 'message')!.querySelector('button')!.click();
      await answered(element);
    });

    it('keeps the numbers and says how old they are when they cannot be refreshed', async () => {
      const lane = openLane();
      const { element } = await mount(tag, lane);
      await answered(element);
      await lane.fault({ code: 'internal', status: 500, path: report });
      element.refresh();
      await shows(element, 'Stale');
      expect(element.answer).not.to.be.null;
      await audit(element);
      await lane.fault({});
      await waitUntil(() => !textOf(element).includes('Stale'), 'it stayed stale', { timeout: 10_000 });
    });
  });
}

describe('a visitor who is not signed in', () => {
  it('gets a calm sentence; the page hears of it once, and nothing is asked again', async () => {
    const lane = openLane();
    let told = 0;
    let asked = 0;
    const getToken = () => {
      asked += 1;
      return Promise.resolve('<!doctype html> please log in');
    };
    const count = () => (told += 1);
    document.addEventListener('bot-unauthenticated', count);
    const provider = await fixture<BotProvider>(html`
      <bot-provider gateway=${lane.url} .getToken=${getToken}><bot-trends></bot-trends><bot-words></bot-words></bot-provider>
    `);
    await shows(provider.querySelector('bot-words')!, 'You are signed out.');
    await aTimeout(1500);
    document.removeEventListener('bot-unauthenticated', count);
    expect(told).to.equal(1);
    expect(asked).to.be.at.most(3);
    expect(await lane.asked()).to.have.length(0);
    await audit(provider.querySelector('bot-trends')!);
  });

  it('is asked for a token once more on 401, and is back after signing in', async () => {
    const lane = openLane();
    let signedIn = false;
    let asked = 0;
    const getToken = () => {
      asked += 1;
      return signedIn ? lane.getToken() : Promise.resolve('not.a.token');
    };
    const provider = await fixture<BotProvider>(html`
      <bot-provider gateway=${lane.url} .getToken=${getToken}><bot-words></bot-words></bot-provider>
    `);
    const words = provider.querySelector('bot-words')!;
    await shows(words, 'You are signed out.');
    expect(asked).to.be.at.least(2).and.at.most(4);
    signedIn = true;
    partOf(words, 'message')!.querySelector('button')!.click();
    await answered(words);
  });

  it('is not asked for before the page has said who looks', async () => {
    const lane = openLane();
    const { element, provider } = await mount('bot-words', { url: lane.url });
    await aTimeout(200);
    expect(await lane.asked()).to.have.length(0);
    provider.getToken = lane.getToken;
    await answered(element);
  });

  it('is renewed before the token ends, also when the clock of the browser is five minutes off', async () => {
    const realNow = Date.now;
    Date.now = () => realNow() + 300_000;
    try {
      const lane = openLane({ life: 4 });
      let asked = 0;
      const getToken = () => {
        asked += 1;
        return lane.getToken();
      };
      const { element } = await mount('bot-words', { url: lane.url, getToken });
      await answered(element);
      await aTimeout(4500);
      element.refresh();
      await aTimeout(500);
      expect(asked).to.be.at.least(2);
      const refused = (await lane.asked('/v1/words')).filter(({ status }) => status === 401);
      expect(refused).to.have.length(0);
    } finally {
      Date.now = realNow;
    }
  });
});

describe('live', () => {
  it('shows a message within seconds', async () => {
    const lane = openLane();
    const id = crypto.randomUUID();
    // A channel of its own: other tests write to the same bots meanwhile.
    const { element, provider } = await mount('bot-trends', lane, { business: 'halden', channel: id });
    await answered(element);
    await waitUntil(() => provider.session!.live.open);
    const timestamp = new Date().toISOString();
    const place = { business: 'halden', bot: 'booking', conversation: id, user: id, channel: id };
    const counted = () => (element.answer!.data as { totals: { messages: number } }).totals.messages;
    expect(counted()).to.equal(0);
    await lane.send({ ...place, id, timestamp, sender: 'user', text: 'hello' });
    await waitUntil(() => counted() === 1, 'the message was not counted', { timeout: 6000 });
  });

  it('waits for an answer that takes longer than the next change, and asks once more then', async () => {
    const lane = openLane();
    await lane.fault({ delay: 4000, path: '/v1/trends' });
    const id = crypto.randomUUID();
    const { element, provider } = await mount('bot-trends', lane, { business: 'halden', channel: id });
    await waitUntil(() => provider.session!.live.open);
    const place = { business: 'halden', bot: 'booking', conversation: id, user: id, channel: id };
    const send = () => lane.send({ ...place, id: crypto.randomUUID(), timestamp: new Date().toISOString(), sender: 'user', text: 'hello' });
    const sending = setInterval(() => void send(), 700);
    try {
      await waitUntil(() => element.answer !== null, 'no answer', { timeout: 10_000 });
    } finally {
      clearInterval(sending);
    }
    expect((await lane.asked('/v1/trends')).length).to.be.within(1, 2);
    await lane.fault({});
    const counted = () => (element.answer!.data as { totals: { messages: number } }).totals.messages;
    await waitUntil(() => counted() > 0, 'the messages were not counted', { timeout: 10_000 });
  });

  it('begins again after the gateway was away', async () => {
    const lane = openLane();
    await lane.fault({ cut: true });
    const { element, provider } = await mount('bot-trends', lane);
    await shows(element, /cannot be reached|offline/);
    await lane.fault({});
    await answered(element);
    await waitUntil(() => provider.session!.live.open, 'no live stream', { timeout: 10_000 });
    await shows(element, 'Live');
  });
});

describe('a report that is asked for something else', () => {
  it('drops the answer to the question before, however late it comes', async () => {
    const lane = openLane();
    const { element, provider } = await mount('bot-trends', lane);
    await answered(element);
    await lane.fault({ delay: 600 });
    provider.filters = { range: 'today' };
    await aTimeout(100);
    await lane.fault({});
    provider.filters = { range: 'yesterday' };
    await aTimeout(1200);
    const shown = () => (element.answer!.data as { totals: { conversations: number } }).totals.conversations;
    const asked = async (range: string) =>
      (await lane.ask<{ data: { totals: { conversations: number } } }>(`/v1/trends?range=${range}&tz=UTC`)).data.totals.conversations;
    expect(shown()).to.equal(await asked('yesterday'));
    expect(shown()).not.to.equal(await asked('today'));
  });

  it('ends the request when the element goes', async () => {
    const lane = openLane();
    await lane.fault({ delay: 400 });
    const { element } = await mount('bot-trends', lane);
    await aTimeout(100);
    element.remove();
    await aTimeout(800);
    expect(element.answer).to.be.null;
    expect(await lane.asked('/v1/trends')).to.have.length.at.most(1);
  });
});

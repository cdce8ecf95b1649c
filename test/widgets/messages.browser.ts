import { aTimeout, expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { MessageOut } from '../../gateway/contract/message.ts';
import type { BotProvider, BotSelectEvent } from '../../widgets/index.ts';
import { answered, audit, shows, textOf } from './support/elements.ts';
import { openLane } from './support/lane.ts';
import { all, type Answer, message, mount, newWord, one, place, press, rows, texts, type } from './support/messages.ts';

describe('bot-messages', () => {
  it('is accessible with messages, with an open conversation and without any match', async () => {
    const { element } = await mount(openLane());
    await audit(element);
    all(element, '.row')[2]!.click();
    await waitUntil(() => one(element, '[part~="bubble"]') !== null, 'no conversation', { timeout: 10_000 });
    await audit(element);
    type(element, 'nosuchwordanywhere');
    await shows(element, 'No message matches');
    await audit(element);
  });

  it('shows the newest first, as the gateway has them, in the zone', async () => {
    const lane = openLane();
    const { element } = await mount(lane, { tz: 'Asia/Kathmandu', business: 'halden', range: 'yesterday' });
    const { data } = await lane.ask<Answer>('/v1/messages?range=yesterday&tz=Asia/Kathmandu&business=halden');
    expect(texts(element)).to.deep.equal(data.messages.map(({ text }) => text));
    const time = new Intl.DateTimeFormat('en', { timeStyle: 'short', timeZone: 'Asia/Kathmandu' });
    expect(all(element, '.row time').map(({ textContent }) => textContent)).to.deep.equal(
      data.messages.map(({ timestamp }) => time.format(new Date(timestamp))),
    );
  });

  it('pages to the very end, without repeating or skipping', async () => {
    const lane = openLane();
    const { element } = await mount(lane, { bot: 'halden/baggage', range: 'yesterday' });
    const expected: MessageOut[] = [];
    for (let after = ''; expected.length === 0 || after !== '';) {
      const { data } = await lane.ask<Answer>(`/v1/messages?range=yesterday&tz=UTC&bot=halden%2Fbaggage&limit=500${after}`);
      expected.push(...data.messages);
      after = data.next === null ? '' : `&after=${data.next}`;
    }
    expect(expected.length).to.be.greaterThan(200);
    const list = one(element, '[part~="list"]')!;
    await waitUntil(
      () => {
        list.scrollTop = list.scrollHeight;
        return textOf(element).includes('No older messages');
      },
      'the end never came',
      { timeout: 20_000, interval: 100 },
    );
    expect(texts(element)).to.deep.equal(expected.map(({ text }) => text.trim() || 'no text'));
  });

  it('keeps the button to more when a page fails, and goes on', async () => {
    const lane = openLane();
    const { element } = await mount(lane, { range: 'yesterday' });
    await lane.fault({ code: 'internal', status: 500, path: '/v1/messages' });
    const button = one(element, '.list-end button')!;
    button.click();
    await shows(element, 'They could not be loaded');
    expect(texts(element)).to.have.length(50);
    await lane.fault({});
    one(element, '.list-end button')!.click();
    await rows(element, 100);
  });

  it('searches after a pause, marks what it found, and goes back', async () => {
    const lane = openLane();
    const word = newWord();
    await lane.send({ ...place(), ...message(`A ${word.toUpperCase()} in the kitchen, `.repeat(40)) });
    const { element } = await mount(lane);
    for (const part of [word.slice(0, 5), word.slice(0, 9), word]) type(element, part);
    await rows(element, 1);
    expect((await lane.asked('/v1/messages')).filter(({ query }) => query.includes('q=zebra'))).to.have.length(1);
    expect(one(element, 'mark')!.textContent).to.equal(word.toUpperCase());
    one(element, '.clear')!.click();
    await rows(element, 50);
    expect(element.shadowRoot!.activeElement).to.equal(one(element, 'input[type="search"]'));
  });

  it('shows one kind of sender, and what the bot did not understand', async () => {
    const lane = openLane();
    const { element } = await mount(lane, { range: 'yesterday' });
    const select = one(element, 'select') as HTMLSelectElement;
    select.value = 'human';
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => all(element, '.row .sender:not(.human)').length === 0 && element.settled, 'others stayed', { timeout: 10_000 });
    expect(all(element, '.row')).not.to.be.empty;
    select.value = 'missed';
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => all(element, '.row .sender:not(.user)').length === 0 && element.settled, 'others stayed', { timeout: 10_000 });
    expect(all(element, '.row').every((row) => row.textContent.includes('Not understood'))).to.be.true;
  });

  it('begins with the search and the senders that the page sets', async () => {
    const lane = openLane();
    const word = newWord();
    await lane.send(
      { ...place(), ...message(word, { understood: false }) },
      { ...place(), ...message(word, { understood: true }) },
      { ...place(), ...message(word, { sender: 'bot' }) },
    );
    const element = (await fixture(html`<div></div>`)).appendChild(document.createElement('bot-messages'));
    Object.assign(element, { gateway: lane.url, getToken: lane.getToken, search: word });
    element.setAttribute('shown', 'missed');
    await rows(element, 1);
    expect((one(element, 'select') as HTMLSelectElement).value).to.equal('missed');
    element.removeAttribute('shown');
    await rows(element, 3);
    element.setAttribute('shown', 'constructor');
    await rows(element, 3);
  });

  it('goes on where it was after it is moved in the page', async () => {
    const lane = openLane();
    const { element, provider } = await mount(lane, { range: 'yesterday' });
    one(element, '.list-end button')!.click();
    await rows(element, 100);
    const asked = (await lane.asked('/v1/messages')).length;
    provider.append(document.createElement('p'), element);
    await aTimeout(300);
    expect(all(element, '.row')).to.have.length(100);
    expect(await lane.asked('/v1/messages')).to.have.length(asked);
    one(element, '.list-end button')!.click();
    await rows(element, 150);
  });

  it('follows what is selected elsewhere, and gives it up by a press', async () => {
    const lane = openLane();
    const { element, provider } = await mount(lane, { business: 'halden' });
    provider.select({ story: 'Booking', node: 'Find a flight' });
    await waitUntil(() => all(element, '.picked').length === 2, 'no chips');
    await waitUntil(() => element.settled && all(element, '.row').every((row) => row.textContent.includes('Find a flight')));
    const asked = (await lane.asked('/v1/messages')).at(-1)!.query;
    expect(asked).to.include('story=Booking').and.include('node=Find+a+flight');
    setTimeout(() => all(element, '.picked')[1]!.click());
    const picked: BotSelectEvent = await oneEvent(element, 'bot-select');
    expect(picked.selection).to.deep.equal({ story: 'Booking' });
    await waitUntil(() => all(element, '.picked').length === 1);
    expect(provider.selection).to.deep.equal({ story: 'Booking' });
  });

  it('takes back all that narrows it in one step', async () => {
    const { element, provider } = await mount(openLane());
    provider.select({ keyword: 'nosuchwordanywhere' });
    await shows(element, 'No message matches');
    one(element, '[part~="message"] button')!.click();
    await rows(element, 50);
    expect(provider.selection).to.deep.equal({});
  });

  it('shows a message that comes at the top to a reader who is there', async () => {
    const lane = openLane();
    const { element, provider } = await mount(lane, { business: 'halden' });
    await waitUntil(() => provider.session!.live.open);
    await lane.send({ ...place(), ...message('fresh from the wire') });
    await waitUntil(() => texts(element)[0] === 'fresh from the wire', 'it never came', { timeout: 8000 });
    expect(one(element, '[part~="fresh"]')).to.be.null;
  });

  it('announces messages to a reader who is further down, and moves nothing until asked', async () => {
    const lane = openLane();
    const { element, provider } = await mount(lane, { business: 'halden' });
    await waitUntil(() => provider.session!.live.open);
    const list = one(element, '[part~="list"]')!;
    list.scrollTop = 400;
    await aTimeout(100);
    const before = texts(element)[0];
    await lane.send({ ...place(), ...message('first') }, { ...place(), ...message('second') });
    await waitUntil(() => one(element, '[part~="fresh"]')?.textContent.includes('2 new messages'), 'not announced', { timeout: 8000 });
    expect(texts(element)[0]).to.equal(before);
    expect(list.scrollTop).to.equal(400);
    await audit(element);
    one(element, '[part~="fresh"]')!.click();
    await waitUntil(() => texts(element).slice(0, 2).sort().join() === 'first,second');
    expect(list.scrollTop).to.equal(0);
  });

  it('is walked through by the arrow keys, with one stop of the Tab key', async () => {
    const { element } = await mount(openLane(), { range: 'yesterday' });
    const buttons = all(element, '.open-button');
    expect(buttons.filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
    buttons[0]!.focus();
    press(element, 'ArrowDown');
    expect(element.shadowRoot!.activeElement).to.equal(buttons[1]);
    press(element, 'End');
    expect(element.shadowRoot!.activeElement).to.equal(one(element, '.list-end button'));
    press(element, 'Home');
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement).to.equal(buttons[0]);
    expect(all(element, '.open-button').filter(({ tabIndex }) => tabIndex === 0)).to.deep.equal([buttons[0]]);
  });

  it('shows what people write as text, each in its own direction', async () => {
    const lane = openLane();
    const hostile = '<img src=x onerror="window.hacked = true"><b>bold</b> ${evil} {{x}}';
    await lane.send(
      { ...place(), ...message(hostile) },
      { ...place(), ...message('مرحبا بالعالم 👩‍👩‍👧‍👦') },
      { ...place(), ...message('write to jane@example.com') },
      { ...place(), ...message('') },
    );
    const { element } = await mount(lane, { business: 'halden' });
    const said = [hostile, 'مرحبا بالعالم 👩‍👩‍👧‍👦', 'write to ••• e-mail •••', 'no text'];
    await waitUntil(() => said.every((text) => texts(element).includes(text)), 'not all of them', { timeout: 15_000 });
    expect(one(element, '.said b, .said img')).to.be.null;
    const arabic = all(element, '.said').find(({ textContent }) => textContent.startsWith('مرحبا'))!;
    expect(getComputedStyle(arabic).direction).to.equal('rtl');
    expect('hacked' in window).to.be.false;
  });

  it('is not wider than 320 pixels, with any text and with a conversation open', async () => {
    const lane = openLane();
    const long = 'x'.repeat(500);
    await lane.send({ ...place(long.slice(0, 200)), ...message(long, { sender: 'bot', story: long.slice(0, 200), node: 'n' }) });
    const { element, provider } = await mount(lane, { business: 'halden' });
    provider.style.inlineSize = '320px';
    provider.select({ story: long.slice(0, 200) });
    await rows(element, 1);
    await aTimeout(100);
    const fits = () => {
      const edge = provider.getBoundingClientRect().right + 0.5;
      const over = all(element, '.row, .row > *, .fields > *, .picked, [part~="transcript"] *:not(.hidden)').filter(
        (each) => each.checkVisibility() && each.getBoundingClientRect().right > edge && !each.closest('.name, .invocation > *'),
      );
      expect(over.map(({ className }) => className)).to.deep.equal([]);
    };
    fits();
    all(element, '.row')[0]!.click();
    await waitUntil(() => one(element, '[part~="bubble"]') !== null, 'no conversation', { timeout: 10_000 });
    fits();
    expect(one(element, '[part~="list"]')!.checkVisibility({ visibilityProperty: true })).to.be.false;
    await audit(element);
  });

  it('says that messages may not be seen, and shows no field', async () => {
    const lane = openLane({ as: 'numbers' });
    const provider = await fixture<BotProvider>(html`
      <bot-provider gateway=${lane.url} range="7d" .getToken=${lane.getToken}><bot-messages></bot-messages></bot-provider>
    `);
    const element = provider.querySelector('bot-messages')!;
    await shows(element, 'You may not see this.');
    expect(one(element, 'input')).to.be.null;
  });

  it('speaks German', async () => {
    const element = (await fixture(html`<div lang="de"></div>`)).appendChild(document.createElement('bot-messages'));
    const lane = openLane();
    Object.assign(element, { gateway: lane.url, getToken: lane.getToken, business: 'halden' });
    await answered(element);
    await shows(element, 'Nachrichten');
    await shows(element, 'Verstanden');
  });
});

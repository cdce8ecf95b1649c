import { expect, waitUntil } from '@open-wc/testing';
import { openLane } from './support/lane.ts';
import { all, message, mount, one, place, press, rows, type } from './support/messages.ts';

describe('a conversation of bot-messages', () => {
  it('opens a conversation from its beginning, also what lies before the range, and comes back to where the reader was', async () => {
    const lane = openLane();
    const at = place('old & "new" / 100%');
    const old = { ...at, ...message('a year ago', { timestamp: new Date(Date.now() - 365 * 86_400_000).toISOString() }) };
    const now = { ...at, ...message('today', { sender: 'human' }) };
    await lane.send(old, now);
    const { element } = await mount(lane, { range: '24h', business: 'halden' });
    const row = all(element, '.row').find(({ textContent }) => textContent.includes('today'))!;
    row.querySelector<HTMLElement>('.open-button')!.focus();
    row.click();
    await waitUntil(() => all(element, '[part~="bubble"]').length === 2, 'no conversation', { timeout: 10_000 });
    expect(all(element, '[part~="bubble"]').map(({ textContent }) => textContent)).to.deep.equal(['a year ago', 'today']);
    expect(one(element, '.outcome')!.textContent).to.equal('Handed off');
    expect(element.shadowRoot!.activeElement).to.equal(one(element, '.title'));
    press(element, 'Escape');
    await waitUntil(() => one(element, '[part~="transcript"]') === null);
    expect((element.shadowRoot!.activeElement as HTMLElement).closest('.row')!.textContent).to.include('today');
  });

  it('follows the conversation that is open', async () => {
    const lane = openLane();
    const at = place();
    await lane.send({ ...at, ...message('hello') });
    const { element, provider } = await mount(lane, { business: 'halden' });
    await waitUntil(() => provider.session!.live.open);
    all(element, '.row')
      .find(({ textContent }) => textContent.includes('hello'))!
      .click();
    await waitUntil(() => all(element, '[part~="bubble"]').length === 1, 'no conversation', { timeout: 10_000 });
    await lane.send({ ...at, ...message('good bye', { sender: 'bot', completed: true }) });
    await waitUntil(() => all(element, '[part~="bubble"]').length === 2, 'not followed', { timeout: 8000 });
    expect(one(element, '.outcome')!.textContent).to.equal('Completed');
  });

  it('reads a conversation of many pages to its end, and brings the message into sight by which it was opened', async () => {
    const lane = openLane();
    const at = place();
    const begin = Date.now() - 3_600_000;
    await lane.send(
      ...Array.from({ length: 1200 }, (_, n) => ({ ...at, ...message(`part ${n}`, { timestamp: begin + n * 1000, seq: n }) })),
    );
    const { element } = await mount(lane, { business: 'halden' });
    type(element, 'part 1190');
    await rows(element, 1);
    all(element, '.row')[0]!.click();
    await waitUntil(() => one(element, '[part~="bubble"][aria-current]') !== null, 'not read to there', { timeout: 15_000 });
    const bubble = one(element, '[part~="bubble"][aria-current]')!;
    const talk = bubble.closest('.talk')!;
    await waitUntil(() => talk.scrollTop > 0);
    const [inner, outer] = [bubble.getBoundingClientRect(), talk.getBoundingClientRect()];
    expect(inner.top).to.be.at.least(outer.top);
    expect(inner.bottom).to.be.at.most(outer.bottom);
    expect(all(element, '[part~="bubble"]')).to.have.length(1200);
  });

  it('goes from conversation to conversation', async () => {
    const { element } = await mount(openLane(), { range: 'yesterday' });
    all(element, '.row')[0]!.click();
    await waitUntil(() => one(element, '[part~="bubble"]') !== null, 'no conversation', { timeout: 10_000 });
    const [above, below] = all(element, '.steps button') as HTMLButtonElement[];
    expect(above!.disabled).to.be.true;
    const before = one(element, '.talk')!.textContent;
    below!.click();
    await waitUntil(() => one(element, '[part~="bubble"]') !== null && one(element, '.talk')!.textContent !== before, 'the same', {
      timeout: 10_000,
    });
    expect(above!.disabled).to.be.false;
  });
});

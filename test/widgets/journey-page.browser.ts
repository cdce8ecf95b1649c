import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import { buttonOf, canvasOf, coloursOn, dataOf, drawn, graphOf, mount, PATIENT, switchTo } from './journey-support.ts';
import { audit, partOf, textOf } from './support/elements.ts';
import { openLane } from './support/lane.ts';

describe('bot-journey in a narrow place', () => {
  it('is a list that loads nothing to draw with, until a graph is asked for', async () => {
    const { journey } = await mount(openLane(), { width: 320 });
    await waitUntil(() => partOf(journey, 'list'), 'no list', PATIENT);
    expect(graphOf(journey)).to.equal(null);
    const loaded = () => performance.getEntriesByType('resource').some(({ name }) => name.includes('network-chart'));
    expect(loaded()).to.equal(false);
    expect(textOf(journey)).to.include('Step 1');
    await audit(journey);
    expect(journey.shadowRoot!.querySelector('[part="base"]')!.scrollWidth).to.be.at.most(320);
    switchTo(journey, 'Graph');
    await drawn(journey);
    expect(loaded()).to.equal(true);
    expect(coloursOn(canvasOf(journey))).to.be.greaterThan(100);
    await audit(journey);
  });

  it('becomes a graph when there is room', async () => {
    const { journey, provider } = await mount(openLane(), { width: 320 });
    await waitUntil(() => partOf(journey, 'list'), 'no list', PATIENT);
    provider.style.width = '1100px';
    await drawn(journey);
    provider.style.width = '320px';
    await waitUntil(() => partOf(journey, 'list'), 'no list again', PATIENT);
    expect(canvasOf(journey)).to.equal(null);
  });
});

describe('bot-journey among other things on a page', () => {
  const wheelOn = (target: Element, init: WheelEventInit) => {
    const wheel = new WheelEvent('wheel', { deltaY: -100, bubbles: true, cancelable: true, composed: true, ...init });
    target.dispatchEvent(wheel);
    return wheel.defaultPrevented;
  };

  it('lets the page scroll, unless the viewer zooms or has turned to it', async () => {
    const { journey } = await mount(openLane());
    await drawn(journey);
    expect(wheelOn(canvasOf(journey), {})).to.equal(false);
    expect(wheelOn(canvasOf(journey), { ctrlKey: true })).to.equal(true);
    partOf(journey, 'graph')!.focus();
    expect(wheelOn(canvasOf(journey), {})).to.equal(true);
    for (let at: Element | null = canvasOf(journey); at; at = at.parentElement) {
      expect(getComputedStyle(at).touchAction).to.be.oneOf(['pan-x pan-y', 'auto']);
    }
  });

  it('is there again after a move in the page, and leaves nothing behind', async () => {
    const { journey, provider } = await mount(openLane());
    await drawn(journey);
    for (let turn = 0; turn < 20; turn += 1) {
      journey.remove();
      expect(canvasOf(journey)).to.equal(null);
      provider.append(journey);
      if (turn % 5 === 0) await drawn(journey);
    }
    await drawn(journey);
    expect(journey.shadowRoot!.querySelectorAll('canvas').length).to.equal(1);
    expect(journey.shadowRoot!.querySelectorAll('[part="tooltip"]').length).to.equal(1);
    expect(coloursOn(canvasOf(journey))).to.be.greaterThan(100);
  });

  it('follows the size of its place and the theme of the page', async () => {
    const { journey, provider } = await mount(openLane());
    await drawn(journey);
    const before = canvasOf(journey).width;
    provider.style.width = '900px';
    await waitUntil(() => canvasOf(journey).width < before, 'not resized', PATIENT);
    await aTimeout(300);
    const pixels = () =>
      [...canvasOf(journey).getContext('2d')!.getImageData(0, 0, canvasOf(journey).width, canvasOf(journey).height).data].reduce(
        (sum, value) => sum + value,
        0,
      );
    const light = pixels();
    document.documentElement.style.colorScheme = 'dark';
    await waitUntil(() => Math.abs(pixels() - light) > light / 100, 'it stayed light', PATIENT);
    document.documentElement.style.removeProperty('color-scheme');
    expect(coloursOn(canvasOf(journey))).to.be.greaterThan(100);
  });

  it('moves nothing when a live update brings one conversation more', async () => {
    const lane = openLane();
    const { journey, provider } = await mount(lane);
    await drawn(journey);
    await waitUntil(() => provider.session!.live.open, 'no live stream', PATIENT);
    const [node] = dataOf(journey).nodes;
    const { conversations } = dataOf(journey);
    const place = () => {
      buttonOf(journey, node!.id).focus();
      const { transform } = partOf(journey, 'tooltip')!.style;
      return transform;
    };
    const before = place();
    const id = crypto.randomUUID();
    const message = { business: 'halden', bot: 'booking', conversation: id, user: id };
    const now = Date.now();
    await lane.send(
      { ...message, id: '1', timestamp: now - 2000, sender: 'user', text: 'hello' },
      { ...message, id: '2', timestamp: now - 1000, sender: 'bot', text: 'hi', story: node!.story, node: node!.node },
    );
    await waitUntil(() => dataOf(journey).conversations > conversations, 'no update', PATIENT);
    await aTimeout(500);
    expect(place()).to.equal(before);
  });
});

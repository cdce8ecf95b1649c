import { aTimeout, expect, oneEvent, waitUntil } from '@open-wc/testing';
import type { BotSelectEvent } from '../../widgets/index.ts';
import { buttonOf, canvasOf, coloursOn, dataOf, drawn, focused, journeyOf, mount, PATIENT, press, switchTo } from './journey-support.ts';
import { audit, partOf, shows } from './support/elements.ts';
import { openLane } from './support/lane.ts';

describe('bot-journey', () => {
  it('is accessible as a graph, with a node in focus, with one picked, as tables and as a list', async () => {
    const { journey } = await mount(openLane());
    await drawn(journey);
    await audit(journey);
    const { id } = dataOf(journey).nodes[1]!;
    buttonOf(journey, id).focus();
    await audit(journey);
    buttonOf(journey, id).click();
    await shows(journey, '›');
    await audit(journey);
    switchTo(journey, 'Table');
    await waitUntil(() => partOf(journey, 'table'), 'no table', PATIENT);
    await audit(journey);
    journey.display = 'list';
    await waitUntil(() => partOf(journey, 'list'), 'no list', PATIENT);
    await audit(journey);
  });

  it('draws all nodes of the answer, in its own root alone', async () => {
    const before = document.head.innerHTML;
    const { journey } = await mount(openLane());
    await drawn(journey);
    expect(coloursOn(canvasOf(journey))).to.be.greaterThan(100);
    const buttons = [...journey.shadowRoot!.querySelectorAll<HTMLElement>('[data-node]')].map(({ dataset }) => dataset.node);
    expect(buttons).to.deep.equal(['start', ...dataOf(journey).nodes.map(({ id }) => id), 'end']);
    expect(document.head.innerHTML).to.equal(before);
    expect(document.querySelectorAll('canvas').length).to.equal(0);
  });

  it('says a node in numbers to those who hear it', async () => {
    const { journey } = await mount(openLane());
    await drawn(journey);
    const [node] = dataOf(journey).nodes;
    const label = buttonOf(journey, node!.id).getAttribute('aria-label')!;
    const number = new Intl.NumberFormat('en');
    for (const part of [node!.node, node!.story, number.format(node!.invocations), number.format(node!.ends)])
      expect(label).to.include(part);
  });

  it('has the same numbers in its tables as the gateway', async () => {
    const lane = openLane();
    const { journey } = await mount(lane, { attributes: { display: 'table' } });
    const expected = await journeyOf(lane);
    await waitUntil(() => partOf(journey, 'table'), 'no table', PATIENT);
    const tables = [...partOf(journey, 'table')!.querySelectorAll('table')];
    const cells = (row: Element) => [...row.querySelectorAll('th, td')].map(({ textContent }) => textContent.trim());
    const rows = [...tables[0]!.querySelectorAll('tbody tr')].map(cells);
    const number = new Intl.NumberFormat('en');
    expect(rows.map(([, , invocations]) => invocations)).to.deep.equal(expected.nodes.map(({ invocations }) => number.format(invocations)));
    expect(rows.map((row) => row[7])).to.deep.equal(expected.nodes.map(({ ends }) => number.format(ends)));
    const counts = [...tables[1]!.querySelectorAll('tbody tr')].map((row) => cells(row)[2]);
    expect(counts).to.deep.equal(expected.links.slice(0, counts.length).map(({ count }) => number.format(count)));
    const more = partOf(journey, 'table')!.querySelector<HTMLElement>('.more');
    more?.click();
    await journey.updateComplete;
    expect(partOf(journey, 'table')!.querySelectorAll('table')[1]!.querySelectorAll('tbody tr').length).to.equal(expected.links.length);
  });

  it('sorts the table of nodes as asked', async () => {
    const { journey } = await mount(openLane(), { attributes: { display: 'table' } });
    await waitUntil(() => partOf(journey, 'table'), 'no table', PATIENT);
    const head = [...partOf(journey, 'table')!.querySelectorAll('thead th')].find(({ textContent }) => textContent.includes('Drop-off'))!;
    head.querySelector('button')!.click();
    await journey.updateComplete;
    expect(head.getAttribute('aria-sort')).to.equal('descending');
    const shown = [...partOf(journey, 'table')!.querySelectorAll('table')[0]!.querySelectorAll('tbody tr')].map((row) =>
      parseFloat(row.children[8]!.textContent),
    );
    expect(shown).to.deep.equal([...shown].sort((a, b) => b - a));
  });
});

describe('bot-journey, walked through by keys', () => {
  it('is one stop of the Tab key, and arrows lead along the links to both ends', async () => {
    const { journey } = await mount(openLane());
    await drawn(journey);
    expect(partOf(journey, 'graph')!.querySelectorAll('[tabindex="0"]').length).to.equal(1);
    buttonOf(journey, 'start').focus();
    const { links } = dataOf(journey);
    const first = links.filter(({ from, to }) => from === 'start' && to !== 'end').sort((a, b) => b.count - a.count)[0]!;
    press(buttonOf(journey, 'start'), 'ArrowRight');
    expect(focused(journey)).to.equal(first.to);
    press(buttonOf(journey, first.to), 'End');
    expect(focused(journey)).to.equal('end');
    press(buttonOf(journey, 'end'), 'Home');
    expect(focused(journey)).to.equal('start');
    expect(journey.shadowRoot!.querySelectorAll('[data-node][tabindex="0"]').length).to.equal(1);
  });

  it('shows the numbers of the node in focus, and Escape takes them away', async () => {
    const { journey } = await mount(openLane());
    await drawn(journey);
    const [node] = dataOf(journey).nodes;
    buttonOf(journey, node!.id).focus();
    const tooltip = () => partOf(journey, 'tooltip')!;
    expect(tooltip().hidden).to.equal(false);
    expect(tooltip().textContent).to.include(node!.node).and.include('Drop-off');
    press(buttonOf(journey, node!.id), 'Escape');
    expect(tooltip().hidden).to.equal(true);
  });

  it('shows the paths through a node alone, asks for its messages, and leads back', async () => {
    const lane = openLane();
    const { journey, provider } = await mount(lane);
    await drawn(journey);
    const all = dataOf(journey).conversations;
    const node = dataOf(journey).nodes[2]!;
    setTimeout(() => buttonOf(journey, node.id).click());
    const picked: BotSelectEvent = await oneEvent(provider, 'bot-select');
    expect(picked.selection).to.deep.equal({ story: node.story, node: node.node });
    expect(provider.selection).to.deep.equal({ story: node.story, node: node.node });
    const query = `&story=${encodeURIComponent(node.story)}&node=${encodeURIComponent(node.node)}`;
    const expected = await journeyOf(lane, query);
    await waitUntil(() => dataOf(journey).conversations === expected.conversations, 'not isolated', PATIENT);
    await shows(journey, `${node.story} › ${node.node}`);
    press(partOf(journey, 'graph')!, 'Escape');
    await waitUntil(() => dataOf(journey).conversations === all, 'no way back', PATIENT);
    expect(provider.selection).to.deep.equal({});
    expect(partOf(journey, 'picked')).to.equal(null);
  });

  it('leaves it to the page when the page says so', async () => {
    const { journey } = await mount(openLane());
    await drawn(journey);
    const before = dataOf(journey).conversations;
    journey.addEventListener('bot-select', (event) => event.preventDefault());
    buttonOf(journey, dataOf(journey).nodes[2]!.id).click();
    await aTimeout(600);
    expect(dataOf(journey).conversations).to.equal(before);
    expect(partOf(journey, 'picked')).to.equal(null);
  });

  it('follows a story that is picked elsewhere', async () => {
    const lane = openLane();
    const { journey, provider } = await mount(lane);
    const { story } = dataOf(journey).nodes[3]!;
    provider.select({ story });
    const expected = await journeyOf(lane, `&story=${encodeURIComponent(story)}`);
    await waitUntil(() => dataOf(journey).conversations === expected.conversations, 'not followed', PATIENT);
    partOf(journey, 'picked')!.click();
    await waitUntil(() => partOf(journey, 'picked') === null, 'not given up', PATIENT);
  });
});

describe('bot-journey, asked for an outcome', () => {
  it('asks the gateway, and says so when there is none, with a way back', async () => {
    const lane = openLane();
    const { journey, provider } = await mount(lane);
    const select = journey.shadowRoot!.querySelector('select')!;
    select.value = 'handedOff';
    select.dispatchEvent(new Event('change'));
    const expected = await journeyOf(lane, '&outcome=handedOff');
    await waitUntil(() => dataOf(journey).conversations === expected.conversations, 'not asked', PATIENT);
    provider.filters = { business: ['halden'], tz: 'UTC', from: '2001-01-01T00:00:00Z', to: '2001-01-02T00:00:00Z' };
    await shows(journey, 'No conversations with the outcome Handed off');
    await audit(journey);
    expect(journey.shadowRoot!.querySelector('select')!.value).to.equal('handedOff');
  });

  it('takes several from the page', async () => {
    const lane = openLane();
    const { journey } = await mount(lane, { attributes: { outcome: 'completed,abandoned' } });
    const expected = await journeyOf(lane, '&outcome=completed&outcome=abandoned');
    expect(dataOf(journey).conversations).to.equal(expected.conversations);
    await waitUntil(() => journey.shadowRoot!.querySelector('select'), 'no fields', PATIENT);
    expect(journey.shadowRoot!.querySelector('select')!.selectedOptions[0]!.textContent).to.equal('Completed, Abandoned');
  });

  it('folds what is beyond the limit, and says what of it is not known', async () => {
    const { journey } = await mount(openLane(), { attributes: { limit: '5', display: 'table' } });
    await shows(journey, 'Other nodes');
    const row = [...partOf(journey, 'table')!.querySelectorAll('tbody tr')].find(({ textContent }) => textContent.includes('Other nodes'))!;
    const conversations = row.querySelectorAll('td')[3]!;
    expect(conversations.textContent.trim()).to.equal('–');
    expect(conversations.title).to.include('not known');
    expect(row.querySelector('.name-button')).to.equal(null);
  });
});

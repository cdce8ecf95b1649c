import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { BotSelectEvent, BotStories } from '../../widgets/index.ts';
import { audit, partOf, textOf } from './support/elements.ts';
import { type Mounted, mount, table, rowsOf, namesOf, rowOf, canvasOf, drawn, sliceNames, openFirst, lane } from './stories-support.ts';

describe('bot-stories', () => {
  it('is accessible: closed, open, picked, ticked, and where there is little room', async () => {
    const { element, provider } = await mount();
    await drawn(element);
    await audit(element);
    const row = await openFirst(element);
    Object.assign(provider.style, { colorScheme: 'dark', background: '#16181c' });
    await audit(element);
    Object.assign(provider.style, { colorScheme: 'light', background: 'none' });
    row.querySelector<HTMLElement>('.name')!.click();
    await audit(element);
    rowsOf(element)[2]!.querySelector('input')!.click();
    await audit(element);
    const small = await mount({ width: 300, lang: 'de' });
    await openFirst(small.element);
    await audit(small.element);
  });

  it('shows the numbers of the answer, exactly, and their sums', async () => {
    const { element, data } = await mount();
    expect(namesOf(element)).to.deep.equal(data.stories.map(({ story }) => story));
    rowsOf(element).forEach((row, at) => {
      const { invocations, successes, failures } = data.stories[at]!;
      const shown = ['invocations', 'successes', 'failures'].map((name) =>
        Number(textOf(row.querySelector(`.${name}`)!).replaceAll(',', '')),
      );
      expect(shown).to.deep.equal([invocations, successes, failures]);
    });
    const total = textOf(table(element)!.tFoot!.querySelector('.invocations')!);
    expect(total).to.equal(data.totals.invocations.toLocaleString('en'));
  });

  it('says why there is no value', async () => {
    const { element, data } = await mount();
    const { story } = data.stories.find(({ accuracy }) => accuracy === null)!;
    const cell = rowOf(element, story).querySelector<HTMLElement>('.accuracy')!;
    expect(textOf(cell)).to.equal('–');
    expect(cell.title).to.contain('No value');
  });

  it('tells a screen reader what is in what', async () => {
    const { element, data } = await mount();
    const row = await openFirst(element);
    const { nodes } = data.stories[0]!;
    expect([row.ariaLevel, row.ariaExpanded, row.ariaPosInSet, row.ariaSetSize]).to.deep.equal([
      '1',
      'true',
      '1',
      String(data.stories.length),
    ]);
    const node = rowsOf(element)[1]!;
    expect([node.ariaLevel, node.ariaExpanded, node.ariaPosInSet, node.ariaSetSize]).to.deep.equal(['2', null, '1', String(nodes.length)]);
    expect(rowsOf(element)).to.have.length(data.stories.length + nodes.length);
  });

  it('sorts by a press on a head, and says so', async () => {
    const { element, data } = await mount();
    const head = (by: string) => element.shadowRoot!.querySelector<HTMLElement>(`[data-sort='${by}']`)!;
    head('failures').click();
    await element.updateComplete;
    expect(head('failures').closest('th')!.ariaSort).to.equal('descending');
    expect(head('invocations').closest('th')!.ariaSort).to.be.null;
    const most = Math.max(...data.stories.map(({ failures }) => failures));
    expect(data.stories.find(({ story }) => story === namesOf(element)[0])!.failures).to.equal(most);
    head('failures').click();
    head('name').click();
    await element.updateComplete;
    expect(namesOf(element)).to.deep.equal([...namesOf(element)].sort(new Intl.Collator('en').compare));
  });

  it('asks for the messages of a story or a node, and takes it back by a second press', async () => {
    const { element, provider } = await mount();
    const row = await openFirst(element);
    const [story, node] = namesOf(element);
    row.querySelector<HTMLElement>('.invocations')!.click();
    expect(provider.selection).to.deep.equal({ story });
    await waitUntil(() => row.ariaSelected === 'true', 'not shown as picked');
    rowsOf(element)[1]!.querySelector<HTMLElement>('.name')!.click();
    expect(provider.selection).to.deep.equal({ story, node });
    await waitUntil(() => row.ariaSelected === 'false');
    rowsOf(element)[1]!.querySelector<HTMLElement>('.name')!.click();
    expect(provider.selection).to.deep.equal({});
  });

  it('leaves it to the page when the page prevents it', async () => {
    const { element, provider } = await mount();
    const heard: unknown[] = [];
    provider.addEventListener('bot-select', (event: BotSelectEvent) => {
      heard.push(event.selection);
      event.preventDefault();
    });
    rowsOf(element)[0]!.querySelector<HTMLElement>('.name')!.click();
    expect(heard).to.deep.equal([{ story: namesOf(element)[0] }]);
    expect(provider.selection).to.deep.equal({});
  });

  it('keeps what is picked where there is no provider', async () => {
    const element = await fixture<BotStories>(html`
      <bot-stories gateway=${lane.url} business="halden" range="yesterday" .getToken=${lane.getToken}></bot-stories>
    `);
    await waitUntil(() => table(element) !== null, 'no table', { timeout: 15_000 });
    rowsOf(element)[0]!.querySelector<HTMLElement>('.name')!.click();
    await element.updateComplete;
    expect(rowsOf(element)[0]!.ariaSelected).to.equal('true');
    partOf(element, 'picked')!.click();
    await element.updateComplete;
    expect(rowsOf(element)[0]!.ariaSelected).to.equal('false');
  });

  it('follows what is picked elsewhere, and shows the way back', async () => {
    const { element, provider, data } = await mount();
    const { story, nodes } = data.stories.at(-1)!;
    const { node } = nodes[0]!;
    provider.selection = { story, node };
    await waitUntil(() => rowsOf(element).some(({ ariaLevel, ariaSelected }) => ariaLevel === '2' && ariaSelected === 'true'), 'not shown');
    const pane = partOf(element, 'table')!.getBoundingClientRect();
    const row = rowsOf(element)
      .find(({ ariaSelected }) => ariaSelected === 'true')!
      .getBoundingClientRect();
    expect(row.bottom).to.be.at.most(pane.bottom + 1);
    expect(row.top).to.be.at.least(pane.top - 1);
    partOf(element, 'picked')!.click();
    expect(provider.selection).to.deep.equal({});
  });
});

describe('the ring', () => {
  it('shows all stories, then the nodes of the picked one, then what is ticked', async () => {
    const { element, provider, data } = await mount();
    await drawn(element);
    expect(sliceNames(element)[0]).to.equal(data.stories[0]!.story);
    const { story, nodes } = data.stories.find((each) => each.nodes.length > 1)!;
    provider.selection = { story };
    await waitUntil(() => sliceNames(element)[0] === nodes[0]!.node, 'no nodes');
    rowOf(element, data.stories[0]!.story).querySelector('input')!.click();
    rowOf(element, data.stories[1]!.story).querySelector('input')!.click();
    await element.updateComplete;
    expect(sliceNames(element)).to.deep.equal([data.stories[0]!.story, data.stories[1]!.story]);
    partOf(element, 'pie')!.querySelector<HTMLElement>('.ring-head [part=button]:not(.back)')!.click();
    await element.updateComplete;
    expect(sliceNames(element)[0]).to.equal(nodes[0]!.node);
    partOf(element, 'pie')!.querySelector<HTMLElement>('.back')!.click();
    await waitUntil(() => sliceNames(element)[0] === data.stories[0]!.story, 'no way back');
  });

  it('folds what is small and says how many', async () => {
    const { element, data } = await mount();
    const names = sliceNames(element);
    expect(names.length).to.be.at.most(8);
    const kept = new Set(data.stories.map(({ story }) => story));
    const folded = names.filter((name) => !kept.has(name));
    const expected = data.stories.length - (names.length - folded.length);
    expect(folded).to.deep.equal(expected > 0 ? [`${expected} others`] : []);
  });

  it('picks by key and by name, and the row is picked with it', async () => {
    const { element, provider, data } = await mount();
    await drawn(element);
    const canvas = canvasOf(element);
    canvas.focus();
    for (const key of ['Home', 'Enter']) canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    expect(provider.selection).to.deep.equal({ story: data.stories[0]!.story });
    await waitUntil(() => rowsOf(element)[0]!.ariaSelected === 'true');
    element.shadowRoot!.querySelector<HTMLElement>('.legend button')!.click();
    const { story, nodes } = data.stories[0]!;
    expect(provider.selection).to.deep.equal({ story, node: nodes[0]!.node });
    await waitUntil(() => rowsOf(element)[1]?.ariaSelected === 'true', 'the node is not shown');
  });

  it('stands beside the table where there is room, else below', async () => {
    const wide = await mount({ width: 1100 });
    const boxes = ({ element }: Mounted) =>
      [partOf(element, 'table')!, partOf(element, 'pie')!].map((part) => part.getBoundingClientRect());
    const [table, ring] = boxes(wide);
    expect(ring!.left).to.be.at.least(table!.right);
    const narrow = await mount({ width: 320 });
    const [above, below] = boxes(narrow);
    expect(below!.top).to.be.at.least(above!.bottom);
    expect(narrow.element.scrollWidth).to.be.at.most(320);
    for (const cell of narrow.element.shadowRoot!.querySelectorAll('tbody td'))
      expect(cell.getBoundingClientRect().right).to.be.at.most(320 + 8);
  });
});

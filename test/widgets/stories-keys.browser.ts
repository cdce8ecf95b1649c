import { expect } from '@open-wc/testing';
import { mount, table, rowsOf, namesOf, rowOf, focused, sliceNames, press, openFirst } from './stories-support.ts';

describe('keys in the tree', () => {
  it('need one stop of the Tab key', async () => {
    const { element } = await mount();
    await openFirst(element);
    expect(table(element)!.querySelectorAll("[tabindex='0']")).to.have.length(1);
    rowsOf(element)[0]!.focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'End', 'ArrowUp']) await press(element, key);
    expect(table(element)!.querySelectorAll("[tabindex='0']")).to.have.length(1);
    expect(table(element)!.querySelector("[tabindex='0']")).to.equal(focused(element));
  });

  it('open, go in, come back and close', async () => {
    const { element } = await mount();
    const row = rowsOf(element)[0]!;
    row.focus();
    await press(element, 'ArrowRight');
    expect(row.ariaExpanded).to.equal('true');
    await press(element, 'ArrowDown');
    expect(focused(element)).to.equal(rowsOf(element)[1]);
    await press(element, 'ArrowLeft');
    expect(focused(element)).to.equal(row);
    await press(element, 'ArrowRight');
    expect(focused(element)).to.equal(row.querySelector('input'));
    await press(element, 'ArrowRight');
    expect(focused(element)).to.equal(row.cells[1]);
    await press(element, 'Home');
    await press(element, 'ArrowLeft');
    await press(element, 'ArrowLeft');
    expect(row.ariaExpanded).to.equal('false');
    await press(element, 'End');
    expect(focused(element)).to.equal(table(element)!.tFoot!.rows[0]);
    await press(element, 'Home');
    expect(focused(element)).to.equal(row);
  });

  it('pick with Enter and the space bar, and give up with Escape', async () => {
    const { element, provider } = await mount();
    rowsOf(element)[1]!.focus();
    const story = namesOf(element)[1];
    await press(element, 'Enter');
    expect(provider.selection).to.deep.equal({ story });
    await press(element, ' ');
    expect(provider.selection).to.deep.equal({});
    await press(element, 'Enter');
    await press(element, 'Escape');
    expect(provider.selection).to.deep.equal({});
  });

  it('tick with Enter where the tick is', async () => {
    const { element } = await mount();
    rowsOf(element)[1]!.focus();
    await press(element, 'ArrowRight');
    if (focused(element) === rowsOf(element)[1]) await press(element, 'ArrowRight');
    await press(element, 'Enter');
    await element.updateComplete;
    expect(rowsOf(element)[1]!.querySelector('input')!.checked).to.be.true;
    expect(sliceNames(element)).to.deep.equal([namesOf(element)[1]]);
  });

  it('reach the heads, which sort and keep the focus', async () => {
    const { element } = await mount();
    rowsOf(element)[0]!.focus();
    await press(element, 'ArrowUp');
    expect(focused(element).dataset.sort).to.equal('name');
    focused(element).click();
    await element.updateComplete;
    expect(focused(element).dataset.sort).to.equal('name');
  });

  it('stay with their row when the order changes', async () => {
    const { element } = await mount();
    const before = namesOf(element);
    const name = before.at(-1)!;
    rowOf(element, name).focus();
    element.shadowRoot!.querySelector<HTMLElement>("[data-sort='invocations']")!.click();
    await element.updateComplete;
    expect(namesOf(element)).not.to.deep.equal(before);
    expect(focused(element)).to.equal(rowOf(element, name));
  });

  it('go the other way where text runs from right to left', async () => {
    const { element } = await mount({ dir: 'rtl' });
    rowsOf(element)[0]!.focus();
    await press(element, 'ArrowLeft');
    expect(rowsOf(element)[0]!.ariaExpanded).to.equal('true');
  });
});

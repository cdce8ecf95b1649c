import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import {
  canvasOf,
  chartOf,
  type ChartHost,
  chosen,
  drawn,
  lines,
  mount,
  pie,
  point,
  press,
  said,
  tooltipOf,
} from './support/chart-host.ts';

describe('who looks at a chart over time', () => {
  it('goes through it by keys as by pointer, and hears what is there', async () => {
    const host = await mount(lines());
    expect(press(host, 'ArrowLeft')).to.equal(false);
    expect(tooltipOf(host).textContent).to.contain('day 2').and.contain('Things');
    expect(said(host)).to.equal('day 2; Things 3');
    press(host, 'Home');
    expect(said(host)).to.equal('day 0; Things 1');
    press(host, 'ArrowLeft');
    expect(said(host)).to.equal('day 0; Things 1');
    press(host, 'End');
    expect(said(host)).to.equal('day 3; Things 2');
    expect(
      chartOf(host)
        .getActiveElements()
        .map(({ index }) => index),
    ).to.deep.equal([3]);
    press(host, 'Escape');
    expect(tooltipOf(host).hidden).to.equal(true);
    point(host, 'pointermove', 1);
    expect(tooltipOf(host).textContent).to.contain('day 1');
    // Nobody wants to hear where a mouse goes.
    expect(said(host)).to.equal('');
  });

  it('leaves other keys to the page', async () => {
    const host = await mount(lines());
    expect(press(host, 'Tab')).to.equal(true);
    expect(press(host, 'Escape')).to.equal(true);
    expect(press(host, 'a')).to.equal(true);
  });

  it('chooses one moment by click or Enter', async () => {
    const host = await mount(lines());
    point(host, 'pointerdown', 1);
    point(host, 'pointerup', 1);
    press(host, 'ArrowRight');
    press(host, 'Enter');
    expect(chosen).to.deep.equal([
      [1, 1],
      [2, 2],
    ]);
  });

  it('chooses several by drag, or by Shift with an arrow key, in either direction', async () => {
    const host = await mount(lines());
    point(host, 'pointermove', 3);
    point(host, 'pointerdown', 3);
    point(host, 'pointermove', 1);
    expect(tooltipOf(host).textContent).to.contain('days 1-3');
    point(host, 'pointerup', 1);
    press(host, 'Home');
    press(host, 'ArrowRight', true);
    press(host, 'ArrowRight', true);
    expect(said(host)).to.contain('days 0-2');
    press(host, 'Enter');
    expect(chosen).to.deep.equal([
      [1, 3],
      [0, 2],
    ]);
  });

  it('chooses by finger with the second tap: the first one shows the numbers', async () => {
    const host = await mount(lines());
    for (const type of ['pointerdown', 'pointerup', 'pointerleave']) point(host, type, 2, 'touch');
    expect(tooltipOf(host).textContent).to.contain('day 2');
    expect(chosen).to.deep.equal([]);
    for (const type of ['pointerdown', 'pointerup']) point(host, type, 2, 'touch');
    expect(chosen).to.deep.equal([[2, 2]]);
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }));
    expect(tooltipOf(host).hidden).to.equal(true);
  });

  it('keeps its moment while numbers change, and leaves it when it is gone', async () => {
    const host = await mount(lines());
    point(host, 'pointermove', 2);
    host.data = lines([1, 5, 33, 2]);
    await host.updateComplete;
    expect(tooltipOf(host).textContent).to.contain('33');
    host.data = lines([1, 5]);
    await host.updateComplete;
    expect(tooltipOf(host).hidden).to.equal(true);
    expect(chartOf(host).getActiveElements()).to.deep.equal([]);
  });

  it('sees time run with the reading direction', async () => {
    const host = await fixture<ChartHost>(html`<chart-host dir="rtl" .data=${lines()}></chart-host>`);
    await drawn(host);
    const { x } = chartOf(host).scales;
    expect(x!.getPixelForValue(0)).to.be.greaterThan(x!.getPixelForValue(3));
    press(host, 'Home');
    press(host, 'ArrowLeft');
    expect(said(host)).to.contain('day 1');
  });

  it('never sees the tooltip leave the chart', async () => {
    const host = await mount(lines());
    host.style.inlineSize = '200px';
    await aTimeout(100);
    for (const index of [0, 1, 2, 3]) {
      point(host, 'pointermove', index);
      const box = tooltipOf(host).getBoundingClientRect();
      const frame = canvasOf(host).parentElement!.getBoundingClientRect();
      expect(box.left).to.be.at.least(frame.left - 0.5);
      expect(box.right).to.be.at.most(frame.right + 0.5);
    }
  });
});

describe('who looks at a ring', () => {
  it('goes from slice to slice and chooses by key', async () => {
    const host = await mount(pie());
    press(host, 'Home');
    expect(tooltipOf(host).textContent).to.equal('A');
    press(host, 'ArrowDown');
    press(host, 'Enter');
    expect(chosen).to.deep.equal(['a']);
    press(host, 'ArrowRight');
    press(host, ' ');
    expect(chosen).to.deep.equal(['a', 'b']);
  });
});

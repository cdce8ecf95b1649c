import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import { Chart } from 'chart.js';
import { readTheme } from '../../widgets/charts/theme.ts';
import { chartOf, type ChartHost, drawn, lines, mount, pie, tooltipOf } from './support/chart-host.ts';

describe('a chart', () => {
  it('is accessible', async () => {
    const host = await mount(lines());
    await expect(host).to.be.accessible();
    host.data = pie();
    await host.updateComplete;
    await aTimeout(50);
    await expect(host).to.be.accessible();
  });

  it('goes over to new numbers in place, without motion', async () => {
    const host = await mount(lines());
    const chart = chartOf(host);
    const [dataset] = chart.data.datasets;
    host.data = lines([9, 9, 9, 8]);
    await host.updateComplete;
    expect(chartOf(host)).to.equal(chart);
    expect(chart.data.datasets[0]).to.equal(dataset);
    expect(dataset!.data).to.deep.equal([9, 9, 9, 8]);
    // Where it has to be, at once: not on its way.
    expect(chart.getDatasetMeta(0).data[0]!.y).to.be.closeTo(chart.scales.y!.getPixelForValue(9), 0.5);
    expect(chart.options.animation).to.equal(false);
  });

  it('becomes another kind on the same canvas', async () => {
    const host = await mount(lines());
    host.data = pie();
    await waitUntil(() => chartOf(host).data.datasets[0]?.data.length === 2);
    expect(tooltipOf(host)).to.exist;
    expect(host.renderRoot.querySelectorAll('[part=tooltip]').length).to.equal(1);
  });

  it('ends with its canvas or its host, and is there again when they are', async () => {
    const host = await mount(lines());
    const before = Object.keys(Chart.instances).length;
    host.shown = false;
    await host.updateComplete;
    expect(Object.keys(Chart.instances).length).to.equal(before - 1);
    host.shown = true;
    await host.updateComplete;
    await drawn(host);
    const place = host.parentElement!;
    for (let round = 0; round < 20; round += 1) {
      host.remove();
      expect(Object.keys(Chart.instances).length).to.equal(before - 1);
      place.append(host);
      await host.updateComplete;
      await drawn(host);
    }
    expect(Object.keys(Chart.instances).length).to.equal(before);
    expect(host.renderRoot.querySelectorAll('[part=tooltip]').length).to.equal(1);
  });

  it('is not drawn by what has left the page before it could be', async () => {
    const host = document.createElement('chart-host') as ChartHost;
    host.data = lines();
    document.body.append(host);
    const before = Object.keys(Chart.instances).length;
    await host.updateComplete;
    host.remove();
    await aTimeout(100);
    expect(Object.keys(Chart.instances).length).to.equal(before);
  });

  it('says that it could not be loaded, rests then, and comes when asked again', async () => {
    const host = document.createElement('chart-host') as ChartHost;
    host.failures = 1;
    host.data = lines();
    document.body.append(host);
    await waitUntil(() => host.chart.error !== null);
    expect(host.chart.error!.message).to.equal('The network is gone.');
    host.data = lines([2, 2, 2, 2]);
    await host.updateComplete;
    expect(host.failures).to.equal(0);
    host.chart.retry();
    await drawn(host);
    expect(host.chart.error).to.equal(null);
    host.remove();
  });

  it('follows the page from light to dark, from an ancestor beyond shadow roots', async () => {
    const frame = document.createElement('div');
    document.body.append(frame);
    const inner = document.createElement('div');
    frame.attachShadow({ mode: 'open' }).append(inner);
    const host = document.createElement('chart-host') as ChartHost;
    host.data = lines();
    frame.style.colorScheme = 'light';
    inner.append(host);
    await drawn(host);
    expect(chartOf(host).data.datasets[0]!.borderColor).to.equal('rgba(59, 92, 212, 1)');
    frame.style.colorScheme = 'dark';
    await waitUntil(() => chartOf(host).data.datasets[0]!.borderColor === 'rgba(120, 142, 251, 1)', 'it stayed light');
    frame.remove();
  });

  it('takes whatever colour a page has written', async () => {
    const host = await mount(lines());
    host.style.setProperty('--bot-color-1', 'oklch(0.6279 0.2577 29.23)');
    host.style.setProperty('--bot-color-2', 'color-mix(in srgb, black 50%, white)');
    host.style.setProperty('--bot-color-text', 'rebeccapurple');
    const { colours } = readTheme(host);
    expect(colours.c1).to.match(/^rgba\(25[45], [0-3], [0-3], 1\)$/);
    expect(colours.c2).to.equal('rgba(128, 128, 128, 1)');
    expect(colours.text).to.equal('rgba(102, 51, 153, 1)');
    expect(host.renderRoot.querySelectorAll('span').length).to.equal(0);
  });
});

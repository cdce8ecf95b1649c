import { expect, fixture, html } from '@open-wc/testing';
import type { Edge, Node, Options } from 'vis-network/esnext';
import { DataSet, Network } from '../../widgets/charts/vis.ts';

async function draw() {
  const place = await fixture<HTMLElement>(html`<div style="inline-size: 300px; block-size: 200px"></div>`);
  const nodes = new DataSet<Node>([{ id: 'a', x: 0, y: 0, size: 10 }]);
  const network = new Network(place, { nodes, edges: new DataSet<Edge>() }, {
    physics: false,
    nodes: { shape: 'custom', ctxRenderer: () => ({}) },
  } as unknown as Options);
  let drawings = 0;
  network.on('afterDrawing', () => (drawings += 1));
  return { network, nodes, drawings: () => drawings };
}

describe('two networks on a page', () => {
  it('are drawn by themselves, and one stays as it is when the other goes', async () => {
    const [one, other] = [await draw(), await draw()];
    const before = one.drawings();
    const drawn = other.drawings();
    other.nodes.update([{ id: 'b', x: 50, y: 50, size: 10 }]);
    expect(other.drawings()).to.be.greaterThan(drawn);
    expect(one.drawings()).to.equal(before);
    other.network.destroy();
    one.nodes.update([{ id: 'b', x: 50, y: 50, size: 10 }]);
    expect(one.drawings()).to.be.greaterThan(before);
    one.network.destroy();
  });
});

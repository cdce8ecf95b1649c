import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { heavyJourney } from './heavy-journey.ts';
import { type Content, scripted } from './pages.ts';

interface Peer {
  name: string;
  /** What it draws: three lines of 720 points, or the heavy journey. */
  draws: 'lines' | 'graph';
  packages: readonly string[];
  /** A module that draws into `#place` (900 px wide), and resolves `done` when the picture is stable; `points` and `links` are there. */
  code: string;
}

/** Well-kept libraries that a page might draw the same with, each as its documentation shows; animations off. */
const PEERS: readonly Peer[] = [
  {
    name: 'Chart.js alone',
    draws: 'lines',
    packages: ['chart.js@4.6.1'],
    code: `import { Chart, LineController, LineElement, PointElement, LinearScale, CategoryScale, Tooltip, Legend } from 'chart.js';
      Chart.register(LineController, LineElement, PointElement, LinearScale, CategoryScale, Tooltip, Legend);
      const canvas = place.appendChild(document.createElement('canvas'));
      new Chart(canvas, { type: 'line', options: { animation: false }, data: { labels: points[0].map((_, i) => String(i)),
        datasets: points.map((data, i) => ({ label: 'Line ' + i, data, pointRadius: 0, borderColor: ['#36c', '#c63', '#3a6'][i] })) } });`,
  },
  {
    name: 'uPlot',
    draws: 'lines',
    packages: ['uplot@1.6.32'],
    code: `import uPlot from 'uplot';
      const series = points.map((_, i) => ({ label: 'Line ' + i, stroke: ['#36c', '#c63', '#3a6'][i] }));
      new uPlot({ width: 900, height: 400, series: [{}, ...series] }, [points[0].map((_, i) => 1.7e9 + i * 3600), ...points], place);`,
  },
  {
    name: 'ECharts',
    draws: 'lines',
    packages: ['echarts@6.1.0'],
    code: `import * as echarts from 'echarts/core';
      import { LineChart } from 'echarts/charts';
      import { GridComponent, TooltipComponent, LegendComponent } from 'echarts/components';
      import { CanvasRenderer } from 'echarts/renderers';
      echarts.use([LineChart, GridComponent, TooltipComponent, LegendComponent, CanvasRenderer]);
      const chart = echarts.init(place, null, { width: 900, height: 400 });
      await new Promise((resolve) => { chart.on('finished', resolve); chart.setOption({ animation: false, tooltip: {}, legend: {}, xAxis: { type: 'category' }, yAxis: {},
        series: points.map((data, i) => ({ type: 'line', name: 'Line ' + i, showSymbol: false, data })) }); });`,
  },
  {
    name: 'dagre and SVG',
    draws: 'graph',
    packages: ['@dagrejs/dagre@3.1.3'],
    code: `import dagre from '@dagrejs/dagre';
      const graph = new dagre.graphlib.Graph({ multigraph: true }).setGraph({ rankdir: 'LR' }).setDefaultEdgeLabel(() => ({}));
      for (const id of nodes) graph.setNode(id, { label: id, width: 140, height: 32 });
      for (const [from, to] of links) graph.setEdge(from, to, {});
      dagre.layout(graph);
      const { width, height } = graph.graph();
      const edges = graph.edges().map((edge) => '<polyline fill="none" stroke="#999" points="' + graph.edge(edge).points.map(({ x, y }) => x + ',' + y).join(' ') + '"/>');
      const boxes = nodes.map((id) => { const { x, y } = graph.node(id); return '<g transform="translate(' + x + ',' + y + ')"><rect x="-70" y="-16" width="140" height="32" fill="#eef" stroke="#66c"/><text text-anchor="middle" dy="4" font-size="12">' + id + '</text></g>'; });
      place.innerHTML = '<svg width="900" viewBox="0 0 ' + width + ' ' + height + '">' + edges.join('') + boxes.join('') + '</svg>';`,
  },
  {
    name: 'Cytoscape, dagre',
    draws: 'graph',
    packages: ['cytoscape@3.34.4', 'cytoscape-dagre@4.0.1'],
    code: `import cytoscape from 'cytoscape';
      import dagre from 'cytoscape-dagre';
      cytoscape.use(dagre);
      place.style.height = '600px';
      const elements = [...nodes.map((id) => ({ data: { id } })), ...links.map(([source, target]) => ({ data: { source, target } }))];
      await new Promise((resolve) => cytoscape({ container: place, elements, layout: { name: 'dagre', rankDir: 'LR', animate: false },
        style: [{ selector: 'node', style: { label: 'data(id)' } }, { selector: 'edge', style: { 'curve-style': 'bezier', 'target-arrow-shape': 'triangle' } }] }).ready(resolve));`,
  },
  {
    name: 'vis-network, physics',
    draws: 'graph',
    packages: ['vis-network@10.1.5', 'vis-data@8.0.6'],
    code: `import { Network } from 'vis-network/esnext';
      place.style.height = '600px';
      const network = new Network(place, { nodes: nodes.map((id) => ({ id, label: id })), edges: links.map(([from, to]) => ({ from, to, arrows: 'to' })) }, { layout: { randomSeed: 7 } });
      await new Promise((resolve) => network.once('stabilizationIterationsDone', resolve));`,
  },
];

/**
 * Installs and bundles what the widgets are compared with, in a folder of its own: nothing of it is a dependency of the project.
 *
 * @param folder - inside the project's folder or not, empty
 */
export async function peerContents(folder: string): Promise<Content[]> {
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const packages = [...new Set(PEERS.flatMap((peer) => peer.packages))];
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], {
    cwd: folder,
  });
  const { nodes, links } = heavyJourney();
  const graph = `const nodes = ${JSON.stringify(nodes.map(({ id }) => id))};
    const links = ${JSON.stringify(links.filter(({ from, to }) => from.includes('/') && to.includes('/')).map(({ from, to }) => [from, to]))};`;
  const lines = `const points = [0, 1, 2].map((seed) => Array.from({ length: 720 }, (_, i) => 100 + 50 * Math.sin(i / 30 + seed)));`;
  return Promise.all(
    PEERS.map(async ({ name, draws, code }, index) => {
      const imports = code.match(/^\s*import .*$/gm) ?? [];
      const entry = join(folder, `peer-${index}.js`);
      const rest = imports.reduce((left, line) => left.replace(line, ''), code);
      await writeFile(
        entry,
        `${imports.join('\n')}\nconst place = document.querySelector('#place');\n${draws === 'lines' ? lines : graph}\n${rest}\nglobalThis.peerIsDone = true;`,
      );
      const bundle = await build({
        root: folder,
        configFile: false,
        logLevel: 'error',
        build: { write: false, target: 'es2022', rolldownOptions: { input: entry, output: { format: 'es', codeSplitting: false } } },
      });
      const [chunk] = (Array.isArray(bundle) ? bundle : [bundle]).flatMap((each) => ('output' in each ? each.output : []));
      if (chunk?.type !== 'chunk') throw new Error(`${name} was not bundled.`);
      return { name, html: () => scripted(chunk.code) };
    }),
  );
}

import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  DoughnutController,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js';

// Only what is drawn: tooltips and legends are HTML of ours, which follows the theme and the keyboard, and is read out.
const DRAWN = [
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
];

/** Registers what is drawn when something is: a module that only did so by being loaded would be left out by a host's bundler. */
export function createChart(canvas: HTMLCanvasElement, configuration: ChartConfiguration): Chart {
  Chart.register(...DRAWN);
  return new Chart(canvas, configuration);
}

/** `npm run size`: what the built widgets cost a page, eager and lazy, in kB (1,000 bytes) of gzip and brotli. */
import { fileURLToPath } from 'node:url';
import { measure, type Page, type Size } from './measure.ts';

/** What each tag loads when it is in the page: numbers and tables, then the drawing. */
const LATER: Record<string, readonly string[]> = {
  'bot-filters': ['filters-view'],
  'bot-trends': ['trends-view', 'chart-view'],
  'bot-stories': ['stories-view', 'chart-view'],
  'bot-words': ['words-view'],
  'bot-journey': ['journey-view', 'network-chart'],
  'bot-messages': ['messages-view'],
};

const kB = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(6);
const row = (name: string, { gzip, brotli }: Size): string => `${name.padEnd(44)}${kB(gzip)} gz ${kB(brotli)} br`;

const pages = measure(fileURLToPath(new URL('./widgets', import.meta.url)));
const all = pages.find(({ name }) => name === 'bot-widgets');
if (!all) throw new Error('The build holds no bot-widgets.js.');

console.log('Before the first question:');
for (const { name, eager } of pages) console.log(row(`  ${name}.js`, eager));
console.log('\nLater, with all that it needs and the page does not have yet:');
for (const { name, size, own } of all.lazy.toSorted((a, b) => b.size.gzip - a.size.gzip)) {
  console.log(`${row(`  ${name}`, size)}   its own file ${kB(own.gzip).trim()} gz`);
}
console.log('\nA page with one tag, in all:');
for (const [tag, parts] of Object.entries(LATER)) for (const step of steps(tag, parts)) console.log(step);

function steps(tag: string, parts: readonly string[]): string[] {
  const eager = pages.find(({ name }) => name === tag)?.eager ?? { gzip: 0, brotli: 0 };
  return parts.map((_, at) => {
    const loaded = parts.slice(0, at + 1);
    const sum = loaded.reduce((so, name) => add(so, sizeOf(all!, name)), eager);
    return row(`  ${tag}, with ${loaded.join(' and ')}`, sum);
  });
}

function sizeOf({ lazy }: Page, name: string): Size {
  const part = lazy.find((known) => known.name === name);
  if (!part) throw new Error(`The build holds no ${name}.`);
  return part.size;
}

function add(a: Size, b: Size): Size {
  return { gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli };
}

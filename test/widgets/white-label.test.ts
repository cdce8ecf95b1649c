import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Format } from '../../widgets/internal/format.ts';
import { palette } from '../../widgets/internal/styles/palette.ts';
import { declarationsOf, type Manifest } from '../../site/make/element-page.ts';

const sources = readdirSync('widgets', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const code = sources.map((name) => readFileSync(`widgets/${name}`, 'utf8')).join('\n');
const tags = declarationsOf(JSON.parse(readFileSync('custom-elements.json', 'utf8')) as Manifest);
const told = new Set(tags.flatMap(({ cssProperties = [] }) => cssProperties.map(({ name }) => name)));

test('every property that the styles take is told, and every one that is told is taken', () => {
  const colours = Object.keys(palette.light).map(
    (name) => `--bot-color-${name === 'handedOff' ? 'handed-off' : name.replace(/^c(\d)$/, '$1')}`,
  );
  const taken = new Set([...[...code.matchAll(/var\((--bot-[\w-]+\w)(?=[,)])/g)].map(([, name = '']) => name), ...colours]);
  expect([...taken].toSorted()).toEqual([...told].toSorted());
});

test('every property of a theme exists', () => {
  for (const theme of readdirSync('widgets/public/themes')) {
    const set = [...readFileSync(`widgets/public/themes/${theme}`, 'utf8').matchAll(/^ {2}(--bot-[\w-]+):/gm)].map(([, name]) => name);
    expect(set.length).toBeGreaterThan(12);
    for (const name of set) expect(told, theme).toContain(name);
  }
});

test('no text of ours names a product', () => {
  const texts = sources.filter((name) => /texts?-|title-/.test(name));
  expect(texts.length).toBeGreaterThan(14);
  for (const name of texts) expect(readFileSync(`widgets/${name}`, 'utf8'), name).not.toMatch(/bot-?widgets|https?:/i);
});

test('the page to try looks on begins with our own colours', () => {
  const page = readFileSync('demo/pages/theme/theme.js', 'utf8');
  const rows = [...page.matchAll(/^ {2}\['(\w+)', '[^']+', '(#\w+)', '(#\w+)'\]/gm)];
  expect(rows.length).toBeGreaterThan(8);
  for (const [, name = '', light, dark] of rows) {
    const key = (/^\d$/.test(name) ? `c${name}` : name) as keyof typeof palette.light;
    expect([light, dark], name).toEqual([palette.light[key], palette.dark[key]]);
  }
});

test('a page says how numbers and times are written, and keeps what it does not say', () => {
  const format = new Format('en', 'UTC', {
    number: { useGrouping: false },
    compact: { notation: 'standard' },
    percent: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
    date: { hourCycle: 'h23' },
    none: 'n/a',
  });
  expect(format.exact(12345.67)).toBe('12345.7');
  expect(format.compact(1_234_567)).toBe('1234567');
  expect(format.percent(0.5)).toBe('50.00%');
  expect(format.change(3, 2)).toBe('+50.00%');
  expect(format.percent(null)).toBe('n/a');
  expect(format.time(Date.UTC(2026, 0, 1, 14))).toBe('14:00');
  expect(new Format('en', 'UTC').compact(1_234_567)).toBe('1.2M');
});

test('whole days are days in languages with digits of their own', () => {
  const [from, to] = ['2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z'];
  expect(new Format('ar-EG', 'UTC').range(from, to)).not.toMatch(/:/);
  expect(new Format('en', 'UTC', { date: { numberingSystem: 'deva' } }).range(from, to)).not.toMatch(/:/);
});

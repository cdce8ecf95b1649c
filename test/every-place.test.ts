import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type UserConfig } from 'vite';
import { describe, expect, test } from 'vitest';
import { createReference } from './reference/reference.ts';
import { REPORTS } from './support/reports.ts';
import { reports } from '../gateway/reports/index.ts';
import * as widgets from '../widgets/index.ts';
import { de } from '../widgets/internal/texts-de.ts';
import config from '../vite.config.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Folders that hold a tag: `widgets/words/` is `<bot-words>`. */
const tags = readdirSync(join(ROOT, 'widgets')).filter((name) => existsSync(join(ROOT, 'widgets', name, 'define.ts')));

test('the reports that tests walk are those of the gateway', () => {
  expect(REPORTS.toSorted()).toEqual(reports.map(({ name }) => name).toSorted());
});

describe.each(reports.map(({ name }) => name))('the report %s', (name) => {
  test.each(['gateway/contract', 'gateway/reports', 'gateway/store/duckdb', 'gateway/store/elasticsearch', 'test/reference'])(
    'has its file in %s/',
    (folder) => {
      expect(readdirSync(join(ROOT, folder))).toContain(`${name}.ts`);
    },
  );

  test('is told a second time by the reference, has a tag, and is in the list of routes', () => {
    expect(createReference({ idleMinutes: 30 })).toHaveProperty(name);
    expect(tags).toContain(name);
    expect(read('README.md')).toContain(`\`GET /v1/${name}\``);
  });
});

describe.each(tags)('the tag bot-%s', (name) => {
  test('is exported, registered with the others, and built as a file of its own', async () => {
    const classes = Object.values(widgets) as { tag?: string }[];
    expect(classes.map(({ tag }) => tag)).toContain(`bot-${name}`);
    expect(read('widgets/define.ts')).toContain(`import './${name}/define.ts';`);
    const { build } = await (config as (env: { mode: string; command: 'build' }) => UserConfig | Promise<UserConfig>)({
      mode: 'widgets',
      command: 'build',
    });
    expect(JSON.parse(read('package.json'))).toHaveProperty(['exports', `./bot-${name}`, 'default'], `./lib/widgets/${name}/define.js`);
    expect(read('widgets/react.ts')).toContain(`from './${name}/bot-${name}.ts'`);
    expect(build?.rolldownOptions?.input).toHaveProperty([`bot-${name}`], `widgets/${name}/define.ts`);
  });

  test('is documented, for people and for editors', () => {
    expect(read('docs/widgets.md')).toMatch(new RegExp(`^\\| \`<bot-${name}>\``, 'm'));
    expect(read('custom-elements.json')).toContain(`"tagName": "bot-${name}"`);
  });

  test('says all that it says in German too', async () => {
    if (!existsSync(join(ROOT, 'widgets', name, 'texts-en.ts'))) {
      expect(name, 'only what draws nothing needs no words').toBe('provider');
      return;
    }
    const texts = Object.values((await import(`../widgets/${name}/texts-en.ts`)) as Record<string, object>);
    expect(texts).toHaveLength(1);
    expect(Object.keys(de)).toEqual(expect.arrayContaining(Object.keys(texts[0]!)));
  });
});

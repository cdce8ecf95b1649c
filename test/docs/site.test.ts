import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { declarationsOf } from '../../site/make/element-page.ts';
import { makePages, type Sources } from '../../site/make/make-pages.ts';
import { rewriteLinks } from '../../site/make/links.ts';
import { cell, slug, table } from '../../site/make/markdown.ts';
import { sectionOf } from '../../site/make/readme-pages.ts';
import { readSources } from '../../site/write-pages.ts';

let sources: Sources;
let pages: Map<string, string>;
beforeAll(async () => {
  sources = await readSources('.');
  pages = makePages(sources);
});

const pageOf = (path: string): string => pages.get(path) ?? '';

describe('the reference', () => {
  test('has a page of each tag with all that can be set, heard and styled, and the widget itself', () => {
    const tags = declarationsOf(sources.manifest);
    expect(tags).toHaveLength(7);
    for (const {
      tagName,
      attributes = [],
      members = [],
      events = [],
      slots = [],
      cssParts = [],
      cssProperties = [],
      cssStates = [],
    } of tags) {
      const page = pageOf(`reference/${tagName}.md`);
      expect(page).toContain(`<LiveWidget tag="${tagName}" />`);
      const named = [
        ...attributes.filter(({ description }) => description !== undefined),
        ...events,
        ...slots.filter(({ name }) => name !== ''),
        ...cssParts,
        ...cssProperties,
        ...members.filter(({ kind, name, static: isStatic }) => kind === 'field' && !name.startsWith('[') && isStatic !== true),
      ];
      for (const { name } of named) expect(page, tagName).toContain(`| \`${name}\` |`);
      for (const { name } of cssStates) expect(page, tagName).toContain(`\`:state(${name})\``);
      // What has no word here has none in the code.
      expect(page.match(/^\| `--bot-[\w-]+` \|.*\|\s+\|$/gm), tagName).toBeNull();
    }
  });

  test('has every route with its parameters, and every problem', () => {
    const page = pageOf('reference/routes.md');
    const operations = Object.entries(sources.openapi.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ heading: `${method.toUpperCase()} ${path}`, operation })),
    );
    expect(operations.length).toBeGreaterThan(10);
    for (const { heading, operation } of operations) {
      const section = sectionOf(page, heading);
      for (const { name } of operation.parameters ?? []) expect(section, heading).toContain(`| \`${name}\` |`);
    }
    for (const [code, status] of sources.problems) expect(page).toContain(`| \`${code}\` | ${status} |`);
    for (const field of ['data.totals.automation', 'data.nodes[].medianStep', 'data.words[].previous', 'rejected', 'errors[].code'])
      expect(page).toContain(`| \`${field}\` |`);
    expect(page).not.toContain('undefined');
    expect(page).not.toContain('[object');
  });
});

describe('the pages', () => {
  test('lead to pages and headings that are there', () => {
    for (const [path, markdown] of pages)
      for (const [, target = ''] of markdown.matchAll(/\]\((\.[^)\s]+)\)/g)) {
        const [file = '', anchor] = target.split('#');
        const to = pageOf(normalize(join(path, '..', file)));
        expect(to, `${path}: ${target}`).not.toBe('');
        if (anchor !== undefined) expect([...to.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => slug(heading))).toContain(anchor);
      }
  });

  test('are all in the menu, and the menu leads to nothing else', () => {
    const config = readFileSync('site/.vitepress/config.js', 'utf8');
    const linked = [...config.matchAll(/'(\/[\w/-]*)'\)/g)].map(([, link = '']) => (link.endsWith('/') ? `${link}index` : link));
    const all = [...pages.keys()].map((path) => `/${path.replace('.md', '')}`);
    // Pages of tags are listed by the folder.
    const listed = all.filter((path) => path !== '/index' && !path.startsWith('/reference/bot-'));
    expect(new Set(linked)).toEqual(new Set(listed));
  });

  test('hold no tag that the generator would take for an element of the page', () => {
    for (const [path, markdown] of pages) {
      const text = markdown.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
      expect(
        [...text.matchAll(/<(?!LiveWidget )[a-z/][^>]*>/gi)].map(([tag]) => tag),
        path,
      ).toEqual([]);
    }
  });
});

test('a table leaves out what is empty, and a cell ends where it should', () => {
  expect(
    table(
      ['a', 'b'],
      [
        ['1', ''],
        ['2', ''],
      ],
    ),
  ).toBe('| a |\n| --- |\n| 1 |\n| 2 |\n');
  expect(table(['a'], [])).toBe('');
  expect(cell('one\n two | <b> `<c>`')).toBe('one two \\| &lt;b> `<c>`');
});

test('links follow their page, and what has none is named', () => {
  const known = { pages: new Set(['widgets.md', 'operating.md', 'reference/index.md']), readme: new Map([['settings', 'operating.md']]) };
  expect(rewriteLinks('[w](docs/widgets.md#looks)', 'README.md', known)).toBe('[w](./widgets.md#looks)');
  expect(rewriteLinks('[s](../README.md#settings)', 'docs', known)).toBe('[s](./operating.md#settings)');
  expect(rewriteLinks('[m](../custom-elements.json) [l](../LICENSE)', 'docs', known)).toBe('[m](./reference/index.md) `LICENSE`');
  expect(rewriteLinks('![p](docs/portal.png) [x](https://x.example)', 'README.md', known)).toBe('![p](/portal.png) [x](https://x.example)');
});

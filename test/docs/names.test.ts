import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openapiDocument } from '../../gateway/http/openapi.ts';
import { reports } from '../../gateway/reports/index.ts';
import { slug } from '../../site/make/markdown.ts';
import { DOCUMENTS, mentions, snippets } from './documents.ts';

const config = readFileSync('gateway/config.ts', 'utf8');
const settings = new Set([...config.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name));

describe('settings', () => {
  test('that a document names exist', () => {
    /** Read by the demo, the documentation, the tests, by clients of ours, by Node or by the C library; and one that is no setting but what a platform says. */
    const others = [
      ...[
        'HOST_PORT',
        'DOCS_PORT',
        'CHROMIUM',
        'PYTHON',
        'OPENSEARCH_URL',
        'TEST_REPORTS',
        'NODE_OPTIONS',
        'MALLOC_ARENA_MAX',
        'UV_THREADPOOL_SIZE',
        'IMPORT_API_KEY',
        'NO_MATCH',
        'CUSTOM_ELEMENTS_SCHEMA',
      ],
      ...[
        'AWS_REGION',
        'AWS_ACCESS_KEY_ID',
        'AWS_SECRET_ACCESS_KEY',
        'AWS_SESSION_TOKEN',
        'AWS_ENDPOINT_URL',
        'AWS_ENDPOINT_URL_KINESIS',
        'AWS_PROFILE',
      ],
    ];
    const named = [
      ...mentions(/`([A-Z][A-Z0-9]*_[A-Z0-9_]+)[`=]/g),
      ...snippets('sh').flatMap(({ at, text }) =>
        [...text.matchAll(/\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)=/g)].map(([, found = '']) => ({ at, found })),
      ),
    ];
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter(({ found }) => !settings.has(found) && !others.includes(found))).toEqual([]);
  });

  test('that exist are in the table of the README', () => {
    expect(settings.size).toBeGreaterThan(30);
    const table = DOCUMENTS['README.md']!.split('### Settings')[1]!.split('\n### ')[0]!;
    // "and two more": statements of a database of one's own, which have a page of their own.
    const elsewhere = DOCUMENTS['docs/several-gateways.md']!;
    for (const name of settings)
      expect(table.includes(`\`${name}\``) || (name.startsWith('MYSQL_') && elsewhere.includes(name)), name).toBe(true);
  });
});

test('routes that are named exist', () => {
  const paths = new Set([...Object.keys(openapiDocument(reports).paths ?? {}), '/v1/<report>/export']);
  const named = mentions(/(\/v1\/[\w<>./-]*[\w>])/g);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ found }) => !paths.has(found))).toEqual([]);
});

test('methods fit their routes', () => {
  const { paths = {} } = openapiDocument(reports);
  for (const { at, found } of mentions(/((?:GET|POST|PUT|PATCH|DELETE) \/v1\/[\w/.-]*\w)/g)) {
    const [method = '', path = ''] = found.split(' ');
    expect(Object.keys(paths[path] ?? {}), `${at} ${found}`).toContain(method.toLowerCase());
  }
});

test('scripts of the package that are named exist', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = mentions(/npm run (?:-s )?([\w:-]+)/g);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ found }) => !(found in scripts))).toEqual([]);
});

test('links lead somewhere, to a heading that is there', () => {
  const anchors = (path: string): string[] =>
    [...readFileSync(path, 'utf8').matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) => slug(heading));
  const links = Object.entries(DOCUMENTS).flatMap(([path, document]) =>
    [...document.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => ({ path, target }))
      .filter(({ target }) => !/^[a-z]+:/.test(target)),
  );
  expect(links.length).toBeGreaterThan(20);
  for (const { path, target } of links) {
    const [file = '', anchor] = target.split('#');
    const to = file === '' ? path : normalize(join(dirname(path), file));
    expect(existsSync(to), `${path}: ${target}`).toBe(true);
    if (anchor !== undefined) expect(anchors(to), `${path}: ${target}`).toContain(anchor);
  }
});

test('what proves a promise is there', () => {
  const table = DOCUMENTS['README.md']!.split('## What is promised about access')[1]!.split('\n## ')[0]!;
  const named = [...table.matchAll(/`([\w/*-]+\.test\.ts)`/g)].map(([, file = '']) => file);
  expect(named.length).toBeGreaterThan(10);
  for (const file of named) expect(matching(`test/${file}`), file).not.toEqual([]);
});

/** `*` in a file's name alone. */
function matching(pattern: string): string[] {
  if (!pattern.includes('*')) return existsSync(pattern) ? [pattern] : [];
  const name = new RegExp(`^${basename(pattern).replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
  return readdirSync(dirname(pattern)).filter((each) => name.test(each));
}

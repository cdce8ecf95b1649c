import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parseDirectory } from '../../gateway/access/directory-file.ts';
import { declarationsOf, type Manifest } from '../../site/make/element-page.ts';
import { mentions, type Snippet, snippets } from './documents.ts';

const tags = declarationsOf(JSON.parse(readFileSync('custom-elements.json', 'utf8')) as Manifest);
const tagOf = (name: string) => tags.find(({ tagName }) => tagName === name);
const EVERYWHERE = ['class', 'hidden', 'id', 'lang', 'slot'];

test('every block of code says its language, and there are blocks of each that is checked', () => {
  const known = ['sh', 'html', 'ts', 'js', 'css', 'json', 'jsx', 'yaml', 'ruby'];
  // A tree of folders is no code, and the language of syslog-ng has no name.
  const unnamed = /one folder a tag|^destination /m;
  const others = snippets().filter(({ language, text }) => !known.includes(language) && !(language === '' && unnamed.test(text)));
  expect(others.map(({ at }) => at)).toEqual([]);
  for (const language of known.slice(0, 6)) expect(snippets(language).length, language).toBeGreaterThan(0);
});

describe('tags', () => {
  const written = mentions(/<(bot-[\w-]+(?:\s[^<>]*)?)>/g);

  test('have only attributes that custom-elements.json knows', () => {
    expect(written.length).toBeGreaterThan(30);
    for (const { at, found } of written) {
      const [name = '', ...rest] = found.split(/\s+(?=[^"]*(?:"[^"]*"[^"]*)*$)/);
      const tag = tagOf(name);
      expect(tag, `${at} <${name}>`).toBeDefined();
      const attributes = [...(tag?.attributes ?? []).map((attribute) => attribute.name), ...EVERYWHERE];
      for (const attribute of rest.filter(Boolean)) expect(attributes, `${at} <${name}>`).toContain(attribute.split('=')[0]);
    }
  });

  test('are closed where they are opened', () => {
    for (const { at, text } of snippets('html')) {
      const open: string[] = [];
      for (const { 1: end, 2: name = '' } of text.matchAll(/<(\/?)([a-z][\w-]*)[^>]*?(?<!\/)>/g)) {
        if (end === '') open.push(name);
        else expect(open.pop(), at).toBe(name);
      }
      expect(open, at).toEqual([]);
    }
  });

  test('take only slots that they have', () => {
    for (const { at, found } of mentions(/<(bot-[\w-]+[^<>]*><h\d slot="\w+")/g)) {
      const [name = '', slot = ''] = [found.split(/[\s>]/)[0], /slot="(\w+)"/.exec(found)?.[1]];
      expect(
        tagOf(name)?.slots?.map((each) => each.name),
        at,
      ).toContain(slot);
    }
  });
});

describe('scripts', () => {
  const scripts: Snippet[] = [
    ...snippets('ts', 'js'),
    ...snippets('html').flatMap(({ at, text }) =>
      [...text.matchAll(/<script type="module">\n([\s\S]*?)<\/script>/g)].map((script) => ({ at, language: 'js', text: script[1] ?? '' })),
    ),
  ];

  test('compile, and use what the widgets have', () => {
    expect(scripts.length).toBeGreaterThan(8);
    const files = new Map(
      scripts.map(({ at, language, text }) => [
        `${process.cwd()}/snippet-${at.replaceAll(/\W/g, '-')}.ts`,
        // A page's script finds the element that stands in the page; the tags' classes say what it has.
        `${language === 'js' ? `import './widgets/index.ts';\n` : ''}${text}\nexport {};`,
      ]),
    );
    const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as { config: { compilerOptions: object } };
    // What the package exports, from where it is made of.
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, string | { types: string }> };
    const paths = Object.fromEntries(
      Object.entries(exports).flatMap(([path, target]) =>
        typeof target === 'string' ? [] : [[`bot-widgets${path.slice(1)}`, [target.types.replace('/lib/', '/').replace('.d.ts', '.ts')]]],
      ),
    );
    const { options } = ts.convertCompilerOptionsFromJson(
      { ...config.compilerOptions, paths, strict: false, exactOptionalPropertyTypes: false, noUncheckedIndexedAccess: false },
      '.',
    );
    const host = ts.createCompilerHost(options);
    const own = {
      readFile: host.readFile.bind(host),
      fileExists: host.fileExists.bind(host),
      getSourceFile: host.getSourceFile.bind(host),
    };
    host.readFile = (path) => files.get(path) ?? own.readFile(path);
    host.fileExists = (path) => files.has(path) || own.fileExists(path);
    host.getSourceFile = (path, target) => {
      const text = files.get(path);
      return text === undefined ? own.getSourceFile(path, target) : ts.createSourceFile(path, text, target);
    };
    const program = ts.createProgram([...files.keys()], options, host);
    const faults = [...files.keys()].flatMap((path) => {
      const source = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
        ({ messageText }) => `${path.split('/').at(-1) ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
    });
    expect(faults).toEqual([]);
  });

  test('replace texts and take selections by keys that exist', async () => {
    const catalogues = ['internal', 'filters', 'trends', 'stories', 'words', 'journey', 'messages', 'download'];
    const modules = catalogues.map((folder) => import(`../../widgets/${folder}/texts-en.ts`) as Promise<Record<string, object>>);
    const keys = new Set((await Promise.all(modules)).flatMap((texts) => Object.values(texts).flatMap((text) => Object.keys(text))));
    const used = scripts.flatMap(({ at, text }) =>
      [...text.matchAll(/\.texts = \{([\s\S]*?)\};/g)].flatMap(({ 1: body = '' }) =>
        [...body.matchAll(/'([\w.-]+)':/g)].map(([, key = '']) => ({ at, key })),
      ),
    );
    expect(used.length).toBeGreaterThan(4);
    for (const { at, key } of used) expect(keys, at).toContain(key);
  });
});

describe('styles', () => {
  const properties = new Set(tags.flatMap(({ cssProperties = [] }) => cssProperties.map(({ name }) => name)));

  test('name properties that custom-elements.json knows', () => {
    const named = mentions(/(--bot-[\w-]*\w)(?![\w-]*[*-])/g).filter(({ found }) => found !== '--bot-color' && found !== '--bot-size');
    expect(named.length).toBeGreaterThan(20);
    for (const { at, found } of named) expect(properties, at).toContain(found);
  });

  test('name parts and states that the tag has', () => {
    const named = mentions(/(bot-[\w-]+::part\([\w-]+\)|bot-[\w-]+:state\([\w-]+\))/g);
    expect(named.length).toBeGreaterThan(2);
    for (const { at, found } of named) {
      const [, name = '', kind = '', value = ''] = /^(bot-[\w-]+):+(part|state)\(([\w-]+)\)$/.exec(found) ?? [];
      const { cssParts = [], cssStates = [] } = tagOf(name)!;
      // The icons' own names are told in the words of `icon`.
      const parts = cssParts.flatMap((part) => [part.name, ...(part.name === 'icon' ? [value.startsWith('icon-') ? value : ''] : [])]);
      expect(kind === 'part' ? parts : cssStates.map((state) => state.name), at).toContain(value);
    }
  });
});

test('JSON parses, and a directory is one', () => {
  const written = snippets('sh').flatMap(({ at, text }) =>
    [...text.matchAll(/<<'JSON'\n([\s\S]*?)\nJSON/g)].map(([, json = '']) => ({ at, text: json })),
  );
  expect(written.length).toBeGreaterThan(1);
  for (const { at, text } of [...snippets('json'), ...written]) {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'principals' in value) expect(() => parseDirectory(text), at).not.toThrow();
  }
});

test('pictures and files that are named are there', () => {
  const named = mentions(/`((?:gateway|widgets|demo|test|docs|site)\/[\w./-]+\.(?:ts|js|css|html|json|md|sh|py))`/g);
  for (const { at, found } of named) expect(existsSync(found) || existsSync(`test/${found}`), `${at} ${found}`).toBe(true);
});

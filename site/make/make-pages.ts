import { declarationsOf, elementPage, type Manifest } from './element-page.ts';
import { rewriteLinks } from './links.ts';
import { code, slug, table } from './markdown.ts';
import { introOf, sectionOf } from './readme-pages.ts';
import { type OpenApi, routesPage } from './routes-page.ts';

export interface Sources {
  readme: string;
  /** Markdown of `docs/`, by file name. */
  docs: Readonly<Record<string, string>>;
  manifest: Manifest;
  openapi: OpenApi;
  problems: readonly (readonly [code: string, status: number, title: string])[];
}

/** Pages that are parts of the README: a title, and the headings of their sections. */
const FROM_README: Record<string, readonly [title: string, ...sections: string[]]> = {
  'start.md': ['Getting started', 'Try it', 'In a page'],
  'gateway.md': ['The gateway', 'Run the gateway'],
  'promises.md': ['What is promised', 'What is promised about access'],
};

/** Every page of the site, as Markdown by its path: nothing is written here that does not stand in the project already. */
export function makePages({ readme, docs, manifest, openapi, problems }: Sources): Map<string, string> {
  const tags = declarationsOf(manifest);
  const paths = new Set([
    'index.md',
    ...Object.keys(FROM_README),
    ...Object.keys(docs),
    'reference/index.md',
    'reference/routes.md',
    ...tags.map(({ tagName }) => `reference/${tagName}.md`),
  ]);
  const anchors = Object.entries(FROM_README).flatMap(([path, [, ...sections]]) =>
    sections.flatMap((heading) =>
      [...sectionOf(readme, heading).matchAll(/^#+ (.*)$/gm)].map(([, each = '']) => [slug(each), path] as const),
    ),
  );
  const places = { pages: paths, readme: new Map(anchors) };
  const inRoot = (markdown: string, from: 'README.md' | 'docs'): string => rewriteLinks(markdown, from, places);
  return new Map([
    ['index.md', inRoot(homePage(introOf(readme)), 'README.md')],
    ...Object.entries(FROM_README).map(
      ([path, [title, ...sections]]) =>
        [path, inRoot([`# ${title}\n`, ...sections.map((heading) => sectionOf(readme, heading))].join('\n'), 'README.md')] as const,
    ),
    ...Object.entries(docs).map(([name, markdown]) => [name, inRoot(markdown, 'docs')] as const),
    ['reference/index.md', referencePage(tags.map(({ tagName, summary = '' }) => [tagName, summary] as const))],
    ['reference/routes.md', routesPage(openapi, problems)],
    ...tags.map((declaration) => [`reference/${declaration.tagName}.md`, elementPage(declaration)] as const),
  ]);
}

const homePage = (intro: string): string => `# What a chatbot does, in any page

${intro}

<LiveWidget tag="bot-trends" />

| you are                                     |                                                     |
| ------------------------------------------- | --------------------------------------------------- |
| building a portal for clients               | [In a client’s portal](docs/for-client-portals.md)  |
| building a page for your own people         | [In an internal admin page](docs/for-admin-pages.md) |
| showing it all under a brand of your own    | [Under your own brand](docs/for-partners.md)        |
| bringing the messages                       | [From your bot to the first chart](docs/first-chart.md) |
| running the gateway                         | [The gateway](docs/gateway.md)              |
`;

const referencePage = (tags: readonly (readonly [tag: string, summary: string])[]): string => `# Reference

${table(
  ['tag', ''],
  tags.map(([tag, summary]) => [`[${code(`<${tag}>`)}](./${tag}.md)`, summary]),
)}
Every route of the gateway: [routes](./routes.md).
`;

import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Problem, PROBLEM_STATUS, type ProblemCode } from '../gateway/contract/problem.ts';
import { openapiDocument } from '../gateway/http/openapi.ts';
import { detailsOf } from '../gateway/http/problems.ts';
import { reports } from '../gateway/reports/index.ts';
import { type Manifest } from './make/element-page.ts';
import { makePages, type Sources } from './make/make-pages.ts';
import { type OpenApi } from './make/routes-page.ts';

/** What the site is made of. @param root - folder of the project */
export async function readSources(root: string): Promise<Sources> {
  const names = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md'));
  const docs = await Promise.all(names.map(async (name) => [name, await readFile(join(root, 'docs', name), 'utf8')] as const));
  return {
    readme: await readFile(join(root, 'README.md'), 'utf8'),
    docs: Object.fromEntries(docs),
    manifest: JSON.parse(await readFile(join(root, 'custom-elements.json'), 'utf8')) as Manifest,
    openapi: openapiDocument(reports) as unknown as OpenApi,
    problems: (Object.keys(PROBLEM_STATUS) as ProblemCode[]).map((code) => {
      const { status, title } = detailsOf(new Problem(code, ''));
      return [code, status, title] as const;
    }),
  };
}

/** Writes every page, pictures, and, for a site that is served without a gateway, the widgets. */
export async function writePages({ root, to, widgets }: { root: string; to: string; widgets: string | null }): Promise<void> {
  await rm(to, { recursive: true, force: true });
  for (const [path, markdown] of makePages(await readSources(root))) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), markdown);
  }
  await mkdir(join(to, 'public'), { recursive: true });
  for (const name of (await readdir(join(root, 'docs'))).filter((each) => each.endsWith('.png')))
    await cp(join(root, 'docs', name), join(to, 'public', name));
  if (widgets) await cp(widgets, join(to, 'public/widgets'), { recursive: true, filter: (path) => !path.endsWith('.map') });
}

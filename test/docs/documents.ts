import { readdirSync, readFileSync } from 'node:fs';

export interface Snippet {
  /** `docs/theming.md:12`, where it begins. */
  at: string;
  language: string;
  text: string;
}

/** Every document of the project, by its path. */
export const DOCUMENTS: Readonly<Record<string, string>> = Object.fromEntries(
  ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)]
    .filter((path) => path.endsWith('.md'))
    .map((path) => [path, readFileSync(path, 'utf8')]),
);

/** Blocks of code, of some languages or of all. */
export function snippets(...languages: string[]): Snippet[] {
  return Object.entries(DOCUMENTS).flatMap(([path, document]) =>
    [...document.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
      .map(({ 1: language = '', 2: text = '', index }) => ({
        at: `${path}:${document.slice(0, index).split('\n').length}`,
        language,
        text,
      }))
      .filter(({ language }) => languages.length === 0 || languages.includes(language)),
  );
}

/** All that matches anywhere in any document: what was found, and where. */
export function mentions(pattern: RegExp): { at: string; found: string }[] {
  return Object.entries(DOCUMENTS).flatMap(([path, document]) =>
    [...document.matchAll(pattern)].map((match) => ({
      at: `${path}:${document.slice(0, match.index).split('\n').length}`,
      found: match[1] ?? match[0],
    })),
  );
}

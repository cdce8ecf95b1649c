import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, brotliCompressSync, gzipSync } from 'node:zlib';

interface Chunk {
  file: string;
  name?: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
}

/** Bytes over the wire, each file compressed by itself. */
export interface Size {
  gzip: number;
  brotli: number;
}

export interface Page {
  /** The script tag's file, without `.js`. */
  name: string;
  /** What the script tag loads before anything is asked. */
  eager: Size;
  /** What the tags of the page load afterwards: `size` with all that it needs and the page has not, shared parts in several; `own` is its file. */
  lazy: { name: string; size: Size; own: Size }[];
  /** Files of `eager`. */
  files: string[];
}

const add = (a: Size, b: Size): Size => ({ gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli });

/** What each script of the built widgets costs a page. @param folder - of `vite build --mode widgets` */
export function measure(folder: string): Page[] {
  const chunks = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const sizes = new Map<string, Size>();
  const sizeOf = (file: string): Size => {
    const known = sizes.get(file) ?? compress(readFileSync(join(folder, file)));
    sizes.set(file, known);
    return known;
  };
  /** All that a chunk needs at once. */
  const reach = (key: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(key)) return seen;
    seen.add(key);
    for (const next of chunks[key]?.imports ?? []) reach(next, seen);
    return seen;
  };
  const sum = (keys: Iterable<string>): Size => [...keys].map((key) => sizeOf(chunks[key]?.file ?? '')).reduce(add, { gzip: 0, brotli: 0 });

  const pageOf = (key: string): Page => {
    const eager = reach(key);
    const lazy = new Map<string, Set<string>>();
    const follow = (keys: Iterable<string>): void => {
      for (const from of keys) {
        for (const next of chunks[from]?.dynamicImports ?? []) {
          if (lazy.has(next) || eager.has(next)) continue;
          const parts = new Set([...reach(next)].filter((part) => !eager.has(part)));
          lazy.set(next, parts);
          follow(parts);
        }
      }
    };
    follow(eager);
    return {
      name: chunks[key]?.file.replace(/\.js$/, '') ?? key,
      eager: sum(eager),
      lazy: [...lazy].map(([from, parts]) => ({ name: chunks[from]?.name ?? from, size: sum(parts), own: sum([from]) })),
      files: [...eager].map((part) => chunks[part]?.file ?? ''),
    };
  };
  return Object.keys(chunks)
    .filter((key) => chunks[key]?.isEntry)
    .map(pageOf);
}

function compress(content: Buffer): Size {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return { gzip: gzipSync(content, { level: 9 }).length, brotli: brotliCompressSync(content, quality).length };
}

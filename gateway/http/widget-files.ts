import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** How a file can go over the wire; `identity` is the file as it lies on the disk. */
export type Coding = 'br' | 'gzip' | 'identity';

/** What goes out of a file in one coding. */
export interface WidgetFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** Strong: another one for each content and coding. */
  etag: string;
  type: string;
  /** Whether this file is ever sent in more than one coding. */
  varies: boolean;
  coding: Coding;
  /** False while a build may still be writing it: what is read now may be half of it. */
  settled: boolean;
}

/** The built widgets. */
export interface WidgetFiles {
  /** `null`: there is no such file, or none that is meant to be loaded. @param name - path below `widgets/`, decoded */
  read(name: string, coding: Coding): Promise<WidgetFile | null>;
  /** Whether there is anything at all. */
  built(): Promise<boolean>;
}

/** What a build makes; anything else in the folder is not served. `false`: compressed already. */
const TYPES: Record<string, readonly [type: string, compressible: boolean]> = {
  '.js': ['text/javascript; charset=utf-8', true],
  '.css': ['text/css; charset=utf-8', true],
  '.json': ['application/json', true],
  '.map': ['application/json', true],
  '.svg': ['image/svg+xml', true],
  '.woff2': ['font/woff2', false],
};

/** How long a file has to lie unchanged before it counts as whole, milliseconds. */
const SETTLED = 10_000;

/** Plain names alone: no dot files, no way up, no other separators. */
const NAME = /^(?:\w[\w-]*\/)*[\w-][\w.-]*$/;

const compress = {
  /** The best takes 0.3 s for a chart library and saves a tenth of it; a map, ten times as long and asked for by hand, gets the quick one. */
  br: (bytes: Uint8Array, isMap: boolean) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: isMap ? 5 : constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 9 }),
};

/** A file as it was when it was last looked at; its codings are made when they are first asked for, once. */
interface Held {
  /** Time and size: another one means another content. */
  mark: string;
  file: Promise<Omit<WidgetFile, 'settled'>>;
}

/** The widgets in a folder, which may come, go and change while the gateway runs. */
export function createWidgetFiles(folder: string): WidgetFiles {
  const held = new Map<string, Held>();

  async function read(name: string, coding: Coding): Promise<WidgetFile | null> {
    const [type, compressible] = TYPES[extname(name)] ?? [];
    if (type === undefined || compressible === undefined || !NAME.test(name)) return null;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) return null;
    const used = compressible ? coding : 'identity';
    const key = `${used} ${name}`;
    const mark = `${found.mtimeMs} ${found.size}`;
    let known = held.get(key);
    if (known?.mark !== mark) {
      const file = encode(path, used, { type, varies: compressible });
      known = { mark, file };
      held.set(key, known);
      // What failed is tried anew.
      file.catch(() => held.delete(key));
    }
    return { ...(await known.file), settled: Date.now() - found.mtimeMs > SETTLED };
  }

  return { read, built: async () => (await stat(folder).catch(() => null))?.isDirectory() ?? false };
}

async function encode(path: string, coding: Coding, rest: Pick<WidgetFile, 'type' | 'varies'>): Held['file'] {
  const plain = await readFile(path);
  const bytes = coding === 'identity' ? plain : await compress[coding](plain, path.endsWith('.map'));
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  return { ...rest, coding, bytes: new Uint8Array(bytes), etag: `"${hash}${coding === 'identity' ? '' : `-${coding}`}"` };
}

/* global process */
/**
 * Builds what the package holds, into `lib/`: modules as they are written, without their types and with their declarations; what a script tag loads in
 * `lib/bundle`. Packages stay outside, but for those of `HELD`.
 */
import { execFile } from 'node:child_process';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const LIB = join(ROOT, 'lib');

/** Modules that hold a package, and say why. */
const HELD = ['widgets/charts/vis', 'widgets/internal/create-component'];

/** A path to a module of ours, in code or in a type. */
const IMPORTED = /(?<=\b(?:from |import |import\()(['"]))(\.[\w./-]+)\.(?:ts|js)(?=\1)/g;

const common = { root: ROOT, logLevel: 'warn', publicDir: false };

await rm(LIB, { recursive: true, force: true });
await Promise.all([translate(), bundle()]);
await Promise.all([hold(), cleanDeclarations(), findManifest(), chmod(join(LIB, 'gateway/main.js'), 0o755)]);

async function translate() {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  try {
    await promisify(execFile)(process.execPath, [compiler, '-p', 'tsconfig.package.json'], { cwd: ROOT });
  } catch (error) {
    throw new Error(error.stdout || error.message, { cause: error });
  }
}

/** What a script tag loads, and the themes beside it; without maps, which are larger than all the rest. */
async function bundle() {
  const publicDir = 'widgets/public';
  await build({
    ...common,
    publicDir,
    mode: 'widgets',
    build: { outDir: 'lib/bundle', manifest: false, sourcemap: false, license: licences('') },
  });
}

/** Puts packages into the modules that hold them. */
async function hold() {
  await build({
    ...common,
    configFile: false,
    build: {
      target: 'es2022',
      outDir: 'lib',
      emptyOutDir: false,
      license: licences('widgets/'),
      rolldownOptions: {
        input: Object.fromEntries(HELD.map((name) => [name, `${name}.ts`])),
        external: /^(?:lit|react)(?:\/|$)/,
        preserveEntrySignatures: 'strict',
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'widgets/internal/[name].js' },
      },
    },
  });
}

/** The licences of what a folder holds of others. */
function licences(folder) {
  return { fileName: `${folder}licences.md` };
}

/** Leaves the declarations that an entry of the package leads to, their imports named as Node and bundlers find them. */
async function cleanDeclarations() {
  const { exports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const wanted = new Set();
  const follow = async (file) => {
    if (wanted.has(file)) return;
    wanted.add(file);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(IMPORTED, '$2.js'));
    for (const [, , path] of text.matchAll(IMPORTED)) await follow(join(dirname(file), `${path}.d.ts`));
  };
  for (const { types } of Object.values(exports)) if (types) await follow(join(ROOT, types));
  for (const file of await readdir(LIB, { recursive: true }))
    if (file.endsWith('.d.ts') && !wanted.has(join(LIB, file))) await rm(join(LIB, file));
}

/** The modules lie a folder deeper than their sources, so `package.json` does too; a second one beside them would stand in for it. */
async function findManifest() {
  await rm(join(LIB, 'package.json'));
  for (const name of await readdir(join(LIB, 'gateway'), { recursive: true })) {
    if (!name.endsWith('.js')) continue;
    const file = join(LIB, 'gateway', name);
    const text = await readFile(file, 'utf8');
    const found = text.replace(/(?<=from ['"])(?:\.\.\/)+package\.json/g, '../$&');
    if (found !== text) await writeFile(file, found);
  }
}

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** Who stands for the image's `node`: somebody without rights. */
export const NOBODY = 65_534;

export interface Image {
  /** Where its `/` is. */
  root: string;
  workdir: string;
  /** Of `ENV`, with paths below `root`. */
  env: Record<string, string>;
  user: string;
  command: string[];
  health: string[];
}

interface Step {
  instruction: string;
  rest: string;
}

function stepsOf(text: string): Step[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [, instruction = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    return { instruction, rest };
  });
}

/** The context that a build sees: `.dockerignore` leaves out all but what it names with a `!`. */
function contextFiles(): string[] {
  const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines[0] !== '*' || !lines.slice(1).every((line) => /^![\w.-]+$/.test(line)))
    throw new Error('.dockerignore holds a pattern that is not understood here.');
  return lines.slice(1).map((line) => line.slice(1));
}

/**
 * Does by hand what `docker build` would do with the project's Dockerfile, step by step, below a folder: copies what is copied and runs what is
 * run. Two things are other: packages are not downloaded - the build stage has those of the checkout, `npm install --omit=dev` brings those that
 * the lock file calls for, from there - and there is no base image, so that the machine's own Node runs it all.
 */
export function replayDockerfile(folder: string): Image {
  const roots = new Map<string, string>();
  let [root, workdir, user] = ['', '/', 'root'];
  let env: Record<string, string> = {};
  let command: string[] = [];
  let health: string[] = [];
  const below = (path: string): string => join(root, path.startsWith('/') ? path : join(workdir, path));

  function copy(rest: string): void {
    const [, from, paths = ''] = /^(?:--from=(\w+) )?(.*)$/.exec(rest) ?? [];
    const words = paths.split(' ');
    const to = words.at(-1) ?? '';
    const target = below(to);
    const context = contextFiles();
    const sources = words.slice(0, -1).flatMap((path) => {
      if (from !== undefined) return [join(roots.get(from) ?? '', path)];
      if (path === '.') return context.map((name) => join(ROOT, name));
      if (!context.includes(path)) throw new Error(`${path} is not in the context of the build.`);
      return [join(ROOT, path)];
    });
    for (const source of sources) {
      const into = to.endsWith('/') || (sources.length > 1 && !statSync(source).isDirectory()) || words[0] === '.';
      const place = into ? join(target, basename(source)) : target;
      mkdirSync(join(place, '..'), { recursive: true });
      if (source.includes('node_modules')) link(source, place);
      else cpSync(source, place, { recursive: true });
    }
  }

  function run(line: string): void {
    for (const part of line.split(' && ')) {
      if (part === 'npm ci') symlinkSync(join(ROOT, 'node_modules'), below('node_modules'));
      else if (part === 'npm install --omit=dev --ignore-scripts') installForProduction(below('.'));
      else {
        const here = part.replaceAll(/(?<= )\/\w+/g, (path) => below(path)).replaceAll('node:node', `${NOBODY}:${NOBODY}`);
        // Who is not root owns what it makes.
        if (here.startsWith('chown') && process.getuid?.() !== 0) continue;
        execFileSync('sh', ['-c', here], { cwd: below('.'), stdio: 'pipe' });
      }
    }
  }

  for (const { instruction, rest } of stepsOf(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))) {
    switch (instruction) {
      case 'FROM': {
        const name = rest.split(' AS ')[1] ?? 'last';
        root = join(folder, name);
        roots.set(name, root);
        [workdir, user, env] = ['/', 'root', {}];
        break;
      }
      case 'WORKDIR':
        workdir = rest;
        mkdirSync(below('.'), { recursive: true });
        break;
      case 'COPY':
        copy(rest);
        break;
      case 'RUN':
        run(rest);
        break;
      case 'ENV':
        for (const [name = '', value = ''] of rest.split(' ').map((pair) => pair.split('=')))
          env[name] = value.startsWith('/') ? below(value) : value;
        break;
      case 'USER':
        user = rest;
        break;
      case 'CMD':
        command = JSON.parse(rest) as string[];
        break;
      case 'HEALTHCHECK':
        health = JSON.parse(rest.slice(rest.indexOf('CMD ') + 4)) as string[];
        break;
      case 'VOLUME':
      case 'EXPOSE':
        break;
      default:
        throw new Error(`${instruction} is not understood here.`);
    }
  }
  return { root, workdir: below('.'), env, user, command, health };
}

type Locked = Record<string, { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }>;

/** What the package in a folder depends on, and what that does, in the places where the lock file has them. */
function installForProduction(folder: string): void {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Locked };
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const wanted = new Set<string>();
  const waiting = Object.keys(dependencies).map((name) => `node_modules/${name}`);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const found = packages[path];
    if (!found || wanted.has(path)) continue;
    wanted.add(path);
    for (const name of Object.keys({ ...found.dependencies, ...found.optionalDependencies })) waiting.push(placeOf(packages, path, name));
  }
  for (const path of wanted) {
    // Packages within others come along with them; what is not here is optional, and for another system.
    if (path.indexOf('node_modules', 1) > 0 || !existsSync(join(ROOT, path))) continue;
    mkdirSync(join(folder, path, '..'), { recursive: true });
    link(join(ROOT, path), join(folder, path));
  }
}

/** Where a package finds another one: in itself, or in the nearest folder above. */
function placeOf(packages: Locked, from: string, name: string): string {
  for (let above = from; above !== ''; above = above.slice(0, Math.max(0, above.lastIndexOf('/node_modules/')))) {
    const path = `${above}/node_modules/${name}`;
    if (packages[path]) return path;
  }
  return `node_modules/${name}`;
}

/** Links instead of bytes, where one file system has both: an image has its own copy, which is not what this is about. */
function link(source: string, target: string): void {
  try {
    execFileSync('cp', ['-al', source, target], { stdio: 'pipe' });
  } catch {
    execFileSync('cp', ['-a', source, target]);
  }
}

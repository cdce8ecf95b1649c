import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type TestProject } from 'vitest/node';

export interface Installed {
  /** A project that has installed the package, and nothing else but what that brings. */
  app: string;
  tarball: string;
  /** Optional peers that the installation brought nevertheless. */
  peers: string[];
  /** What the installation said. */
  said: string;
  /** Kilobytes on the disk. */
  kilobytes: number;
}

declare module 'vitest' {
  interface ProvidedContext {
    installed: Installed;
  }
}

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Packs the package as it would be published and installs it into an empty project, once for all suites. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-widgets-package-'));
  const app = join(folder, 'app');
  try {
    await run('npm', ['pack', '--pack-destination', folder], { cwd: ROOT });
    const tarball = join(folder, 'bot-widgets-0.1.0.tgz');
    await mkdir(app);
    await writeFile(join(app, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
    const { stdout, stderr } = await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=notice', tarball], {
      cwd: app,
    });
    const { stdout: size } = await run('du', ['-sk', 'node_modules'], { cwd: app });
    const { peerDependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { peerDependencies: object };
    const peers = Object.keys(peerDependencies).filter((name) => existsSync(join(app, 'node_modules', name)));
    project.provide('installed', { app, tarball, peers, said: stdout + stderr, kilobytes: Number.parseInt(size) });
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
  return () => rm(folder, { recursive: true });
}

/** Gives a project packages that we have anyway: as if it had installed them. */
export async function lend(app: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const path = join(app, 'node_modules', name);
    await mkdir(dirname(path), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
}

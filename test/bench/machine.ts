import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, platform, release, totalmem } from 'node:os';

export interface Machine {
  cpu: string;
  cores: number;
  /** Bytes. */
  memory: number;
  system: string;
  node: string;
  packages: Record<string, string>;
}

/** What the numbers were measured on. */
export function machine(): Machine {
  const { resolve } = createRequire(`${process.cwd()}/package.json`);
  const versionOf = (name: string): string => {
    const [root] = resolve(name).split(`/node_modules/${name}/`);
    const { version } = JSON.parse(readFileSync(`${root ?? ''}/node_modules/${name}/package.json`, 'utf8')) as { version: string };
    return version;
  };
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    system: `${platform()} ${release()}`,
    node: process.version,
    packages: Object.fromEntries(
      ['@duckdb/node-api', '@elastic/elasticsearch', 'hono', '@hono/node-server'].map((name) => [name, versionOf(name)]),
    ),
  };
}

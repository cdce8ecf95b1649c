import { execFile } from 'node:child_process';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.9.0';

/** Where servers for tests are kept between runs: outside the checkout, and readable by the user that a server started by root runs as. */
const cache = process.getuid?.() === 0 ? '/var/cache/bot-widgets' : join(homedir(), '.cache', 'bot-widgets');

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Brings something into the cache once; complete or absent, also when two runs bring it at once. */
async function cached(name: string, bring: (folder: string) => Promise<void>): Promise<string> {
  const target = join(cache, name);
  if (await exists(target)) return target;
  const partial = `${target}.${process.pid}.partial`;
  await mkdir(partial, { recursive: true });
  try {
    await bring(partial);
    await rename(partial, target).catch(async (error: unknown) => {
      if (!(await exists(target))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return target;
}

async function maven(folder: string, args: readonly string[]): Promise<void> {
  try {
    // Its plugins leave notes where they are run.
    await run('mvn', ['-B', '-q', ...args], { cwd: folder });
  } catch (cause) {
    throw new Error(
      'A server for the tests could not be downloaded with Maven (mvn, JDK 17 or later). Install them, or start one of your own and set ELASTICSEARCH_URL or OPENSEARCH_URL.',
      { cause },
    );
  }
}

/** The content of an archive of Maven Central. */
export function unpacked(name: string, artifact: string): Promise<string> {
  return cached(name, (folder) => maven(folder, [`${DEPENDENCY_PLUGIN}:unpack`, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`]));
}

/** A library of Maven Central with all that it needs: a folder of jars. */
export function jars(name: string, groupId: string, artifactId: string, version: string): Promise<string> {
  return cached(name, async (folder) => {
    const dependency = `<groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version>`;
    const pom = join(folder, 'pom.xml');
    await writeFile(
      pom,
      `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
       <groupId>test</groupId><artifactId>test</artifactId><version>1</version>
       <dependencies><dependency>${dependency}</dependency></dependencies></project>`,
    );
    await maven(folder, ['-f', pom, `${DEPENDENCY_PLUGIN}:copy-dependencies`, `-DoutputDirectory=${folder}`]);
  });
}

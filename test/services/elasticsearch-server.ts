import { chown, cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unpacked } from './downloads.ts';
import { freePort, runFolder, type SearchServer, startServer } from './server-process.ts';

/** Version 9 needs a `JAVA_HOME` of JDK 21 or later. */
const VERSION = process.env.ELASTICSEARCH_VERSION ?? '8.19.21';

interface Options {
  heap?: string;
  /** Folder in which its own is made, which the user `nobody` can reach. */
  place?: string;
  /** Of the machine's processors, as many as it may use. */
  processors?: number;
  /** Compiles for speed, which pays for a server that has long to work. */
  compiled?: boolean;
}

/** Boots a real Elasticsearch from Maven Central: the bare server without x-pack features and scripts. */
export async function startElasticsearch({ heap = '512m', place, processors, compiled = false }: Options = {}): Promise<SearchServer> {
  const artifact = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${VERSION}:zip`;
  const home = join(await unpacked(`elasticsearch-${VERSION}`, artifact), `elasticsearch-${VERSION}`);
  const folder = await runFolder('elasticsearch', place);
  const config = join(folder, 'config');
  await cp(join(home, 'config'), config, { recursive: true });
  if (process.getuid?.() === 0)
    for (const name of await readdir(config, { recursive: true })) await chown(join(config, name), 65_534, 65_534);
  const port = await freePort();
  const java = await javaHome();
  const settings = {
    'cluster.name': 'test',
    'discovery.type': 'single-node',
    'network.host': '127.0.0.1',
    'http.port': port,
    'transport.port': 0,
    'path.data': join(folder, 'data'),
    'path.logs': join(folder, 'logs'),
    'cluster.routing.allocation.disk.threshold_enabled': false,
    'xpack.security.enabled': false,
    ...(processors !== undefined && { 'node.processors': processors }),
  };
  // What bin/elasticsearch does, without its shell: the launcher starts the server and hands signals on.
  const started = await readdir(join(home, 'lib', 'tools', 'server-launcher')).then(
    () => ['-cp', `${home}/lib/tools/server-launcher/*`, 'org.elasticsearch.server.launcher.ServerLauncher'],
    () => [
      ...['-Dcli.name=server', `-Dcli.script=${home}/bin/elasticsearch`, '-Dcli.libs=lib/tools/server-cli'],
      ...[`-Des.path.home=${home}`, `-Des.path.conf=${config}`, '-Des.distribution.type=zip', '-Des.java.type=ES_JAVA_HOME'],
      ...['-cp', `${home}/lib/*:${home}/lib/cli-launcher/*`, 'org.elasticsearch.launcher.CliToolLauncher'],
    ],
  );
  const launcher = ['-Xms4m', '-Xmx64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...started, '-p', join(folder, 'es.pid')];
  return startServer(folder, port, {
    command: join(java, 'bin', 'java'),
    args: [...launcher, ...Object.entries(settings).flatMap(([name, value]) => ['-E', `${name}=${value}`])],
    cwd: home,
    pidFile: join(folder, 'es.pid'),
    env: {
      ES_JAVA_HOME: java,
      // These are what the launcher of version 9 asks for.
      JAVA: join(java, 'bin', 'java'),
      JAVA_TYPE: 'ES_JAVA_HOME',
      ES_HOME: home,
      ES_PATH_CONF: config,
      ES_DISTRIBUTION_TYPE: 'zip',
      CLI_JAVA_OPTS: '-Xms4m -Xmx64m -XX:+UseSerialGC',
      ES_TMPDIR: join(folder, 'tmp'),
      ES_JAVA_OPTS: `-Xms${heap} -Xmx${heap} ${compiled ? '' : '-XX:TieredStopAtLevel=1 '}-XX:-AlwaysPreTouch`,
    },
  });
}

async function javaHome(): Promise<string> {
  if (process.env.JAVA_HOME) return process.env.JAVA_HOME;
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const { stderr } = await promisify(execFile)('java', ['-XshowSettings:properties', '-version']);
  const [, home] = /java\.home = (.*)/.exec(stderr) ?? [];
  if (!home) throw new Error('java does not say where it is; set JAVA_HOME.');
  return home;
}

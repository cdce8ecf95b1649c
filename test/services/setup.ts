import { type TestProject } from 'vitest/node';
import { startElasticsearch } from './elasticsearch-server.ts';
import { startOpenSearch } from './opensearch-server.ts';
import { answers, type SearchServer } from './server-process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    elasticsearchUrl: string;
    opensearchUrl: string;
  }
}

/** Where a server of the developer's own usually is. */
const LOCAL = 'http://127.0.0.1:9200';

/** Servers that run are used; what is missing is started, once for all suites, and ended with them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: SearchServer[] = [];
  const stop = async () => {
    await Promise.all(started.map((server) => server.stop()));
  };
  async function start(boot: () => Promise<SearchServer>): Promise<string> {
    const server = await boot();
    started.push(server);
    return server.url;
  }
  try {
    const { ELASTICSEARCH_URL, OPENSEARCH_URL } = process.env;
    const running = ELASTICSEARCH_URL ?? ((await isElasticsearch(LOCAL)) ? LOCAL : undefined);
    // One after the other: two cores start one server sooner than two halves.
    project.provide('elasticsearchUrl', running ?? (await start(startElasticsearch)));
    project.provide('opensearchUrl', OPENSEARCH_URL ?? (await start(startOpenSearch)));
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function isElasticsearch(url: string): Promise<boolean> {
  if (!(await answers(url))) return false;
  const response = await fetch(url);
  return response.headers.get('x-elastic-product') === 'Elasticsearch';
}

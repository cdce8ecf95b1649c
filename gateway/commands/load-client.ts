interface Client {
  /** The package, or the packages that go together, and the version to install. */
  packages: Readonly<Record<string, string>>;
  /** What needs it, as the beginning of a sentence; and what could be done without it. */
  needs: string;
  instead?: string;
}

/** Clients that an installation brings itself, since most need one of them at most; ranges are in package.json, under `peerDependencies`. */
export const CLIENTS = {
  duckdb: {
    packages: { '@duckdb/node-api': '1.5.5-r.5' },
    needs: 'The embedded store needs',
    instead: 'or set ELASTICSEARCH_URL, and a cluster is the store',
  },
  elasticsearch: { packages: { '@elastic/elasticsearch': '8.19.2' }, needs: 'Elasticsearch and OpenSearch need' },
  mysql: { packages: { mysql2: '3.24.6' }, needs: 'A directory in MySQL needs', instead: 'or name a file with DIRECTORY_FILE' },
  redis: { packages: { ioredis: '6.0.0' }, needs: 'REDIS_URL needs' },
  kinesis: {
    packages: { '@aws-sdk/client-kinesis': '3.1143.0', '@smithy/node-http-handler': '4.14.2' },
    needs: 'Amazon Kinesis needs',
  },
} as const satisfies Record<string, Client>;

/**
 * Loads a module that talks to its back end through a client.
 *
 * @param load - imports the module
 * @throws Error with a sentence that says what to install
 */
export async function loadClient<Module>(name: keyof typeof CLIENTS, load: () => Promise<Module>): Promise<Module> {
  const { packages, needs, instead }: Client = CLIENTS[name];
  try {
    return await load();
  } catch (error) {
    const missing = Object.keys(packages).filter((wanted) => isMissing(error, wanted));
    if (missing.length === 0) throw error;
    const install = Object.entries(packages).map(([wanted, version]) => `${wanted}@${version}`);
    const advice = `npm install ${install.join(' ')}${instead ? ` - ${instead}` : ''}.`;
    throw new Error(`${needs} a package that is not installed, ${missing.join(', ')}: ${advice}`, { cause: error });
  }
}

function isMissing(error: unknown, wanted: string): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND') && error.message.includes(`'${wanted}'`);
}

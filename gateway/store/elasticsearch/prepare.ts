import { randomBytes } from 'node:crypto';
import { type Cluster } from './cluster.ts';
import { type Names } from './names.ts';
import { ClusterError } from './problems.ts';
import { SCHEMA, templates } from './schema.ts';

const META_ID = 'store';

/**
 * Brings the templates and indices of a store into being, or checks those that are there; any number of gateways may start at once.
 *
 * @returns the store's secret
 * @throws Error with a sentence for the operator when another version, or another program, made them
 */
export async function prepareIndices(cluster: Cluster, names: Names): Promise<Uint8Array> {
  const indices = [names.meta, names.marks, names.conversations];
  // Before anything is changed: whoever runs on what is there may go on.
  for (const index of indices) {
    const mappings = await orNull(cluster.send<Mappings>({ method: 'GET', path: `/${index}/_mapping` }));
    if (mappings) refuseOthers(index, mappings[index]?.mappings._meta?.schema);
  }
  for (const [name, template] of Object.entries(templates(names))) {
    const found = await orNull(cluster.send<Found>({ method: 'GET', path: `/_index_template/${name}` }));
    const schema = found?.index_templates[0]?.index_template._meta?.schema ?? 0;
    refuseNewer(name, schema);
    if (schema < SCHEMA) await cluster.send({ method: 'PUT', path: `/_index_template/${name}`, body: template });
  }
  for (const index of indices) {
    await createIndex(cluster, index);
    // Another gateway may have made it a moment ago, and its shards may still be on their way.
    await cluster.send({ method: 'GET', path: `/_cluster/health/${index}`, querystring: { wait_for_status: 'yellow', timeout: '30s' } });
  }
  return readSecret(cluster, names);
}

interface Found {
  index_templates: { index_template: { _meta?: { schema?: number } } }[];
}
type Mappings = Record<string, { mappings: { _meta?: { schema?: number } } }>;

/** Makes an index as its template says, unless it is there. */
export async function createIndex(cluster: Cluster, index: string): Promise<void> {
  try {
    await cluster.send({ method: 'PUT', path: `/${index}` });
  } catch (error) {
    if (!(error instanceof ClusterError && error.type === 'resource_already_exists_exception')) throw error;
  }
}

/** Words and hashes are derived as messages come in, so documents of an older schema cannot be mended where they are. */
function refuseOthers(index: string, schema: number | undefined): void {
  if (schema === undefined)
    throw new Error(`The index ${index} is not one of a bot-widgets store. Choose another ELASTICSEARCH_INDEX_PREFIX.`);
  refuseNewer(index, schema);
  if (schema < SCHEMA)
    throw new Error(
      `${index} has schema version ${schema}, made by an older bot-widgets; this one needs ${SCHEMA}. Choose another ELASTICSEARCH_INDEX_PREFIX, ` +
        'and bring its messages along with: import --from elasticsearch.',
    );
}

function refuseNewer(name: string, schema: number): void {
  if (schema > SCHEMA)
    throw new Error(
      `${name} has schema version ${schema}, made by a newer bot-widgets; this one knows up to ${SCHEMA}. ` +
        'Start the newer version, or choose another ELASTICSEARCH_INDEX_PREFIX.',
    );
}

/** The first gateway makes it; whoever comes at the same time takes that one. */
async function readSecret(cluster: Cluster, { meta }: Names): Promise<Uint8Array> {
  const path = `/${meta}/_doc/${META_ID}`;
  const read = () => orNull(cluster.send<{ _source: { secret: string } }>({ method: 'GET', path }));
  let found = await read();
  if (!found) {
    const secret = randomBytes(32).toString('hex');
    const lines = `${JSON.stringify({ create: { _index: meta, _id: META_ID } })}\n${JSON.stringify({ secret })}\n`;
    await cluster.send({ method: 'POST', path: '/_bulk', lines });
    found = await read();
  }
  if (!found) throw new Error(`${meta} cannot be written to.`);
  return Buffer.from(found._source.secret, 'hex');
}

/** `null` for what is not there. */
async function orNull<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ClusterError && error.status === 404) return null;
    throw error;
  }
}

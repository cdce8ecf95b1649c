import { Client, type ClientOptions, errors, SniffingTransport } from '@elastic/elasticsearch';

/** Elasticsearch, or OpenSearch, which Amazon's service runs: what differs between them is here and nowhere else. */
export type Flavour = 'elasticsearch' | 'opensearch';

type TransportOptions = ConstructorParameters<typeof SniffingTransport>[0];

/** Speaks plain JSON and takes any server: OpenSearch knows neither Elastic's media types nor its product header. */
class NeutralTransport extends SniffingTransport {
  constructor(options: TransportOptions) {
    const unchecked = { ...options };
    delete unchecked.productCheck;
    super({
      ...unchecked,
      vendoredHeaders: { jsonContentType: 'application/json', ndjsonContentType: 'application/x-ndjson', accept: 'application/json' },
    });
  }
}

/** A client for the server that answers at the address. */
export async function openClient(options: ClientOptions): Promise<{ client: Client; flavour: Flavour }> {
  const neutral = new Client({ ...options, Transport: NeutralTransport });
  const flavour = await probe(neutral);
  if (flavour === 'opensearch') return { client: neutral, flavour };
  await neutral.close();
  return { client: new Client(options), flavour };
}

/** A bare Elasticsearch has nothing at its root, and says all the same who it is. */
async function probe(client: Client): Promise<Flavour> {
  const { headers = {}, body } = await client.transport
    .request<{ version?: { distribution?: string } }>({ method: 'GET', path: '/' }, { meta: true })
    .catch((error: unknown) => {
      if (error instanceof errors.ResponseError) return { headers: error.meta.headers, body: undefined };
      throw error;
    });
  if (headers['x-elastic-product'] === 'Elasticsearch') return 'elasticsearch';
  if (body?.version?.distribution === 'opensearch') return 'opensearch';
  throw new Error('it is neither Elasticsearch 8 or later nor OpenSearch');
}

/** A point in time, in which several searches see the same data; each server has its own way there. */
export const POINT_IN_TIME = {
  elasticsearch: {
    open: (index: string) => ({ method: 'POST' as const, path: `/${index}/_pit` }),
    id: (answer: { id?: string; pit_id?: string }) => answer.id ?? '',
    close: (id: string) => ({ method: 'DELETE' as const, path: '/_pit', body: { id } }),
  },
  opensearch: {
    open: (index: string) => ({ method: 'POST' as const, path: `/${index}/_search/point_in_time` }),
    id: (answer: { id?: string; pit_id?: string }) => answer.pit_id ?? '',
    close: (id: string) => ({ method: 'DELETE' as const, path: '/_search/point_in_time', body: { pit_id: [id] } }),
  },
};

/** What tells documents of the same sort value apart in a point in time. */
export const TIEBREAK = { elasticsearch: '_shard_doc', opensearch: '_id' } as const;

import { gzipSync } from 'node:zlib';

/** What a shipper does after an answer. */
export type Verdict = 'done' | 'again' | 'dropped';

/** A request as a shipper makes it. */
export interface Shipped {
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer>;
}

/** A shipper as docs/shippers.md sets it up: what it sends for events, and what it does with a status. */
export interface Shipper {
  name: string;
  send(events: readonly object[]): Shipped[];
  verdict(status: number): Verdict;
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const packed = ({ headers, body }: Shipped): Shipped => ({
  headers: { ...headers, 'content-encoding': 'gzip' },
  body: new Uint8Array(gzipSync(body)),
});

/**
 * logstash-plugins/logstash-output-http, `lib/logstash/outputs/http.rb`: `event_body`, `send_event` (200 to 299 is a success, `retryable_codes` are sent
 * again, anything else is given up) and `gzip`; the pipeline hands it what the prune filter left of an event.
 */
function logstash(batch: boolean): Shipper {
  const headers = { 'content-type': 'application/json', 'user-agent': 'Manticore 0.9.1', connection: 'Keep-Alive' };
  const retryable = [401, 403, 429, 500, 502, 503, 504];
  return {
    name: batch ? 'Logstash, json_batch' : 'Logstash, json',
    send: (events) => (batch ? [events] : events).map((event) => ({ headers, body: bytes(JSON.stringify(event)) })),
    verdict: (status) => (status >= 200 && status <= 299 ? 'done' : retryable.includes(status) ? 'again' : 'dropped'),
  };
}

/** fluent/fluent-bit, `src/flb_pack.c` writes what is not ASCII as escapes, as `json_escape_unicode` is on. */
const escaped = (text: string): string =>
  text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * fluent/fluent-bit, `plugins/out_http/http.c`: `http_request` (200 to 205 is a success; 400 to 499 but 408 and 429 ends the chunk; anything else is sent
 * again), format `json_lines`, a line end after each record.
 */
const fluentBit: Shipper = {
  name: 'Fluent Bit, json_lines',
  send: (events) => [
    {
      headers: { 'content-type': 'application/x-ndjson', 'user-agent': 'Fluent-Bit' },
      body: bytes(events.map((event) => `${escaped(JSON.stringify(event))}\n`).join('')),
    },
  ],
  verdict(status) {
    if (status >= 200 && status <= 205) return 'done';
    return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'dropped' : 'again';
  },
};

/**
 * vectordotdev/vector, `src/sinks/http/encoder.rs` (no line end after the last event; a list where lines are delimited by commas), `config.rs` (content
 * types) and `src/sinks/util/http.rs` (`RetryStrategy`).
 */
function vector(framing: 'newline_delimited' | 'character_delimited'): Shipper {
  const lines = framing === 'newline_delimited';
  const headers = {
    'content-type': lines ? 'application/x-ndjson' : 'application/json',
    'user-agent': 'Vector/0.57.0',
    'accept-encoding': 'identity',
  };
  const retryable = [401, 403, 408, 429, 500, 502, 503, 504];
  return {
    name: `Vector, ${framing}`,
    send(events) {
      const texts = events.map((event) => JSON.stringify(event));
      return [{ headers, body: bytes(lines ? texts.join('\n') : `[${texts.join(',')}]`) }];
    },
    verdict: (status) => (status >= 200 && status <= 299 ? 'done' : retryable.includes(status) ? 'again' : 'dropped'),
  };
}

const plain = [logstash(true), logstash(false), fluentBit, vector('newline_delimited'), vector('character_delimited')];

export const SHIPPERS: readonly Shipper[] = plain.flatMap((shipper) => [
  shipper,
  { ...shipper, name: `${shipper.name}, gzip`, send: (events: readonly object[]) => shipper.send(events).map(packed) },
]);

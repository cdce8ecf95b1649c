import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

const MAGIC = Buffer.from('f3899ac2', 'hex');

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

/** A field of bytes in Protocol Buffers. */
const field = (number: number, bytes: Uint8Array) => Buffer.concat([Buffer.from([number * 8 + 2, ...varint(bytes.length)]), bytes]);

/** Records put together as the Kinesis Producer Library does it: a table of keys, and an index into it in each. */
export function aggregate(records: readonly Uint8Array[]): Buffer {
  const users = records.map((data) => field(3, Buffer.concat([Buffer.from([8, 0]), field(3, data)])));
  const content = Buffer.concat([field(1, Buffer.from('key')), ...users]);
  return Buffer.concat([MAGIC, content, createHash('md5').update(content).digest()]);
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const ndjson = (messages: readonly unknown[]) => Buffer.from(messages.map((message) => `${JSON.stringify(message)}\n`).join(''));

/** Messages in records of all the ways in which producers send them, in order. */
export function recordsOf(messages: readonly unknown[]): Buffer[] {
  const records: Buffer[] = [];
  for (let start = 0, way = 0; start < messages.length; way++) {
    const some = messages.slice(start, start + 7);
    start += some.length;
    switch (way % 6) {
      case 0:
        records.push(...some.map(json));
        break;
      case 1:
        records.push(ndjson(some));
        break;
      case 2:
        records.push(json(some));
        break;
      case 3:
        records.push(gzipSync(ndjson(some)));
        break;
      case 4:
        records.push(aggregate(some.map(json)));
        break;
      case 5:
        records.push(aggregate([ndjson(some.slice(0, 3)), gzipSync(json(some.slice(3)))]));
    }
  }
  return records;
}

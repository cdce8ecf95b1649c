import { createHash } from 'node:crypto';

/** What a record of the Kinesis Producer Library begins with, and the length of the MD5 that it ends with. */
const MAGIC = Buffer.from([0xf3, 0x89, 0x9a, 0xc2]);
const DIGEST = 16;

/** Fields of the Protocol Buffers messages `AggregatedRecord` and `Record`, and the wire type of bytes. */
const [RECORDS, DATA, BYTES] = [3, 3, 2];

/**
 * The user records in a record that the Kinesis Producer Library has put together, in order; any other record is its own only one.
 * Written from `aggregation-format.md` of awslabs/amazon-kinesis-producer. A record that is cut or forged has a wrong digest and
 * is taken as it is, as Amazon's own consumers do.
 *
 * @throws RangeError when the digest is right and the content is not
 */
export function deaggregate(record: Uint8Array): Uint8Array[] {
  if (record.length < MAGIC.length + DIGEST || !MAGIC.equals(record.subarray(0, MAGIC.length))) return [record];
  const content = record.subarray(MAGIC.length, -DIGEST);
  const digest = createHash('md5').update(content).digest();
  if (!digest.equals(record.subarray(-DIGEST))) return [record];
  return bytesOf(content, RECORDS).flatMap((user) => bytesOf(user, DATA));
}

/** The values of one field of a message, which holds bytes; all others are passed over. */
function bytesOf(message: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  let place = 0;

  function varint(): number {
    let value = 0;
    for (let shift = 0; shift < 64; shift += 7) {
      const byte = message[place++];
      if (byte === undefined) break;
      // Past 53 bits only fields that are passed over can be.
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('A number of the record has no end.');
  }

  while (place < message.length) {
    const key = varint();
    const [field, wire] = [Math.floor(key / 8), key % 8];
    if (wire === 0) varint();
    else if (wire === 1) place += 8;
    else if (wire === 5) place += 4;
    else if (wire === BYTES) {
      const length = varint();
      if (place + length > message.length) throw new RangeError('A field of the record is longer than the record.');
      if (field === wanted) found.push(message.subarray(place, place + length));
      place += length;
    } else throw new RangeError('A field of the record is of no known kind.');
  }
  if (place > message.length) throw new RangeError('A field of the record is longer than the record.');
  return found;
}

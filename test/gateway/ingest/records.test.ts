import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deaggregate } from '../../../gateway/ingest/kinesis/deaggregate.ts';
import { linesOf } from '../../../gateway/ingest/kinesis/payload.ts';
import { aggregate } from './records.ts';

/** Made by AWS' own aggregator for Node.js, aws-kinesis-agg 4.2.8: three user records with two keys and a hash key, the second of two lines. */
const FROM_AWS =
  '84mawgoDb25lCgN0d28SAzEyMxqSAQgAGo0BeyJpZCI6IjEiLCJ0aW1lc3RhbXAiOiIyMDI2LTAzLTAxVDA5OjAwOjAwWiIsImJ1c2luZXNzIjoiYWNtZSIsImJvdCI6InNob3Ai' +
  'LCJjb252ZXJzYXRpb24iOiJjIiwidXNlciI6InUiLCJzZW5kZXIiOiJ1c2VyIiwidGV4dCI6Ikdyw7zDn2UgMSJ9GqUCCAAQABqeAnsiaWQiOiIyIiwidGltZXN0YW1wIjoiMjAy' +
  'Ni0wMy0wMVQwOTowMDowMFoiLCJidXNpbmVzcyI6ImFjbWUiLCJib3QiOiJzaG9wIiwiY29udmVyc2F0aW9uIjoiYyIsInVzZXIiOiJ1Iiwic2VuZGVyIjoidXNlciIsInRleHQi' +
  'OiJHcsO8w59lIDIifQp7ImlkIjoiMmIiLCJ0aW1lc3RhbXAiOiIyMDI2LTAzLTAxVDA5OjAwOjAwWiIsImJ1c2luZXNzIjoiYWNtZSIsImJvdCI6InNob3AiLCJjb252ZXJzYXRp' +
  'b24iOiJjIiwidXNlciI6InUiLCJzZW5kZXIiOiJ1c2VyIiwidGV4dCI6Ikdyw7zDn2UgMmIifQoakgEIARqNAXsiaWQiOiIzIiwidGltZXN0YW1wIjoiMjAyNi0wMy0wMVQwOTow' +
  'MDowMFoiLCJidXNpbmVzcyI6ImFjbWUiLCJib3QiOiJzaG9wIiwiY29udmVyc2F0aW9uIjoiYyIsInVzZXIiOiJ1Iiwic2VuZGVyIjoidXNlciIsInRleHQiOiJHcsO8w59lIDMi' +
  'fey625jmerz0c6b86iWoDnI=';

const bytes = fc.uint8Array({ maxLength: 300 });

describe('records of the Kinesis Producer Library', () => {
  it('are read as AWS puts them together', async () => {
    const parts = deaggregate(Buffer.from(FROM_AWS, 'base64'));
    expect(parts).toHaveLength(3);
    const lines = await Promise.all(parts.map(linesOf));
    const ids = lines.flatMap(({ lines: some }) =>
      some.map(
        ({ content }) => ('value' in content ? (content.value as { id: string }) : (JSON.parse(content.text ?? '') as { id: string })).id,
      ),
    );
    expect(ids).toEqual(['1', '2', '2b', '3']);
    expect(Buffer.from(parts[2] ?? []).toString()).toContain('Grüße 3');
  });

  it('give back what went in', () => {
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 20 }), (records) => {
        expect(deaggregate(aggregate(records)).map((part) => Buffer.from(part))).toEqual(records.map((part) => Buffer.from(part)));
      }),
    );
  });

  it('that are damaged, and all other records, are taken as they are', () => {
    const whole = aggregate([Buffer.from('{"id":"1"}'), Buffer.from('{"id":"2"}')]);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const damaged = Buffer.from(whole);
        damaged[place] = (damaged[place] ?? 0) ^ change;
        expect(deaggregate(damaged)).toEqual([damaged]);
      }),
    );
    fc.assert(
      fc.property(bytes, (record) => {
        expect(deaggregate(record)).toEqual([record]);
      }),
    );
  });

  it('with a right digest and content that is none are refused, and nothing else is', () => {
    fc.assert(
      fc.property(bytes, (content) => {
        const forged = Buffer.concat([Buffer.from('f3899ac2', 'hex'), content, createHash('md5').update(content).digest()]);
        try {
          deaggregate(forged);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a record', () => {
  it.each([
    ['one object', '{"id":"1"}', 1],
    ['an object over several lines', '{\n  "id": "1"\n}', 1],
    ['an array', ' [{"id":"1"},{"id":"2"}]\n', 2],
    ['lines', '{"id":"1"}\n\n{"id":"2"}\n', 2],
    ['lines, one of them cut', '{"id":"1"}\n{"id":"2\n{"id":"3"}', 3],
    ['a cut array', '[{"id":"1"},{"id"', 1],
    ['nothing', '', 0],
    ['blanks', ' \n\t\n', 0],
    ['words', 'hello there', 1],
  ])('holds %s', async (_, text, number) => {
    expect((await linesOf(Buffer.from(text))).lines).toHaveLength(number);
  });
});

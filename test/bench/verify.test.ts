import { expect, test } from 'vitest';
import { questions } from './questions.ts';
import { compareAnswers } from './verify.ts';

const [asked] = [questions('trends').slice(0, 1)];
const path = asked[0]!.path;
const answer = (users: number, conversations = 10, estimates: string[] = []) => ({
  estimates,
  data: { totals: { users, conversations }, buckets: [{ users }] },
});
const estimated = ['/totals/users', '/buckets/0/users'];

test.each([
  ['alike', answer(1000), answer(1000)],
  ['estimated', answer(1000), answer(1009, 10, estimated)],
  ['estimated', answer(1009, 10, estimated), answer(1000)],
  ['apart', answer(1000), answer(1001)],
  ['apart', answer(1000), answer(1011, 10, estimated)],
  ['apart', answer(1000), answer(1009, 11, estimated)],
  ['apart', answer(1000), answer(1009, 10, ['/totals/users'])],
] as const)('%s', (name, one, other) => {
  expect(compareAnswers(asked, [one], [other])).toEqual({ alike: [], estimated: [], apart: [], [name]: [path] });
});

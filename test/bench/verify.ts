import { isDeepStrictEqual } from 'node:util';
import { get } from './asker.ts';
import { type Question } from './questions.ts';

/** What a gateway answers, without when it did. */
export async function answersOf(gateway: string, token: string, asked: readonly Question[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const { path } of asked) answers.push(((await (await get(gateway, token, path)).json()) as { data: unknown }).data);
  return answers;
}

/** How many questions were answered alike. @throws Error that names those that were not */
export function agreement(asked: readonly Question[], one: readonly unknown[], other: readonly unknown[]): number {
  const differ = asked.filter((_, index) => !isDeepStrictEqual(one[index], other[index]));
  if (differ.length > 0) throw new Error(`Partial answers say something else than the store: ${differ.map(({ path }) => path).join(', ')}`);
  return asked.length;
}

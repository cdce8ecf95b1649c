import { isDeepStrictEqual } from 'node:util';
import { type Answer } from '../../gateway/contract/answer.ts';
import { get } from './asker.ts';
import { type Question } from './questions.ts';

export type Answered = Pick<Answer<unknown>, 'data' | 'estimates'>;

/** Paths of questions by how two gateways answered them. */
export interface Compared {
  /** To the last digit. */
  alike: string[];
  /** But for numbers that one of them named as estimates, and that were within `ESTIMATE` of the other's. */
  estimated: string[];
  apart: string[];
}

/** How far an estimate may be from the number that it stands for, as a share. */
const ESTIMATE = 0.01;

/** What a gateway answers, without when it did. */
export async function answersOf(gateway: string, token: string, asked: readonly Question[]): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (const { path } of asked) answers.push((await (await get(gateway, token, path)).json()) as Answered);
  return answers;
}

export function compareAnswers(asked: readonly Question[], one: readonly Answered[], other: readonly Answered[]): Compared {
  const compared: Compared = { alike: [], estimated: [], apart: [] };
  for (const [index, { path }] of asked.entries()) compared[likeness(one[index], other[index])].push(path);
  return compared;
}

function likeness(one: Answered | undefined, other: Answered | undefined): keyof Compared {
  if (!one || !other) return 'apart';
  if (isDeepStrictEqual(one.data, other.data)) return 'alike';
  const pointers = [...new Set([...one.estimates, ...other.estimates])];
  const [ours, theirs] = [split(one.data, pointers), split(other.data, pointers)];
  const near = ours.numbers.every((number, at) => Math.abs(number - (theirs.numbers[at] ?? NaN)) <= ESTIMATE * number);
  return near && isDeepStrictEqual(ours.rest, theirs.rest) ? 'estimated' : 'apart';
}

/** The numbers that JSON pointers name, and the data without them. */
function split(data: unknown, pointers: readonly string[]): { numbers: number[]; rest: unknown } {
  const rest = structuredClone(data);
  const numbers = pointers.map((pointer) => {
    const names = pointer.split('/').slice(1);
    const last = names.pop() ?? '';
    const parent = names.reduce((node, name) => node[name] as Record<string, unknown>, rest as Record<string, unknown>);
    const number = Number(parent[last]);
    parent[last] = null;
    return number;
  });
  return { numbers, rest };
}

import { expect } from 'vitest';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Messages } from '../../gateway/contract/messages.ts';
import type { Asked, Explanation, Figure } from '../../widgets/explain/explanation.ts';
import { explainEn } from '../../widgets/explain/texts-en.ts';
import { Format } from '../../widgets/internal/format.ts';
import { type Catalogue, fill } from '../../widgets/internal/texts.ts';
import { en } from '../../widgets/internal/texts-en.ts';
import { journeyEn } from '../../widgets/journey/texts-en.ts';
import { messagesEn } from '../../widgets/messages/texts-en.ts';
import { storiesEn } from '../../widgets/stories/texts-en.ts';
import { trendsEn } from '../../widgets/trends/texts-en.ts';
import { wordsEn } from '../../widgets/words/texts-en.ts';
import { type Client, clientOf } from '../support/ask.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { sample } from '../support/sample.ts';

export const english: Catalogue = { ...en, ...explainEn, ...trendsEn, ...storiesEn, ...wordsEn, ...journeyEn, ...messagesEn };
export const RANGE = 'range=30d&tz=Europe/Berlin';
export const settings = { business: [], bot: [], channel: [], language: [], tz: 'Europe/Berlin', range: '30d' as const };
export const format = new Format('en', 'Europe/Berlin');

export function asked<Data>(answer: Answer<Data>, catalogue = english): Asked<Data> {
  return {
    answer,
    settings,
    format,
    text: (key, values) => {
      const text = catalogue[key];
      if (text === undefined) throw new Error(`There is no text ${key}.`);
      return fill(text, 'en', values);
    },
  };
}

/** A number as it was written. */
const read = (written: string): number => Number(written.replaceAll(/[^\d.-]/g, ''));

/** What the lines of a calculation come to, from top to bottom. */
function worth({ steps }: Figure): number {
  return steps.reduce((sum, { sign, value }) => {
    const number = read(value);
    if (sign === 'plus') return sum + number;
    if (sign === 'minus') return sum - number;
    return sign === 'over' ? sum / number : number;
  }, 0);
}

/** Each calculation ends in the number above it: as a count, or as a rate of a hundred with one decimal. */
export function addsUp({ figures }: Explanation): void {
  for (const figure of figures.filter(({ steps }) => steps.length > 0)) {
    const isRate = figure.value.includes('%');
    const [stated, exact] = [read(figure.value), worth(figure) * (isRate ? 100 : 1)];
    expect(Math.abs(stated - exact), JSON.stringify(figure)).toBeLessThanOrEqual(isRate ? 0.0501 : 0);
  }
}

export const valueOf = (explanation: Explanation | null, at = 0): string => explanation?.figures[at]?.value ?? '';
export const exact = (count: number): string => new Intl.NumberFormat('en').format(count);

/** A gateway with messages of ten weeks, at the moment when they end. */
export async function filledGateway(): Promise<{ gateway: TestGateway; client: Client }> {
  const { now, messages } = sample(11, 700);
  const gateway = await startTestGateway();
  gateway.clock.now = now;
  const client = await clientOf(gateway);
  expect((await client.send(messages)).rejected).toBe(0);
  return { gateway, client };
}

/** How many messages the list has in all. */
export async function listed(client: Client, filter: object): Promise<number> {
  const query = new URLSearchParams({ range: '30d', tz: 'Europe/Berlin', limit: '500', ...filter });
  let count = 0;
  for (let next: string | null = ''; next !== null;) {
    if (next !== '') query.set('after', next);
    const { data } = await client.ask<Messages>(`messages?${query}`);
    count += data.messages.length;
    next = data.next;
  }
  return count;
}

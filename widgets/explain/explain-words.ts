import type { Answer } from '../../gateway/contract/answer.ts';
import type { Words } from '../../gateway/contract/words.ts';
import { isCompared } from '../words/word-trend.ts';
import { changeOfCount } from './change.ts';
import { type Asked, explain, type Explanation, type Figure, numberAt, type Way } from './explanation.ts';

type AskedWords = Asked<Words>;

/** How many messages were not understood, or of how many. */
export function explainMissed(asked: AskedWords, which: 'missed' | 'share'): Explanation | null {
  const { answer, text } = asked;
  if (!answer) return null;
  const { missed } = answer.data;
  const way: Way | null = missed > 0 ? { selection: {}, shown: 'missed', count: missed } : null;
  return explain(asked, answer, {
    title: text(`words.${which}`),
    figures: [which === 'missed' ? missedOf(asked, answer) : shareOf(asked, answer)],
    excluded: [text('explain.not.senders'), text('explain.not.own')],
    messages: way,
  });
}

/** A word: in how many messages it was, and before. */
export function explainWord(asked: AskedWords, word: string): Explanation | null {
  const { answer, text, format } = asked;
  const at = answer?.data.words.findIndex((each) => each.word === word) ?? -1;
  const found = answer?.data.words[at];
  if (!answer || !found) return null;
  const written = {
    now: numberAt(answer, `/words/${at}/messages`, format.exact(found.messages)),
    before: numberAt(answer, `/words/${at}/previous`, format.exact(found.previous)),
  };
  const change: Figure = isCompared(answer.data.words)
    ? changeOfCount(asked, { now: found.messages, before: found.previous, written })
    : { name: text('explain.change'), value: format.none, formula: text('words.uncompared'), steps: [] };
  return explain(asked, answer, {
    title: word,
    figures: [
      { name: text('words.messages'), value: written.now, formula: text('words.means.messages'), steps: [] },
      { name: text('words.previous'), value: written.before, formula: text('words.means.previous'), steps: [] },
      change,
    ],
    excluded: [text('explain.not.understood'), text('explain.not.own'), text('words.means.words')],
    messages: { selection: { keyword: word }, shown: 'all', count: found.messages },
  });
}

function missedOf({ text, format }: AskedWords, answer: Answer<Words>): Figure {
  const { missed, userMessages } = answer.data;
  return {
    name: text('words.missed'),
    value: numberAt(answer, '/missed', format.exact(missed)),
    formula: text('words.means.missed'),
    steps: [
      { label: text('explain.userMessages'), value: numberAt(answer, '/userMessages', format.exact(userMessages)) },
      { sign: 'minus', label: text('explain.understood'), value: format.exact(userMessages - missed) },
    ],
  };
}

function shareOf({ text, format }: AskedWords, answer: Answer<Words>): Figure {
  const { missed, userMessages } = answer.data;
  const name = text('words.share');
  if (userMessages === 0) return { name, value: format.none, formula: text('words.share.none'), steps: [] };
  return {
    name,
    value: format.percent(missed / userMessages),
    formula: text('words.means.share'),
    steps: [
      { label: text('words.missed'), value: numberAt(answer, '/missed', format.exact(missed)) },
      { sign: 'over', label: text('explain.userMessages'), value: numberAt(answer, '/userMessages', format.exact(userMessages)) },
    ],
  };
}

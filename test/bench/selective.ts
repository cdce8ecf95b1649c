import { type Journey } from '../../gateway/contract/journey.ts';
import { type Messages } from '../../gateway/contract/messages.ts';
import { type Words } from '../../gateway/contract/words.ts';
import { ask, get } from './asker.ts';
import { questions } from './questions.ts';
import { COMPARED, type Timing, timeOf } from './timing.ts';

export interface Selective extends Timing {
  /** A report, and what it is narrowed to. */
  question: string;
}

/** Times questions that are narrowed to little of 30 days, which no partial answer knows: something rare, one bot, one user. */
export async function askSelective(gateway: string, token: string): Promise<Selective[]> {
  const month = (report: string) => questions(report).find(({ range }) => range === '30 d')?.path ?? '';
  const answer = async <Data>(path: string) => ((await (await get(gateway, token, path)).json()) as { data: Data }).data;
  const [said] = (await answer<Messages>(`${month('messages')}&sender=bot&limit=1`)).messages;
  const rare = (await answer<Journey>(`${month('journey')}&limit=200`)).nodes.findLast(({ id }) => id !== 'other');
  const word = (await answer<Words>(`${month('words')}&limit=500`)).words.at(-1)?.word;
  if (!said || !rare || word === undefined) throw new Error('There is nothing to narrow a question to.');

  const bot = `${encodeURIComponent(said.business)}/${encodeURIComponent(said.bot)}`;
  const asked: [question: string, path: string, filter: Record<string, string>][] = [
    ['trends, one bot', month('trends'), { bot }],
    ['stories, one story', month('stories'), { story: rare.story }],
    ['words, one bot', month('words'), { bot }],
    ['journey, a rare node', month('journey'), { story: rare.story, node: rare.node }],
    ['journey, handed off', month('journey'), { outcome: 'handedOff' }],
    ['messages, a word that nobody said', month('messages'), { q: 'xylophonist' }],
    ['messages, a missed word', month('messages'), { keyword: word }],
    ['messages, a rare node', month('messages'), { story: rare.story, node: rare.node }],
    ['messages, a user', month('messages'), { user: said.user }],
    ['messages, a conversation', month('messages'), { conversation: `${bot}/${encodeURIComponent(said.conversation)}` }],
  ];
  const timings: Selective[] = [];
  for (const [question, path, filter] of asked)
    timings.push({ question, ...(await timeOf(() => ask(gateway, token, `${path}&${new URLSearchParams(filter)}`), COMPARED)) });
  return timings;
}

import { pickPerson } from './person.ts';
import { between, itemAt, mix, mixName, pick, pickRank, pickWeighted, type Random, randomFrom } from './random.ts';
import { wobble } from './rhythm.ts';
import { type SentMessage, Talk } from './talk.ts';
import { type Lines, type NodeScript } from './texts/script.ts';
import { smallTalk } from './texts/small-talk.ts';
import { type BotPlan, type StoryPlan, type World } from './world.ts';

const WEEK = 7 * 86_400_000;

/**
 * One conversation, whole: a pure function of the world, the bot, the quarter hour in which it starts, and its number
 * in that quarter hour. Messages come in order.
 */
export function conversationOf(world: World, plan: BotPlan, slot: number, number: number): SentMessage[] {
  const key = mix(world.seed, mixName(`${plan.business.id}/${plan.bot.id}`), slot, number);
  const random = randomFrom(key);
  const talk = new Talk(plan, pickPerson(world.seed, plan, random), random, slot, `c-${slot.toString(36)}-${number.toString(36)}`);
  walk(world, plan, talk, random);
  return talk.messages;
}

/** Story by story through the bot, until the user is done, leaves, or wants a person. */
function walk(world: World, plan: BotPlan, talk: Talk, random: Random): void {
  const say = smallTalk[talk.language];
  if (random() < 0.4) talk.user(say.hello);
  talk.bot(say.welcome, { story: 'Welcome', node: 'Greeting' });
  // Some only open the window.
  if (talk.messages.length === 1 && random() < 0.05) return;

  let patience = random() < 0.002 ? between(random, 90, 260) : between(random, 3, 9);
  let story = pickStory(plan, random);
  let step = 0;
  for (;;) {
    if (patience-- <= 0 || talk.over) return;
    if (random() < plan.missRate) {
      talk.user(missedLine(plan, talk, random), { understood: false });
      talk.bot(say.fallback, { story: 'Fallback', node: 'Did not understand', success: false });
      const next = pickWeighted<'again' | 'person' | 'leave'>(random, [
        ['again', 6],
        ['person', 2],
        ['leave', 2],
      ]);
      if (next === 'person') handOff(talk, random);
      if (next !== 'again') return;
      continue;
    }
    const node = story.nodes[step] ?? pick(random, story.nodes);
    const succeeded = answer(world, talk, random, story, node);
    const move = nextMove(random, succeeded, step === story.nodes.length - 1);
    if (move === 'on') step++;
    else if (move === 'other') [story, step] = [pickStory(plan, random), 0];
    else if (move === 'person') {
      handOff(talk, random);
      return;
    } else if (move !== 'again' && patience < 40) {
      if (move === 'done') finish(talk, random);
      return;
    }
  }
}

function answer(world: World, talk: Talk, random: Random, story: StoryPlan, node: NodeScript): boolean {
  const { asks, answers } = node[talk.language] ?? node.en;
  talk.user(asks);
  const where = { story: story.story, node: node.node };
  if (node.success === null) {
    talk.bot(answers, where);
    return true;
  }
  // Good weeks and bad weeks: the flows are worked on.
  const rate = node.success * wobble(0.05, world.seed, mixName(node.node), Math.floor(talk.now / WEEK));
  const success = random() < rate;
  talk.bot(answers, random() < 0.03 ? where : { ...where, success });
  if (random() < 0.06) talk.bot(smallTalk[talk.language].more, { seq: 1 });
  return success;
}

type Move = 'on' | 'again' | 'other' | 'person' | 'done' | 'leave';

const GOOD: readonly (readonly [Move, number])[] = [
  ['on', 55],
  ['again', 5],
  ['other', 12],
  ['person', 2],
  ['done', 17],
  ['leave', 9],
];
const GOOD_AT_END: readonly (readonly [Move, number])[] = [
  ['again', 5],
  ['other', 18],
  ['person', 3],
  ['done', 60],
  ['leave', 14],
];
const BAD: readonly (readonly [Move, number])[] = [
  ['on', 18],
  ['again', 27],
  ['other', 12],
  ['person', 24],
  ['done', 3],
  ['leave', 16],
];

const nextMove = (random: Random, succeeded: boolean, atEnd: boolean): Move => {
  const move = pickWeighted(random, !succeeded ? BAD : atEnd ? GOOD_AT_END : GOOD);
  return move === 'on' && atEnd ? 'other' : move;
};

const pickStory = (plan: BotPlan, random: Random): StoryPlan =>
  pickWeighted(
    random,
    plan.stories.map((story) => [story, story.weight] as const),
  );

/** What people ask for changes from week to week: each week one question is in the air. */
function missedLine(plan: BotPlan, talk: Talk, random: Random): Lines {
  const lines = plan.missed[talk.language] ?? plan.missed.en ?? [];
  const inTheAir = mix(mixName(plan.business.id), Math.floor(talk.now / WEEK));
  return [itemAt(lines, random() < 0.15 ? inTheAir : pickRank(random, lines.length, 2.2))];
}

function handOff(talk: Talk, random: Random): void {
  const say = smallTalk[talk.language];
  if (random() < 0.7) talk.user(say.askPerson);
  talk.bot(say.connect, { story: 'Hand-off', node: 'Connect to a person', success: true });
  if (random() < 0.08) return;
  const turns = between(random, 1, 4);
  talk.person(say.person.slice(0, 1));
  for (let turn = 0; turn < turns; turn++) {
    talk.user(say.toPerson, {});
    talk.person(say.person.slice(1));
  }
  if (random() < 0.8) talk.person(say.personDone, { completed: true });
}

function finish(talk: Talk, random: Random): void {
  const say = smallTalk[talk.language];
  if (random() < 0.75) talk.user(say.thanks);
  talk.bot(say.goodbye, { story: 'Goodbye', node: 'Close', success: true, completed: true });
}

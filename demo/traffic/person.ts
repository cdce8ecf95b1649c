import { mix, mixName, pick, pickRank, pickWeighted, type Random, randomFrom } from './random.ts';
import { type Language } from './texts/script.ts';
import { type BotPlan } from './world.ts';

/** An end user: the same one again has the same name, language and channel. */
export interface Person {
  id: string;
  channel: string;
  language: Language;
}

/** Somebody of the business's users, the keen ones more often. */
export function pickPerson(seed: number, plan: BotPlan, random: Random): Person {
  const rank = pickRank(random, plan.business.users, 1.5);
  const own = randomFrom(mix(seed, mixName(plan.business.id), rank));
  const channel = pickWeighted(own, plan.channels);
  const number = mix(seed, mixName(plan.business.id), rank, 7);
  return { channel, language: pickWeighted(own, plan.languages), id: nameOf(channel, number, own) };
}

/** Messengers know people by their phone number, mail by an address, the others by a number of their own. */
function nameOf(channel: string, number: number, random: Random): string {
  if (channel === 'whatsapp')
    return `+${pick(random, ['4915', '4917', '447', '336', '346'])}${String(number).padStart(10, '0').slice(0, 9)}`;
  if (channel === 'email') return `${pick(random, ['anna', 'ben', 'carla', 'david', 'emil'])}.${number.toString(36)}@example.com`;
  return `u-${number.toString(36)}`;
}

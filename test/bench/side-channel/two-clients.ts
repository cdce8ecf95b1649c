import { PERMISSIONS } from '../../../gateway/contract/scope.ts';
import { type GatewayProcess } from '../gateway-process.ts';
import { post } from '../ingest.ts';

/** Whoever guesses, the client whose names are guessed, and a client that there is not: its name is as long. */
export const [OWN, THEIRS, NOBODY] = ['acme', 'globex', 'nobody'] as const;

/** Of each series of names, so many. */
const COUNTS = { conversation: 2000, user: 200, story: 4, node: 20, word: 20, channel: 4 };
export type Kind = keyof typeof COUNTS;

/** Names that both clients have, that the other alone has, and that nobody has. */
const SERIES = ['both', 'theirs', 'nobodys'] as const;

/** The three series take turns in the order of names and are all of one length, so that nothing but being there tells them apart. */
export const nameOf = (kind: Kind, index: number, series: (typeof SERIES)[number]): string =>
  `${kind}${String(3 * (index % COUNTS[kind]) + SERIES.indexOf(series)).padStart(5, '0')}`;

const DAY = 86_400_000;
const SPAN = 20 * DAY;
/** Messages of the two, and of a conversation. */
const MESSAGES = { [OWN]: 1000, [THEIRS]: 40_000 };
const LENGTH = 10;
/** Requests that they are written with. */
const BATCHES = 40;

/** What is asked about: all of them, and none that is still open. */
export const rangeUntil = (now: number): string =>
  new URLSearchParams({ from: new Date(now - 1.5 * SPAN).toISOString(), to: new Date(now).toISOString() }).toString();

/** Every second conversation of the other client has names of its own alone. */
function messageOf(business: keyof typeof MESSAGES, index: number, now: number): object {
  const [conversation, place] = [Math.floor(index / LENGTH), index % LENGTH];
  const own = business === THEIRS && conversation % 2 === 0;
  const number = business === THEIRS ? Math.floor(conversation / 2) : conversation;
  const name = (kind: Kind, offset = 0) => nameOf(kind, number + offset, own ? 'theirs' : 'both');
  const started = now - DAY - SPAN + Math.floor((conversation * SPAN * LENGTH) / MESSAGES[business]);
  return {
    ...{ business, bot: 'shop', conversation: name('conversation'), user: name('user'), id: `m${index}` },
    ...{ timestamp: started + place * 5000, channel: name('channel'), language: 'en' },
    ...(place % 2 === 0
      ? { sender: 'user', text: `refund ${name('word', place)} please`, understood: place % 4 === 2 }
      : { sender: 'bot', text: 'Here you are.', story: name('story'), node: name('node', place), success: place % 4 === 1 }),
  };
}

/** The guesser holds every permission on one client, the owner every permission on the other. */
export const DIRECTORY = {
  businesses: [OWN, THEIRS].map((id) => ({ id, name: id, bots: [{ id: 'shop', name: 'Shop' }] })),
  principals: [
    { id: 'guesser', grants: [{ business: OWN, bot: '*', permissions: PERMISSIONS }] },
    { id: 'owner', grants: [{ business: THEIRS, bot: '*', permissions: PERMISSIONS }] },
    { id: 'writer', grants: [{ business: '*', bot: '*', permissions: ['ingest'] }] },
  ],
};

/** Writes the messages of both, each request with some of either: a store that keeps what came together in one place keeps them mixed. */
export async function writeBoth(gateway: GatewayProcess, writer: string, now: number): Promise<void> {
  const share = (business: keyof typeof MESSAGES, batch: number) => {
    const size = MESSAGES[business] / BATCHES;
    return Array.from({ length: size }, (_, index) => JSON.stringify(messageOf(business, batch * size + index, now)));
  };
  for (let batch = 0; batch < BATCHES; batch++) await post(gateway.url, writer, [...share(THEIRS, batch), ...share(OWN, batch)].join('\n'));
}

import { composeName } from '../../../gateway/contract/names.ts';
import { type Kind, nameOf, NOBODY, OWN, THEIRS } from './two-clients.ts';

/** A question that is asked with what the other client has, and with what nobody has. */
export interface Pair {
  what: string;
  method: 'GET' | 'DELETE';
  /** @param own - the business of whoever asks */
  path: (name: string, own: string) => string;
  /** Names for each turn. */
  theirs: (turn: number) => string;
  nobodys: (turn: number) => string;
}

const refused = (what: string, path: (business: string) => string, method: Pair['method'] = 'GET'): Pair => ({
  what: `${what}, forbidden`,
  method,
  path,
  theirs: () => THEIRS,
  nobodys: () => NOBODY,
});

const filtered = (what: string, kind: Kind, path: Pair['path']): Pair => ({
  what,
  method: 'GET',
  path,
  theirs: (turn) => nameOf(kind, turn, 'theirs'),
  nobodys: (turn) => nameOf(kind, turn, 'nobodys'),
});

/** @param range - as a query */
export function pairsOver(range: string): Pair[] {
  const bot = (business: string) => new URLSearchParams({ bot: composeName(business, 'shop') }).toString();
  const asked = (report: string, parameter: string, value: string) => `${report}?${range}&${new URLSearchParams({ [parameter]: value })}`;
  const conversation = (business: string, name: string) => asked('messages', 'conversation', composeName(business, 'shop', name));
  const channel = filtered('`channel`', 'channel', (name) => asked('trends', 'channel', name));
  return [
    refused('`bot`', (business) => `trends?${range}&${bot(business)}`),
    refused('`business`', (business) => asked('trends', 'business', business)),
    filtered('`conversation`, of their bot', 'conversation', (name) => conversation(THEIRS, name)),
    filtered("`conversation`, of one's own", 'conversation', (name, own) => conversation(own, name)),
    filtered('`user`', 'user', (name) => asked('messages', 'user', name)),
    filtered('`q`', 'word', (name) => asked('messages', 'q', name)),
    filtered('`story` of stories', 'story', (name) => asked('stories', 'story', name)),
    filtered('`story` of journey', 'story', (name) => asked('journey', 'story', name)),
    channel,
    // After all names there are: a store that knows the last one need not look.
    { ...channel, what: '`channel`, past all', nobodys: (turn) => `zzzzzzz${channel.nobodys(turn).slice('channel'.length)}` },
    filtered('`keyword`', 'word', (name) => asked('messages', 'keyword', name)),
    refused('a file', (business) => `messages/export?format=csv&${range}&${bot(business)}`),
    refused('an erasure', (business) => `users?${new URLSearchParams({ business, user: nameOf('user', 0, 'theirs') })}`, 'DELETE'),
    refused('a live stream', (business) => `live?${bot(business)}`),
  ];
}

/** The same question as each of the two would ask it. */
export const asGuesser = ({ path }: Pair, name: string): string => path(name, OWN);
export const asOwner = ({ path }: Pair, name: string): string => path(name, THEIRS);

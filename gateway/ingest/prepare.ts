import { type Message } from '../contract/message.ts';
import { type StoredMessage } from '../store/store.ts';
import { deriveKeywords, givenKeywords } from '../text/keywords.ts';
import { pseudonym } from '../text/pseudonym.ts';
import { remember } from '../text/remember.ts';
import { wordsOf } from '../text/words.ts';

const distinctWords = (text: string): readonly string[] => [...new Set(wordsOf(text))];
const wordsOfBots = remember(distinctWords);

/** Derives what a store keeps beside the message: its words, its keywords and the pseudonyms of its identifiers. */
export function prepare(message: Message, secret: Uint8Array): StoredMessage {
  const { keywords: given, ...fields } = message;
  const keywords = given ? givenKeywords(given) : message.understood === false ? deriveKeywords(message.text, message.language) : undefined;
  const userAlias = pseudonym(secret, message.business, message.user);
  const conversationAlias = pseudonym(secret, message.business, message.conversation);
  return {
    ...fields,
    words: (message.sender === 'bot' ? wordsOfBots : distinctWords)(message.text),
    ...(keywords && { keywords }),
    ...(userAlias !== undefined && { userAlias }),
    ...(conversationAlias !== undefined && { conversationAlias }),
  };
}

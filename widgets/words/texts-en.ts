import { wordsTitleEn } from './title-en.ts';

export const wordsEn = {
  ...wordsTitleEn,
  'words.none': 'No words are known of these messages.',
  'words.layout.flow': 'Words',
  'words.layout.list': 'List',
  'words.missed': 'Not understood',
  'words.of': { one: 'of {number} user message', other: 'of {number} user messages' },
  'words.share': 'Share',
  'words.share.none': 'No value: there are no user messages.',
  'words.word': 'Word',
  'words.messages': 'Messages',
  'words.previous': 'Range before',
  'words.change': 'Change',
  'words.label': 'Words of messages that the bot did not understand, most frequent first',
  'words.new': 'new',
  'words.rising': 'rising',
  'words.falling': 'falling',
  'words.same': 'same',
  'words.compared': 'against the range before',
  'words.uncompared': 'There are none of these words in the range before to compare with.',
  'words.change.none': 'No value: the word was not there in the range before.',
  'words.describe': {
    one: '{number} message, {previous} in the range before: {trend}',
    other: '{number} messages, {previous} in the range before: {trend}',
  },
  'words.more': 'Show more',
  'words.most': 'These are the {number} most frequent words.',
  'words.means.missed': 'User messages that the bot did not understand, of all user messages. A message counts at its own time.',
  'words.means.share': 'Messages not understood / all user messages.',
  'words.means.messages': 'Messages not understood that hold the word, however often.',
  'words.means.previous': 'The same in the range of the same length before, at the same local times.',
  'words.means.words':
    'Given by the bot, else taken from the text: without stop words, without words of digits only, without addresses, and with personal data masked.',
} as const;

export type WordsTexts = typeof wordsEn;

import type { Translation } from '../internal/texts.ts';
import type { WordsTexts } from './texts-en.ts';

export const wordsDe: Translation<WordsTexts> = {
  'words.heading': 'Nicht verstandene Wörter',
  'words.empty': 'Keine Nutzernachrichten',
  'words.understood': 'Der Bot hat jede Nutzernachricht verstanden',
  'words.none': 'Von diesen Nachrichten sind keine Wörter bekannt.',
  'words.layout.flow': 'Wörter',
  'words.layout.list': 'Liste',
  'words.missed': 'Nicht verstanden',
  'words.of': { one: 'von {number} Nutzernachricht', other: 'von {number} Nutzernachrichten' },
  'words.share': 'Anteil',
  'words.share.none': 'Kein Wert: Es gibt keine Nutzernachrichten.',
  'words.word': 'Wort',
  'words.messages': 'Nachrichten',
  'words.previous': 'Zeitraum davor',
  'words.change': 'Veränderung',
  'words.label': 'Wörter aus Nachrichten, die der Bot nicht verstanden hat, die häufigsten zuerst',
  'words.new': 'neu',
  'words.rising': 'steigend',
  'words.falling': 'fallend',
  'words.same': 'gleich',
  'words.compared': 'gegenüber dem Zeitraum davor',
  'words.uncompared': 'Keines dieser Wörter kam im Zeitraum davor vor: Es gibt nichts zu vergleichen.',
  'words.change.none': 'Kein Wert: Das Wort kam im Zeitraum davor nicht vor.',
  'words.describe': {
    one: '{number} Nachricht, {previous} im Zeitraum davor: {trend}',
    other: '{number} Nachrichten, {previous} im Zeitraum davor: {trend}',
  },
  'words.more': 'Mehr zeigen',
  'words.most': 'Das sind die {number} häufigsten Wörter.',
  'words.means.missed':
    'Nutzernachrichten, die der Bot nicht verstanden hat, von allen Nutzernachrichten. Eine Nachricht zählt zu ihrer eigenen Zeit.',
  'words.means.share': 'Nicht verstandene Nachrichten / alle Nutzernachrichten.',
  'words.means.messages': 'Nicht verstandene Nachrichten, die das Wort enthalten, gleich wie oft.',
  'words.means.previous': 'Dasselbe im gleich langen Zeitraum davor, zu denselben Ortszeiten.',
  'words.means.words':
    'Vom Bot genannt, sonst aus dem Text genommen: ohne Stoppwörter, ohne Wörter nur aus Ziffern, ohne Adressen und mit verdeckten persönlichen Daten.',
};

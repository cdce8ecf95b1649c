import type { Catalogue, Translation } from './texts.ts';
import type { CommonTexts } from './texts-en.ts';
import { trendsDe } from '../trends/texts-de.ts';
import { filtersDe } from '../filters/texts-de.ts';
import { messagesDe } from '../messages/texts-de.ts';
import { storiesDe } from '../stories/texts-de.ts';
import { journeyDe } from '../journey/texts-de.ts';
import { downloadDe } from '../download/texts-de.ts';
import { explainDe } from '../explain/texts-de.ts';
import { wordsDe } from '../words/texts-de.ts';

const common: Translation<CommonTexts> = {
  loading: 'Wird geladen …',
  retry: 'Noch einmal versuchen',
  close: 'Schließen',
  none: 'kein Wert',
  live: 'Live',
  'live.title': 'Änderungen erscheinen binnen Sekunden.',
  updated: 'Aktualisiert {ago}',
  'updated.title': 'Die Zahlen wurden {when} geprüft.',
  stale: 'Veraltet: Stand {ago}',
  'stale.title': 'Die letzte Aktualisierung ist fehlgeschlagen; es ist nichts verloren.',
  now: 'gerade eben',
  retrying: 'Es wird von selbst noch einmal versucht.',
  'view.label': 'Ansicht',
  'view.chart': 'Diagramm',
  'view.table': 'Tabelle',
  estimate: 'ein Schätzwert',
  definitions: 'Was die Zahlen bedeuten',
  'picked.clear': 'Wieder Nachrichten von allem zeigen',
  'empty.range': '{what} im Zeitraum {range}.',
  'empty.widen': 'Auf 30 Tage erweitern',
  'empty.filters': 'Es sind Filter gesetzt: Mit weniger davon ist mehr zu sehen.',
  'waiting.title': 'Noch ist niemand angemeldet.',
  'waiting.detail': 'Die Seite hat nicht gesagt, wer hinsieht: Sie muss getToken am Provider oder an diesem Element setzen.',
  'problem.unauthenticated.title': 'Sie sind abgemeldet.',
  'problem.unauthenticated.detail': 'Melden Sie sich auf dieser Seite an und versuchen Sie es dann noch einmal.',
  'problem.forbidden.title': 'Das dürfen Sie nicht sehen.',
  'problem.forbidden.detail': 'Wer die Zugriffe verwaltet, kann es freigeben.',
  'problem.rate-limited.title': 'Es wurde zu oft gefragt.',
  'problem.rate-limited.detail': 'Es ist nichts verloren.',
  'problem.offline.title': 'Sie sind offline.',
  'problem.offline.detail': 'Die Zahlen kommen mit dem Netz zurück.',
  'problem.unreachable.title': 'Die Zahlen sind nicht erreichbar.',
  'problem.unreachable.detail': 'Es ist nichts verloren.',
  'problem.store.title': 'Die Zahlen machen Pause.',
  'problem.store.detail': 'Es ist nichts verloren.',
  'problem.store-timeout.title': 'Das hat zu lange gedauert.',
  'problem.store-timeout.detail': 'Ein kürzerer Zeitraum antwortet schneller.',
  'problem.no-token.title': 'Diese Seite konnte Sie nicht anmelden.',
  'problem.no-token.detail': 'Es ist nichts verloren.',
  'problem.invalid-query.title': 'So kann nicht gefragt werden.',
  'problem.invalid-query.detail': '{detail}',
  'problem.view.title': 'Ein Teil dieses Elements konnte nicht geladen werden.',
  'problem.view.detail': 'Es ist nichts verloren.',
  'problem.drawing.title': 'Die Zeichnung konnte nicht geladen werden.',
  'problem.drawing.detail': 'Die Tabelle zeigt dieselben Zahlen.',
  'problem.other.title': 'Etwas ist schiefgegangen.',
  'problem.other.detail': 'Es ist nichts verloren.',
  conversations: { one: '{number} Konversation', other: '{number} Konversationen' },
  messages: { one: '{number} Nachricht', other: '{number} Nachrichten' },
  between: 'von {from} bis {to}',
  'zone.title': 'Zeitzone: {zone}',
};

/** German, whole; loaded when a page speaks it. */
export const de: Catalogue = {
  ...common,
  ...trendsDe,
  ...filtersDe,
  ...journeyDe,
  ...messagesDe,
  ...storiesDe,
  ...wordsDe,
  ...downloadDe,
  ...explainDe,
};

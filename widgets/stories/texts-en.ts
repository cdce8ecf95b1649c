import { storiesTitleEn } from './title-en.ts';

export const storiesEn = {
  ...storiesTitleEn,
  'stories.table': 'Stories and their nodes',
  'stories.name': 'Story',
  'stories.invocations': 'Invocations',
  'stories.share': 'Share',
  'stories.accuracy': 'Accuracy',
  'stories.successes': 'Successes',
  'stories.failures': 'Failures',
  'stories.total': 'All stories',
  'stories.tick': 'Draw in the ring: {name}',
  'stories.ticks': 'In the ring',
  'stories.open': 'Show nodes of {name}',
  'stories.close': 'Hide nodes of {name}',
  'stories.accuracy.title': '{successes} of {judged} answered rightly',
  'stories.accuracy.none': 'No value: it is not known of any invocation whether it answered rightly.',
  'stories.share.none': 'No value: there are no invocations.',
  'stories.pie.all': 'All stories',
  'stories.pie.ticked': { one: '{number} ticked row', other: '{number} ticked rows' },
  'stories.pie.nodes': 'Nodes of {name}',
  'stories.pie.label': 'Ring: {what}. Arrow keys go from slice to slice.',
  'stories.pie.other': '{number} others',
  'stories.pie.share': 'Share of these',
  'stories.back': 'All stories',
  'stories.untick': 'Untick all',
  'stories.means.invocations':
    'How often the bot invoked the story, or the node in it, to produce a message. A message counts at its own time.',
  'stories.means.share': 'Of all invocations in this table; in the ring, of those in the ring.',
  'stories.means.accuracy': 'Successes / (successes + failures). Invocations of which neither is known count for neither.',
  'stories.means.successes': 'Invocations that answered rightly.',
  'stories.means.failures': 'Invocations that did not answer rightly.',
} as const;

export type StoriesTexts = typeof storiesEn;

import { type Journey, JourneyExportQuery, type JourneyQuery, STEPS } from '../contract/journey.ts';
import { type Cell, type Column } from '../export/table.ts';
import { type ReportFile } from './report.ts';

const number = (name: string, means: string): Column => ({ name, kind: 'number', means });
const text = (name: string, means: string): Column => ({ name, kind: 'text', width: 30, means });

const INVOCATIONS = number('invocations', 'How often the node was invoked.');
const CONVERSATIONS = number('conversations', 'Conversations with it; none for what the limit folds.');
const NODES: readonly Column[] = [
  text('story', 'The flow; none for `other`, the nodes that the limit folds.'),
  text('node', 'The component in it.'),
  INVOCATIONS,
  CONVERSATIONS,
  number('medianStep', `Lower median of its places in a path, from 1; ${STEPS}: later than ${STEPS - 1}.`),
  number('starts', 'Conversations whose first node it is.'),
  number('ends', 'Conversations whose last node it is.'),
  ...Array.from({ length: STEPS }, (_, index) => {
    const last = index === STEPS - 1;
    return number(`step${index + 1}`, last ? 'Invocations at later steps.' : `Invocations at step ${index + 1} of a path.`);
  }),
];
const LINKS: readonly Column[] = [
  text('fromStory', 'The node before; none at the start of a conversation, or for `other`.'),
  text('from', '`start`, the node before, or `other`.'),
  text('toStory', 'The node after; none at the end of a conversation, or for `other`.'),
  text('to', 'The node after, `end`, or `other`.'),
  number('count', 'How often the one followed the other.'),
  CONVERSATIONS,
];

export const journeyFile: ReportFile<JourneyQuery, Journey> = {
  query: JourneyExportQuery,
  tables({ nodes, links }) {
    const names = new Map(nodes.map(({ id, story, node }) => [id, story === '' ? [null, id] : [story, node]]));
    const name = (id: string): Cell[] => names.get(id) ?? [null, id];
    return [
      {
        name: 'Nodes',
        columns: NODES,
        rows: nodes.map(({ id, invocations, conversations, medianStep, starts, ends, steps }) => [
          ...name(id),
          invocations,
          conversations,
          medianStep,
          starts,
          ends,
          ...steps,
        ]),
      },
      {
        name: 'Links',
        columns: LINKS,
        rows: links.map(({ from, to, count, conversations }) => [...name(from), ...name(to), count, conversations]),
      },
    ];
  },
  about: ({ conversations }) => [['Conversations', conversations]],
};

import type { Journey, Outcome } from '../../gateway/contract/journey.ts';
import { END, OTHER, START } from '../charts/flow-ids.ts';
import type { Selection } from '../internal/selection.ts';
import { type LinkRow, type NodeRow, readingOf } from '../journey/journey-rows.ts';
import { type Asked, explain, type Explanation, type Figure } from './explanation.ts';

interface AskedJourney extends Asked<Journey> {
  /** Which paths alone. */
  readonly selection: Selection;
  readonly outcomes: readonly Outcome[];
}

/** The numbers of a node, of the folded ones, or of the start or the end. */
export function explainNode(asked: AskedJourney, id: string): Explanation | null {
  const { answer, text } = asked;
  if (!answer) return null;
  const row = readingOf(answer.data).nodes.get(id);
  if (!row && id !== START && id !== END) return null;
  return explain(asked, answer, {
    title: row && !row.isOther ? `${row.story} › ${row.node}` : nameOf(asked, answer.data, id),
    figures: row ? nodeFigures(asked, answer.data, row) : [conversationsOf(asked, answer.data)],
    ...common(asked),
    ...(row?.isOther && { only: [text('journey.other.means'), ...onlyOf(asked)] }),
  });
}

/** The numbers of a link. @param key - `from>to` */
export function explainLink(asked: AskedJourney, key: string): Explanation | null {
  const { answer, text } = asked;
  const row = answer && readingOf(answer.data).links.get(key);
  if (!row) return null;
  const [from, to] = [nameOf(asked, answer.data, row.from), nameOf(asked, answer.data, row.to)];
  return explain(asked, answer, {
    title: text('journey.link', { from, to }),
    figures: linkFigures(asked, answer.data, row, from),
    ...common(asked),
  });
}

function nameOf({ text }: AskedJourney, { nodes }: Journey, id: string): string {
  if (id === START || id === END || id === OTHER) return text(`journey.${id}`);
  return nodes.find((node) => node.id === id)?.node ?? id;
}

function common(asked: AskedJourney) {
  const { text } = asked;
  return {
    excluded: [text('explain.not.engaged'), text('explain.not.started')],
    only: onlyOf(asked),
    messages: text('explain.messages.start'),
  };
}

function onlyOf({ text, format, selection, outcomes }: AskedJourney): string[] {
  const { story, node } = selection;
  const through = [story, node].filter((part) => part !== undefined).join(' › ');
  const list = new Intl.ListFormat(format.locale, { type: 'disjunction' });
  return [
    ...(through === '' ? [] : [text('explain.only.through', { name: through })]),
    ...(outcomes.length === 0
      ? []
      : [text('explain.only.outcome', { names: list.format(outcomes.map((each) => text(`journey.${each}`))) })]),
  ];
}

function conversationsOf({ text, format }: AskedJourney, { conversations }: Journey): Figure {
  return { name: text('journey.conversations'), value: format.exact(conversations), formula: text('explain.conversations'), steps: [] };
}

/** Whatever comes to a node is an invocation of it (contract section 4): so the links to it add up to them. */
function nodeFigures({ text, format }: AskedJourney, { links, nodes }: Journey, row: NodeRow): Figure[] {
  const into = links.filter(({ to }) => to === row.id);
  const sum = (those: typeof into): string => format.exact(those.reduce((count, link) => count + link.count, 0));
  const named = (key: string, value: string, steps: Figure['steps'] = []): Figure => ({
    name: text(`journey.${key}`),
    value,
    formula: text(`journey.means.${key}`),
    steps,
  });
  const invocations = format.exact(row.invocations);
  const all = format.exact(nodes.reduce((count, node) => count + node.invocations, 0));
  const later = row.medianStep > 20 ? text('journey.step.later', { step: 20 }) : String(row.medianStep);
  const none = { name: text('journey.conversations'), value: format.none, formula: text('journey.other.none'), steps: [] };
  return [
    named('invocations', invocations, [
      { label: text('explain.journey.first'), value: sum(into.filter(({ from }) => from === START)) },
      { sign: 'plus', label: text('explain.journey.after'), value: sum(into.filter(({ from }) => from !== START && from !== row.id)) },
      { sign: 'plus', label: text('explain.journey.again'), value: sum(into.filter(({ from }) => from === row.id)) },
    ]),
    named('share', format.percent(row.share), [
      { label: text('journey.invocations'), value: invocations },
      { sign: 'over', label: text('explain.share.picture'), value: all },
    ]),
    row.conversations === null ? none : named('conversations', format.exact(row.conversations)),
    named('step', later),
    named('starts', format.exact(row.starts)),
    named('ends', format.exact(row.ends)),
    named('dropOff', format.percent(row.dropOff), [
      { label: text('journey.ends'), value: format.exact(row.ends) },
      { sign: 'over', label: text('journey.invocations'), value: invocations },
    ]),
  ];
}

function linkFigures({ text, format }: AskedJourney, data: Journey, row: LinkRow, from: string): Figure[] {
  const leaves = row.from === START ? data.conversations : (readingOf(data).nodes.get(row.from)?.invocations ?? 0);
  const isFolded = row.conversations === null;
  return [
    { name: text('journey.count'), value: format.exact(row.count), formula: text('explain.link.count'), steps: [] },
    {
      name: text('journey.leaves'),
      value: format.percent(row.share),
      formula: text('explain.link.leaves', { from }),
      steps: [
        { label: text('journey.count'), value: format.exact(row.count) },
        { sign: 'over', label: text('explain.link.all', { from }), value: format.exact(leaves) },
      ],
    },
    {
      name: text('journey.conversations'),
      value: isFolded ? format.none : format.exact(row.conversations ?? 0),
      formula: text(isFolded ? 'journey.other.none' : 'explain.link.conversations'),
      steps: [],
    },
  ];
}

import { calm, element, nameCell, numberCell, table } from './build.js';
import { bucketLabel, count, countChange, moment, rangeLabel, rate, rateChange } from './format.js';

const MEASURES = [
  ['conversations', 'Conversations', count, 1],
  ['users', 'Users', count, 1],
  ['messages', 'Messages', count, 0],
  ['automation', 'Automation', rate, 1],
  ['handedOff', 'Handed off', count, -1],
  ['completed', 'Completed', count, 1],
  ['open', 'Open', count, 0],
  ['abandoned', 'Abandoned', count, -1],
];

export function totals({ data, range }) {
  const { totals: now, previous } = data;
  const rows = MEASURES.map(([key, label, show, better]) => {
    const { text, title } = show(now[key]);
    const move = previous && (show === rate ? rateChange : countChange)(now[key], previous[key]);
    return element(
      'div',
      {},
      element('dt', {}, label),
      element('dd', { className: 'value', title }, text),
      element('dd', { className: 'change', title: previous ? `Before: ${show(previous[key]).title}` : '' }, changeOf(move, better)),
    );
  });
  const compared = previous && `Compared with ${rangeLabel(previous, range.tz)}.`;
  return [
    element('dl', {}, ...rows),
    element('p', { className: 'note' }, `${rangeLabel(range, range.tz)} (${range.tz}). `, compared ?? ''),
  ];
}

function changeOf(move, better) {
  if (!move) return element('span', { title: 'There is nothing to compare with.' }, '–');
  const tone = move.moved * better;
  return element('span', { className: tone > 0 ? 'good' : tone < 0 ? 'bad' : '' }, move.text);
}

export function trends({ data, range }) {
  const top = Math.max(1, ...data.buckets.map(({ conversations }) => conversations));
  const columns = [
    [{ hour: 'Hour', day: 'Day', week: 'Week of', month: 'Month' }[data.interval]],
    ...MEASURES.map(([, label]) => [label, true]),
  ];
  const rows = data.buckets.toReversed().map((bucket) => {
    const label = bucketLabel(bucket.start, data.interval, range.tz);
    const open = bucket.partial ? element('span', { className: 'partial', title: 'The range or the present cuts it.' }, ' in part') : null;
    const cells = MEASURES.map(([key, , show]) => numberCell(show(bucket[key]), key === 'conversations' ? bucket[key] / top : undefined));
    return element('tr', {}, nameCell(label, label, open ?? ''), ...cells);
  });
  return [table('Trends', columns, rows)];
}

/** @param opened - names of the stories that show their nodes; kept by the caller over refreshes */
export function stories({ data }, opened) {
  const top = Math.max(1, ...data.stories.map(({ invocations }) => invocations));
  const numbers = (row) => [
    numberCell(count(row.invocations), row.invocations / top),
    numberCell(rate(row.share)),
    numberCell(rate(row.accuracy)),
    numberCell(count(row.failures)),
  ];
  const rows = data.stories.flatMap((story) => {
    const nodes = story.nodes.map((node) =>
      element('tr', { className: 'inner', hidden: !opened.has(story.story) }, nameCell(node.node), ...numbers(node)),
    );
    const toggle = element(
      'button',
      { type: 'button', className: 'plain twist', aria: { expanded: String(opened.has(story.story)) } },
      story.story,
    );
    toggle.onclick = () => {
      const open = !opened.delete(story.story);
      if (open) opened.add(story.story);
      toggle.setAttribute('aria-expanded', String(open));
      for (const node of nodes) node.hidden = !open;
    };
    return [element('tr', {}, nameCell(story.story, toggle), ...numbers(story)), ...nodes];
  });
  return [table('Stories', [['Story'], ['Invocations', true], ['Share', true], ['Accuracy', true], ['Failures', true]], rows)];
}

export function words({ data }, choose) {
  const top = Math.max(1, ...data.words.map(({ messages }) => messages));
  const rows = data.words.map(({ word, messages, previous }) => {
    const open = element('button', { type: 'button', className: 'plain', onclick: () => choose(word) }, word);
    const move = countChange(messages, previous);
    const moved = { text: move?.text ?? 'new', title: move ? `Before: ${count(previous).title}` : 'Not missed in the range before.' };
    return element('tr', {}, nameCell(word, open), numberCell(count(messages), messages / top), numberCell(moved));
  });
  const missed = `${count(data.missed).title} of ${count(data.userMessages).title} user messages were not understood.`;
  return [table('Words', [['Word'], ['Messages', true], ['Change', true]], rows), element('p', { className: 'note' }, missed)];
}

const step = (value) => ({ text: value === 21 ? '> 20' : String(value), title: 'Lower median of the steps in the path.' });

const VIRTUAL = { start: 'Start', end: 'End', other: 'All others' };

/** The node first: its story is what may be cut off. */
const placeCell = ({ id, story, node }) =>
  id === 'other' ? nameCell(VIRTUAL.other) : nameCell(`${node}, in ${story}`, `${node} `, element('span', { className: 'partial' }, story));

export function journeyNodes({ data }) {
  const top = Math.max(1, ...data.nodes.map(({ invocations }) => invocations));
  const rows = data.nodes.map((node) => {
    const { invocations, conversations, medianStep, starts, ends } = node;
    const numbers = [numberCell(count(invocations), invocations / top), numberCell(count(conversations)), numberCell(step(medianStep))];
    return element('tr', {}, placeCell(node), ...numbers, numberCell(count(starts)), numberCell(count(ends)));
  });
  const columns = [['Node'], ['Invocations', true], ['Conversations', true], ['Median step', true], ['Starts', true], ['Ends', true]];
  return [table('Nodes of the journey', columns, rows)];
}

export function journeyLinks({ data }) {
  const places = new Map(data.nodes.map((node) => [node.id, node]));
  const cellOf = (id) => (places.has(id) ? placeCell(places.get(id)) : nameCell(VIRTUAL[id] ?? id));
  const links = data.links.toSorted((a, b) => b.count - a.count).slice(0, 60);
  const top = Math.max(1, ...links.map((link) => link.count));
  const rows = links.map((link) =>
    element(
      'tr',
      {},
      cellOf(link.from),
      cellOf(link.to),
      numberCell(count(link.count), link.count / top),
      numberCell(count(link.conversations)),
    ),
  );
  return [table('Links of the journey', [['From'], ['To'], ['Times', true], ['Conversations', true]], rows)];
}

const WHO = { user: 'User', bot: 'Bot', human: 'Person' };

export function messageRows(messages, tz) {
  return messages.map((message) =>
    element(
      'tr',
      { className: message.understood === false ? 'missed' : '' },
      element('td', { className: 'time', title: message.timestamp }, moment(message.timestamp, tz)),
      element('td', {}, WHO[message.sender] ?? message.sender),
      element('td', { className: 'text', dir: 'auto' }, message.text),
      nameCell(
        message.node === undefined && message.story === undefined
          ? ''
          : `${message.story ?? message.node} / ${message.node ?? message.story}`,
      ),
      nameCell(`${message.business} / ${message.bot}`),
      nameCell(message.user),
    ),
  );
}

export function messages({ data, range }) {
  const columns = [['Time'], ['Sender'], ['Text'], ['Story and node'], ['Bot'], ['User']];
  return [table('Messages', columns, messageRows(data.messages, range.tz))];
}

/** What stands in place of an answer without a row. */
export const empty = (what, widen) => calm(`No ${what} in what you asked for.`, widen && { label: 'Widen to 30 days', run: widen });

import type { Invocations, Stories } from '../../gateway/contract/stories.ts';
import type { Whole } from '../stories/story-slices.ts';
import { type Asked, explain, type Explanation, type Figure, type Step, type Way } from './explanation.ts';

type AskedStories = Asked<Stories>;

/** Parts of the ring that are named; the rest is one line. */
const NAMED = 8;

/** The numbers of a story, of a node in it, or (`null`) of all of them. */
export function explainInvocations(asked: AskedStories, story: string | null, node: string | null): Explanation | null {
  const { answer, text, format } = asked;
  const numbers = numbersOf(answer?.data, story, node);
  if (!answer || !numbers) return null;
  const { invocations, successes, failures } = numbers;
  const unknown = invocations - successes - failures;
  const way: Way | null =
    story === null || invocations === 0
      ? null
      : { selection: node === null ? { story } : { story, node }, shown: 'all', count: invocations };
  return explain(asked, answer, {
    title: story === null ? text('stories.total') : node === null ? story : `${story} › ${node}`,
    figures: [invocationsOf(asked, numbers), shareOf(asked, numbers, answer.data.totals), accuracyOf(asked, numbers)],
    excluded: [
      text('explain.not.elsewhen'),
      ...(unknown > 0 ? [text('explain.not.unjudged', { count: unknown, number: format.exact(unknown) })] : []),
    ],
    messages: way ?? (story === null ? text('explain.messages.stories') : null),
  });
}

/** What the ring adds up, and what its shares are shares of. */
export function explainRing(asked: AskedStories, { parts, total }: Whole, title: string): Explanation | null {
  const { answer, text, format } = asked;
  if (!answer) return null;
  const named = parts.slice(0, NAMED);
  const rest = parts.slice(NAMED);
  const others = rest.reduce((sum, { numbers }) => sum + numbers.invocations, 0);
  const lines = [
    ...named.map(({ label, numbers }) => ({ label, value: format.exact(numbers.invocations) })),
    ...(rest.length > 0
      ? [{ label: text('stories.pie.other', { count: rest.length, number: format.exact(rest.length) }), value: format.exact(others) }]
      : []),
  ];
  const [first] = named;
  const share: Figure[] = first
    ? [
        {
          name: `${text('stories.pie.share')}: ${first.label}`,
          value: total === 0 ? format.none : format.percent(first.numbers.invocations / total),
          formula: text('explain.share.ring'),
          steps: [
            { label: first.label, value: format.exact(first.numbers.invocations) },
            { sign: 'over', label: text('explain.ring.all'), value: format.exact(total) },
          ],
        },
      ]
    : [];
  const invocations: Figure = {
    name: text('stories.invocations'),
    value: format.exact(total),
    formula: text('stories.means.invocations'),
    steps: lines.map((line, at): Step => (at > 0 ? { ...line, sign: 'plus' } : line)),
  };
  return explain(asked, answer, { title, figures: [invocations, ...share], excluded: [text('explain.not.elsewhen')], messages: null });
}

function numbersOf(data: Stories | undefined, story: string | null, node: string | null): Invocations | undefined {
  if (story === null) return data?.totals;
  const found = data?.stories.find((each) => each.story === story);
  return node === null ? found : found?.nodes.find((each) => each.node === node);
}

function invocationsOf({ text, format }: AskedStories, { invocations, successes, failures }: Invocations): Figure {
  return {
    name: text('stories.invocations'),
    value: format.exact(invocations),
    formula: text('stories.means.invocations'),
    steps: [
      { label: text('stories.successes'), value: format.exact(successes) },
      { sign: 'plus', label: text('stories.failures'), value: format.exact(failures) },
      { sign: 'plus', label: text('explain.unjudged'), value: format.exact(invocations - successes - failures) },
    ],
  };
}

function shareOf({ text, format }: AskedStories, { invocations, share }: Invocations, totals: Invocations): Figure {
  const name = text('stories.share');
  if (share === null) return { name, value: format.none, formula: text('stories.share.none'), steps: [] };
  return {
    name,
    value: format.percent(share),
    formula: text('explain.share.table'),
    steps: [
      { label: text('stories.invocations'), value: format.exact(invocations) },
      { sign: 'over', label: text('explain.share.all'), value: format.exact(totals.invocations) },
    ],
  };
}

function accuracyOf({ text, format }: AskedStories, { accuracy, successes, failures }: Invocations): Figure {
  const name = text('stories.accuracy');
  if (accuracy === null) return { name, value: format.none, formula: text('stories.accuracy.none'), steps: [] };
  return {
    name,
    value: format.percent(accuracy),
    formula: text('stories.means.accuracy'),
    steps: [
      { label: text('stories.successes'), value: format.exact(successes) },
      { sign: 'over', label: text('explain.judged'), value: format.exact(successes + failures) },
    ],
  };
}

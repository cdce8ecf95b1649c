import { type Invocations, Stories, StoriesQuery } from '../contract/stories.ts';
import { type InvocationCount } from '../store/store.ts';
import { compareCodePoints } from '../text/code-points.ts';
import { defineReport, filterOf, ratio } from './report.ts';
import { storiesFile } from './stories-file.ts';

export const stories = defineReport<StoriesQuery, Stories>({
  name: 'stories',
  summary: 'Which stories and nodes the bot invoked, how often, with which accuracy.',
  permission: 'reports',
  query: StoriesQuery,
  data: Stories,
  file: storiesFile,
  async compute(question) {
    const { store, scope, query, signal } = question;
    const found = await store.stories(scope, { ...filterOf(question), stories: query.story }, signal);
    return { data: toStories(found) };
  },
});

/** Sums nodes into stories; same names in several bots are one. */
export function toStories(counts: readonly InvocationCount[]): Stories {
  const all = counts.reduce((sum, { invocations }) => sum + invocations, 0);
  const named = [...byStory(counts)].map(([story, nodes]) => ({
    ...sum(nodes, all),
    story,
    nodes: nodes.map((count) => ({ ...sum([count], all), node: count.node })).sort((a, b) => order(a, b, a.node, b.node)),
  }));
  return { totals: sum(counts, all), stories: named.sort((a, b) => order(a, b, a.story, b.story)) };
}

function byStory(counts: readonly InvocationCount[]): Map<string, InvocationCount[]> {
  const groups = new Map<string, InvocationCount[]>();
  for (const count of counts) {
    const group = groups.get(count.story);
    if (group) group.push(count);
    else groups.set(count.story, [count]);
  }
  return groups;
}

function sum(counts: readonly InvocationCount[], all: number): Invocations {
  const total = (field: 'invocations' | 'successes' | 'failures') => counts.reduce((before, count) => before + count[field], 0);
  const [invocations, successes, failures] = [total('invocations'), total('successes'), total('failures')];
  return { invocations, successes, failures, accuracy: ratio(successes, successes + failures), share: ratio(invocations, all) };
}

const order = (a: Invocations, b: Invocations, nameA: string, nameB: string): number =>
  b.invocations - a.invocations || compareCodePoints(nameA, nameB);

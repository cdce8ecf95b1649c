import { type Invocations, type Stories } from '../../gateway/contract/stories.ts';
import { type Stored } from './message.ts';
import { byCodePoint, groupBy, inOrder } from './order.ts';

type Story = Stories['stories'][number];
type Node = Story['nodes'][number];

function invocationsOf(messages: readonly Stored[], all: number): Invocations {
  const successes = messages.filter(({ success }) => success === true).length;
  const failures = messages.filter(({ success }) => success === false).length;
  return {
    invocations: messages.length,
    successes,
    failures,
    accuracy: successes + failures === 0 ? null : successes / (successes + failures),
    share: all === 0 ? null : messages.length / all,
  };
}

const most = (a: Invocations, b: Invocations): number => b.invocations - a.invocations;

/** @param messages - the messages of the range and scope */
export function storiesOf(messages: readonly Stored[], query: URLSearchParams): Stories {
  const only = query.getAll('story');
  const invocations = messages.filter(({ story }) => story !== undefined && (only.length === 0 || only.includes(story)));
  const all = invocations.length;
  return {
    totals: invocationsOf(invocations, all),
    stories: groupBy(invocations, ({ story }) => [story!])
      .map((ofStory) => ({
        ...invocationsOf(ofStory, all),
        story: ofStory[0]!.story!,
        nodes: groupBy(ofStory, ({ node }) => [node!])
          .map((ofNode) => ({ ...invocationsOf(ofNode, all), node: ofNode[0]!.node! }))
          .sort(inOrder<Node>(most, (a, b) => byCodePoint(a.node, b.node))),
      }))
      .sort(inOrder<Story>(most, (a, b) => byCodePoint(a.story, b.story))),
  };
}

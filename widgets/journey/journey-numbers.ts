import type { Journey } from '../../gateway/contract/journey.ts';
import type { Moment } from '../charts/chart-data.ts';
import type { Target } from '../charts/network-drawing.ts';
import { storyColour } from '../internal/story-color.ts';
import type { ColourName } from '../internal/styles/palette.ts';
import type { BotJourney } from './bot-journey.ts';
import { type NodeRow, readingOf } from './journey-rows.ts';
import { isPicked, nameOf } from './journey-state.ts';

export const storyColourName = (story: string): ColourName => `c${storyColour(story)}`;

/** Steps later than 20 are counted as one. */
export const stepText = ({ text }: BotJourney, step: number): string =>
  step > 20 ? text('journey.step.later', { step: 20 }) : String(step);

/** A node in numbers, for the tooltip and for those who hear it. */
export function describeNode(host: BotJourney, row: NodeRow): Moment {
  const { text, format } = host;
  const { invocations, share, conversations, medianStep, starts, ends, dropOff, isOther, story } = row;
  return {
    title: isOther ? text('journey.other') : row.node,
    rows: [
      ...(isOther ? [] : [{ label: text('journey.story'), value: story, colour: storyColourName(story) }]),
      { label: text('journey.invocations'), value: format.exact(invocations) },
      { label: text('journey.share'), value: format.percent(share) },
      { label: text('journey.conversations'), value: conversations === null ? format.none : format.exact(conversations) },
      { label: text('journey.step'), value: stepText(host, medianStep) },
      { label: text('journey.starts'), value: format.exact(starts) },
      { label: text('journey.ends'), value: format.exact(ends) },
      { label: text('journey.dropOff'), value: format.percent(dropOff) },
    ],
    note: isOther
      ? `${text('journey.other.means')} ${text('journey.other.none')}`
      : text(isPicked(host, row) ? 'journey.unpick' : 'journey.pick'),
  };
}

/** What is under the pointer or has the focus; `null` for what is not in the answer any more. */
export function describe(host: BotJourney, data: Journey, target: Target): Moment | null {
  const { text, format } = host;
  if ('node' in target) {
    const row = readingOf(data).nodes.get(target.node);
    if (row) return describeNode(host, row);
    const value = format.exact(data.conversations);
    return { title: nameOf(host, data, target.node), rows: [{ label: text('journey.conversations'), value }] };
  }
  const link = readingOf(data).links.get(target.line);
  if (!link) return null;
  const [from, to] = [nameOf(host, data, link.from), nameOf(host, data, link.to)];
  const none = link.conversations === null;
  return {
    title: text('journey.link', { from, to }),
    rows: [
      { label: text('journey.count'), value: format.exact(link.count) },
      { label: text('journey.leaves'), value: format.percent(link.share) },
      { label: text('journey.conversations'), value: link.conversations === null ? format.none : format.exact(link.conversations) },
    ],
    ...(none && { note: text('journey.other.none') }),
  };
}

/** A description in one sentence. */
export function spoken({ text }: BotJourney, { title, rows }: Moment): string {
  return text('journey.spoken', { name: title, numbers: rows.map(({ label, value }) => `${label} ${value}`).join(', ') });
}

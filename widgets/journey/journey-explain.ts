import type { Journey } from '../../gateway/contract/journey.ts';
import type { Target } from '../charts/network-drawing.ts';
import { type Explained, openExplanation, placeBadge } from '../internal/views/explain-button.ts';
import type { BotJourney } from './bot-journey.ts';
import { isPicked, type JourneyState, nameOf } from './journey-state.ts';

/** A node whose numbers are explained. */
export const explainedNode = (host: BotJourney, id: string, name: string): Explained => ({
  key: `node ${id}`,
  name,
  explanation: ({ explainNode }) => explainNode(host, id),
});

/** A link, the same. */
export const explainedLink = (
  host: BotJourney,
  data: Journey,
  { key, from, to }: { key: string; from: string; to: string },
): Explained => ({
  key: `link ${key}`,
  name: host.text('journey.link', { from: nameOf(host, data, from), to: nameOf(host, data, to) }),
  explanation: ({ explainLink }) => explainLink(host, key),
});

const badgeOf = ({ renderRoot }: BotJourney) => renderRoot.querySelector<HTMLElement>('[part="graph"] > .badge');

/** In the graph, what explains a node stands at the one that is looked at, else at the one that was, else at the picked one. */
export function followLook(host: BotJourney, state: JourneyState, data: Journey, target: Target | null): void {
  const badge = badgeOf(host);
  if (!badge || badge.dataset.shown?.startsWith('link ')) return;
  if (target && 'node' in target) state.looked = target.node;
  const picked = () => data.nodes.find((node) => node.id !== 'other' && isPicked(host, node))?.id ?? null;
  const id = state.looked !== null && state.network.cornerOf(state.looked) ? state.looked : picked();
  placeBadge(
    host,
    badge,
    id === null ? null : explainedNode(host, id, nameOf(host, data, id)),
    id === null ? null : state.network.cornerOf(id),
  );
}

/** Explains what was pressed, beside the pointer. */
export function explainAt(host: BotJourney, data: Journey, target: Target, at: { x: number; y: number }): void {
  const badge = badgeOf(host);
  const link = 'line' in target ? linkOf(data, target.line) : null;
  const explained =
    'node' in target ? explainedNode(host, target.node, nameOf(host, data, target.node)) : link && explainedLink(host, data, link);
  if (!badge || !explained) return;
  placeBadge(host, badge, explained, at);
  void openExplanation(host, explained, badge);
}

const linkOf = ({ links }: Journey, key: string) => {
  const link = links.find(({ from, to }) => `${from}>${to}` === key);
  return link ? { ...link, key } : null;
};

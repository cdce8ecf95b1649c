import type { Journey } from '../../gateway/contract/journey.ts';
import { fade } from '../charts/colour.ts';
import { END, OTHER, START } from '../charts/flow-ids.ts';
import type { FlowPicture } from '../charts/flow-layout.ts';
import type { FlowRoute } from '../charts/flow-routes.ts';
import type { NetworkCard, NetworkDrawing } from '../charts/network-drawing.ts';
import type { Theme } from '../charts/theme.ts';
import type { BotJourney } from './bot-journey.ts';
import { storyColourName } from './journey-numbers.ts';
import { isPicked, nameOf } from './journey-state.ts';

/** Forward links lie over one another in numbers: they shine through. Those back are few, thin, and must be seen. */
const FORWARD = 0.34;
const BACK = 0.8;
/** Below, "ends 0.4 %" on each card would only be noise: the bar says it. */
const TELLING = 0.01;

/** How a journey looks on its picture: what is written on cards and links, and their colours. */
export function drawingOf(
  host: BotJourney,
  data: Journey,
  picture: FlowPicture,
  routes: readonly FlowRoute[],
  { colours }: Theme,
): NetworkDrawing {
  const { format } = host;
  const [outcome, ...others] = host.outcomes;
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const colourOf = (id: string): string => {
    const story = nodes.get(id)?.story ?? '';
    return story === '' ? colours.muted : colours[storyColourName(story)];
  };
  const cards = picture.boxes.map((box): NetworkCard => {
    const node = nodes.get(box.id);
    const common = { box, title: nameOf(host, data, box.id) };
    if (!node) {
      const kind = box.id === START ? START : END;
      return { ...common, kind, note: format.compact(data.conversations), aside: '', colour: null, ends: 0, picked: false };
    }
    const ends = node.invocations === 0 ? 0 : node.ends / node.invocations;
    return {
      ...common,
      kind: box.id === OTHER ? OTHER : 'node',
      note: format.compact(node.invocations),
      aside: ends < TELLING ? '' : host.text('journey.ends.share', { share: format.percent(Math.round(ends * 100) / 100) }),
      colour: colourOf(box.id),
      ends,
      picked: isPicked(host, node),
    };
  });
  const lines = routes.map((route) => ({
    route,
    label: format.compact(route.count),
    colour: fade(colourOf(route.from), route.kind === 'forward' ? FORWARD : BACK),
  }));
  return { cards, lines, endColour: outcome !== undefined && others.length === 0 ? colours[outcome] : colours.text };
}

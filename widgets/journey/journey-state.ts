import type { Journey } from '../../gateway/contract/journey.ts';
import { NetworkController, type NetworkInput } from '../charts/network-controller.ts';
import { switchGroup } from '../internal/views/switch.ts';
import type { BotJourney, Display } from './bot-journey.ts';
import type { Sort } from './journey-rows.ts';
import { WidthController } from './width-controller.ts';

/** Narrower, a graph is no use as a first look: half of this is cards. */
const NARROW = 576;

/** What a journey keeps between its answers. */
export class JourneyState {
  readonly network: NetworkController;
  readonly group = switchGroup();
  /** All links, or those that matter. */
  allLinks = false;
  /** The node that the keyboard is at. */
  at: string | null = null;
  sort: Sort = { key: 'invocations', descending: true };
  /** The node of the graph that was looked at last. */
  looked: string | null = null;
  /** All rows of a long table of links. */
  wholeTable = false;
  /** What was drawn last, and what it was made from. */
  input: NetworkInput | null = null;
  from: readonly unknown[] = [];
  readonly #host: BotJourney;
  readonly #width: WidthController;

  constructor(host: BotJourney) {
    this.#host = host;
    this.network = new NetworkController(host, () => host.renderRoot.querySelector<HTMLElement>('[part="graph"]'));
    this.#width = new WidthController(host, NARROW);
  }

  get narrow(): boolean {
    return this.#width.narrow;
  }

  get displays(): readonly Display[] {
    return this.narrow || this.#host.display === 'list' ? ['list', 'graph', 'table'] : ['graph', 'table'];
  }

  get display(): Display {
    const { display } = this.#host;
    if (display === 'graph' || display === 'list' || display === 'table') return display;
    return this.narrow ? 'list' : 'graph';
  }

  /** Renders again after a change of this state. */
  change(change: Partial<Pick<JourneyState, 'allLinks' | 'at' | 'sort' | 'wholeTable'>>): void {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}

const states = new WeakMap<BotJourney, JourneyState>();

export function stateOf(host: BotJourney): JourneyState {
  const state = states.get(host) ?? new JourneyState(host);
  states.set(host, state);
  return state;
}

/** What a node or a virtual end is called. */
export function nameOf({ text }: BotJourney, data: Pick<Journey, 'nodes'>, id: string): string {
  if (id === 'start' || id === 'end' || id === 'other') return text(`journey.${id}`);
  return data.nodes.find((node) => node.id === id)?.node ?? id;
}

/** Shows the paths through a node alone; those of all again when it is the one that is shown. @returns whether it is one to pick */
export function pick(host: BotJourney, { nodes }: Pick<Journey, 'nodes'>, id: string): boolean {
  const found = nodes.find((node) => node.id === id && node.id !== 'other');
  if (!found) return false;
  const { story, node } = found;
  host.requestSelection(isPicked(host, found) ? {} : { story, node });
  return true;
}

export const isPicked = ({ selection }: BotJourney, { story, node }: { story: string; node: string }): boolean =>
  selection.node === node && (selection.story === undefined || selection.story === story);

export const isIsolated = ({ selection }: BotJourney): boolean => selection.story !== undefined || selection.node !== undefined;

import type { ReactiveController } from 'lit';
import { ChartController } from '../charts/chart-controller.ts';
import type { PieData } from '../charts/chart-data.ts';
import { StillClick } from '../internal/still-click.ts';
import type { BotStories } from './bot-stories.ts';
import { keyOf, MOST, type Sort } from './story-rows.ts';
import { TreeFocus } from './tree-focus.ts';

/** What a viewer chose in one widget, and what keeps the focus and the chart there. */
export class StoriesState implements ReactiveController {
  sort: Sort = MOST;
  /** Stories whose nodes are shown. */
  open: ReadonlySet<string> = new Set();
  /** Keys of the ticked rows. */
  ticked: ReadonlySet<string> = new Set();
  readonly focus: TreeFocus;
  readonly chart: ChartController;
  readonly press = new StillClick();
  readonly #host: BotStories;
  #picked = '';
  #reveal: string | null = null;
  #pieOf: readonly unknown[] = [];
  #pie: PieData | null = null;

  constructor(host: BotStories) {
    this.#host = host;
    this.focus = new TreeFocus(host, () => host.renderRoot.querySelector('table'));
    this.chart = new ChartController(host, () => host.renderRoot.querySelector('canvas'));
    host.addController(this);
  }

  set(choice: Partial<Pick<StoriesState, 'sort' | 'open' | 'ticked'>>): void {
    Object.assign(this, choice);
    this.#host.requestUpdate();
  }

  /** Picks a story or a node of it; the picked one again: nothing any more. */
  pick(story: string, node: string | null): void {
    const { selection } = this.#host;
    const same = selection.story === story && (selection.node ?? null) === node;
    this.#host.requestSelection(same ? {} : node === null ? { story } : { story, node });
  }

  toggle(story: string, isOpen: boolean): void {
    const open = new Set(this.open);
    if (isOpen) open.add(story);
    else open.delete(story);
    this.set({ open });
  }

  /** Before a render: what was picked elsewhere is shown here too. */
  followSelection(): void {
    const { story, node } = this.#host.selection;
    const picked = story === undefined ? '' : keyOf(story, node);
    if (picked === this.#picked) return;
    this.#picked = picked;
    this.#reveal = picked;
    if (story !== undefined && node !== undefined) this.open = new Set(this.open).add(story);
  }

  /** The chart is drawn again only when something that it shows is another. */
  pie(deps: readonly unknown[], make: () => PieData): PieData {
    if (!this.#pie || deps.some((dep, at) => dep !== this.#pieOf[at])) this.#pie = make();
    this.#pieOf = deps;
    return this.#pie;
  }

  hostUpdated(): void {
    if (!this.#reveal) return;
    const row = this.row(this.#reveal);
    this.#reveal = null;
    if (row) this.focus.reveal(row);
  }

  row(key: string): HTMLTableRowElement | null {
    return this.#host.renderRoot.querySelector(`tr[data-key="${CSS.escape(key)}"]`);
  }

  /** Marks the row and the name of the slice that is looked at, without a render. */
  readonly look = (key: string | null): void => {
    for (const marked of this.#host.renderRoot.querySelectorAll('.looked')) marked.classList.remove('looked');
    if (key === null) return;
    for (const one of this.#host.renderRoot.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)) one.classList.add('looked');
  };
}

const states = new WeakMap<BotStories, StoriesState>();

export function stateOf(host: BotStories): StoriesState {
  const known = states.get(host) ?? new StoriesState(host);
  states.set(host, known);
  return known;
}

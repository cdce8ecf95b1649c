import type { BotStories } from './bot-stories.ts';
import type { StoriesState } from './stories-state.ts';
import { nextSort, type SortBy } from './story-rows.ts';
import { toggleTick } from './story-ticks.ts';

interface Target {
  row: HTMLTableRowElement;
  story: string;
  node: string | null;
}

/** The row that something happened in, if it is one of the tree. */
function targetOf(event: Event): Target | null {
  const row = (event.target as Element).closest('tr');
  if (!row?.ariaLevel || row.dataset.key === undefined) return null;
  const [story, node = null] = JSON.parse(row.dataset.key) as [string, string?];
  return { row, story, node };
}

export function onClick(state: StoriesState, event: MouseEvent): void {
  const control = (event.target as Element).closest<HTMLElement>('button, input');
  const by = control?.dataset.sort;
  if (by !== undefined) state.set({ sort: nextSort(state.sort, by as SortBy) });
  const target = targetOf(event);
  if (!target) return;
  if (control?.dataset.act === 'toggle') state.toggle(target.story, target.row.ariaExpanded !== 'true');
  else if (!control && !(event.target as Element).closest('.tick') && state.press.isStill(event)) state.pick(target.story, target.node);
}

export function onChange(state: StoriesState, event: Event): void {
  const target = targetOf(event);
  if (target) state.set({ ticked: toggleTick(state.ticked, target.story, target.node) });
}

export function onKey(host: BotStories, state: StoriesState, event: KeyboardEvent): void {
  if (event.altKey || event.shiftKey) return;
  if (act(host, state, event)) event.preventDefault();
}

/** @returns whether the key meant something here */
function act(host: BotStories, state: StoriesState, event: KeyboardEvent): boolean {
  const control = (event.target as Element).closest('button, input');
  const target = targetOf(event);
  if (event.key === 'Escape' && host.selection.story !== undefined) {
    host.requestSelection({});
    return true;
  }
  if (event.key === 'Enter' || event.key === ' ') {
    if (control instanceof HTMLInputElement && event.key === 'Enter') control.click();
    else if (!control && target) state.pick(target.story, target.node);
    else return false;
    return true;
  }
  const step = state.focus.step(event);
  if (!step) return false;
  if (step.kind === 'go') state.focus.go(step.to);
  else if (target) state.toggle(target.story, step.kind === 'open');
  return true;
}

import { css, html, svg, type TemplateResult } from 'lit';
import type * as Explain from '../../explain/explain.ts';
import type { Explanation } from '../../explain/explanation.ts';
import type { ExplainHost } from '../../explain/explain-panel.ts';
import { addEnglish } from '../languages.ts';

/** What buttons say before anything is explained. */
export const explainButtonEn = { 'explain.open': 'How this is counted: {name}', 'explain.column': 'Explanation' } as const;

addEnglish(explainButtonEn);

/** Head of a column of buttons. */
export const explainColumn = (host: ExplainHost): string => host.text('explain.column');

/** One thing with numbers: a headline figure, a row, a node. */
export interface Explained {
  /** The same for the same thing, whatever the answer. */
  key: string;
  /** What it is called, for the button. */
  name: string;
  /** Read anew at each change of the widget; `null`: it is not there any more. */
  explanation: (all: typeof Explain) => Explanation | null;
  /** The figure that is asked for first; not set: the first. */
  figure?: string;
}

const ICON = html`<svg
  class="icon"
  part="icon icon-explain"
  viewBox="0 0 16 16"
  aria-hidden="true"
  fill="none"
  stroke="currentColor"
  stroke-width="1.5"
>
  ${svg`<circle cx="8" cy="8" r="6.25"/><path stroke-linecap="round" d="M8 7.25v4M8 4.75v.01"/>`}
</svg>`;

/**
 * The button that explains a thing's numbers. What explains is loaded when one is pressed. Within the nearest `data-explains` around it the key
 * "i" presses it too.
 *
 * @param isStop - in the order of the Tab key; else arrows lead to it, see `rove`
 */
export function renderExplain(host: ExplainHost, explained: Explained, isStop = true): TemplateResult {
  listen(host);
  const label = host.text('explain.open', { name: explained.name });
  return html`<button
    class="explain"
    part="explain"
    type="button"
    tabindex=${isStop ? 0 : -1}
    aria-label=${label}
    title=${label}
    aria-haspopup="dialog"
    @pointerdown=${note}
    @click=${({ currentTarget, detail }: MouseEvent) => void openExplanation(host, explained, currentTarget as HTMLElement, detail > 0)}
  >
    ${ICON}
  </button>`;
}

/** What was shown when a pointer went down: that press takes it away, and the browser has done so already when it becomes a click. */
let pressed: string | null = null;
const note = ({ currentTarget }: PointerEvent): void => {
  pressed = (currentTarget as HTMLElement).dataset.shown ?? null;
};

const badges = new WeakMap<HTMLElement, Explained>();

/** One button for many things that have no room for one each: `placeBadge` brings it to what is looked at. */
export function renderBadge(host: ExplainHost): TemplateResult {
  listen(host);
  const open = ({ currentTarget, detail }: MouseEvent) => {
    const explained = badges.get(currentTarget as HTMLElement);
    if (explained) void openExplanation(host, explained, currentTarget as HTMLElement, detail > 0);
  };
  return html`<button class="explain badge" part="explain" type="button" hidden aria-haspopup="dialog" @pointerdown=${note} @click=${open}>
    ${ICON}
  </button>`;
}

/** @param at - the corner of the thing, px in what the badge stands in; `null`: there is nothing */
export function placeBadge(host: ExplainHost, badge: HTMLElement, explained: Explained | null, at?: { x: number; y: number } | null): void {
  badge.hidden = !explained || !at;
  if (!explained || !at) return;
  badges.set(badge, explained);
  const label = host.text('explain.open', { name: explained.name });
  badge.ariaLabel = badge.title = label;
  const room = badge.offsetParent;
  const most = { x: (room?.clientWidth ?? Infinity) - badge.offsetWidth, y: (room?.scrollHeight ?? Infinity) - badge.offsetHeight };
  const within = (value: number, high: number): number => Math.round(Math.max(0, Math.min(high, value)));
  const [x, y] = [within(at.x - badge.offsetWidth / 2, most.x), within(at.y - badge.offsetHeight / 2, most.y)];
  badge.style.transform = `translate(${x}px, ${y}px)`;
}

/** Shows the explanation beside what asks for it, or takes it away. @param byPointer - a press on the button itself */
export async function openExplanation(host: ExplainHost, explained: Explained, opener: HTMLElement, byPointer = false): Promise<void> {
  const wasOpen = (byPointer ? pressed : opener.dataset.shown) === explained.key;
  const module = await import('../../explain/explain.ts').catch(() => null);
  if (!module || !opener.isConnected) return;
  const panel = module.panelOf(host, module);
  if (wasOpen) panel.hide();
  else panel.show(explained, opener);
}

const listening = new WeakSet<ExplainHost>();

function listen(host: ExplainHost): void {
  if (listening.has(host)) return;
  listening.add(host);
  host.addEventListener('keydown', pressByKey);
}

/** The key "i" at a thing presses its button: in grids and pictures, where the Tab key has one stop for all. */
function pressByKey(down: KeyboardEvent): void {
  if (down.key !== 'i' || down.altKey || down.ctrlKey || down.metaKey || down.shiftKey || down.repeat) return;
  const at = down.composedPath()[0];
  if (!(at instanceof Element) || at.matches('input:not([type="checkbox"], [type="radio"]), select, textarea')) return;
  const button = at.closest('[data-explains]')?.querySelector<HTMLElement>('button.explain:not([hidden])');
  if (!button) return;
  down.preventDefault();
  button.click();
}

const STEPS: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

/** For `keydown` of a table whose first button alone is a stop of the Tab key: arrows go from row to row. */
export function rove(down: KeyboardEvent): void {
  const step = STEPS[down.key];
  const at = down.target as HTMLElement;
  if (step === undefined || !at.matches('.explain') || down.altKey || down.ctrlKey || down.metaKey || down.shiftKey) return;
  const buttons = [...(down.currentTarget as Element).querySelectorAll<HTMLElement>('button.explain')];
  const to = Math.min(buttons.length - 1, Math.max(0, buttons.indexOf(at) + step));
  down.preventDefault();
  buttons[to]?.focus();
}

/** For `renderExplain`. */
export const explainStyles = css`
  button.explain {
    flex: none;
    display: inline-grid;
    place-items: center;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
  button.explain[hidden] {
    display: none;
  }
  button.explain > .icon {
    inline-size: 0.875rem;
    block-size: 0.875rem;
  }
  button.explain:is(:hover, [data-shown]) {
    background: color-mix(in srgb, var(--_text) 8%, transparent);
    color: var(--_text);
  }
  button.explain:focus-visible {
    outline-offset: -1px;
  }
  button.explain.badge {
    position: absolute;
    inset-block-start: 0;
    left: 0;
    z-index: 2;
    background: var(--_surface);
    box-shadow: 0 0 0 1px color-mix(in srgb, var(--_muted) 50%, transparent);
  }
  button.explain.badge:is(:hover, [data-shown]) {
    background: color-mix(in srgb, var(--_surface) 88%, var(--_text));
  }
  .explain-cell {
    inline-size: 2rem;
    padding: 0;
    text-align: center;
  }
  /* In rows it comes with the pointer or the keyboard; a finger and a screen reader find it at all times. */
  @media (hover: hover) {
    tbody .explain-cell > button.explain:not([data-shown]),
    [data-explains]:not(:hover, :focus-within) > button.explain.badge:not([data-shown]) {
      opacity: 0;
    }
    tbody tr:is(:hover, :focus-within) .explain-cell > button.explain {
      opacity: 1;
    }
  }
`;

import { render, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Session } from '../data/session.ts';
import type { Format } from '../internal/format.ts';
import { addEnglish } from '../internal/languages.ts';
import type { Selection } from '../internal/selection.ts';
import type { Filters } from '../internal/settings.ts';
import type { Explained } from '../internal/views/explain-button.ts';
import type * as Explain from './explain.ts';
import { explainPanelStyles } from './explain.styles.ts';
import type { Say } from './explanation.ts';
import { renderExplanation } from './explain-view.ts';
import { explainEn } from './texts-en.ts';
import { listBehind, showMessages } from './way-to-messages.ts';

// Here, where something is used: bundlers leave out what a file that only passes others on does by itself.
addEnglish(explainEn);

/** The widget whose numbers are explained. */
export interface ExplainHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly session: Session | null;
  readonly settings: Filters;
  readonly format: Format;
  readonly currentProvider: object | null;
  readonly selection: Selection;
  requestSelection(selection: Selection): boolean;
  /** What the widget asks now. */
  question(): { path: string } | null;
  readonly text: Say;
}

const panels = new WeakMap<ExplainHost, ExplainPanel>();

export function panelOf(host: ExplainHost, all: typeof Explain): ExplainPanel {
  const panel = panels.get(host) ?? new ExplainPanel(host, all);
  panels.set(host, panel);
  return panel;
}

/** Between opener and panel; CSS reads it. */
const ANCHOR = '--bot-explained';

/**
 * One panel a widget, above all else in the page, that follows the widget's answer while it is open. Made outside the widget's template, so that a widget
 * that is never asked carries none of it.
 */
class ExplainPanel implements ReactiveController {
  readonly #host: ExplainHost;
  readonly #all: typeof Explain;
  readonly #box = document.createElement('div');
  #explained: Explained | null = null;
  #opener: HTMLElement | null = null;
  /** What had the focus when it opened: a row, perhaps, whose key was pressed. */
  #before: Element | null = null;

  constructor(host: ExplainHost, all: typeof Explain) {
    this.#host = host;
    this.#all = all;
    const box = this.#box;
    box.className = 'panel explanation';
    box.id = 'explanation';
    box.tabIndex = -1;
    box.popover = 'auto';
    box.setAttribute('part', 'explanation');
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-labelledby', 'explanation-title');
    box.addEventListener('toggle', ({ newState }) => {
      if (newState === 'closed') this.#closed();
    });
    // Before it goes: afterwards nobody knows that the focus was in it.
    box.addEventListener('beforetoggle', ({ newState }) => {
      const within = newState === 'closed' && box.contains(this.#root.activeElement);
      if (within) this.#giveBack();
    });
    host.addController(this);
  }

  /** @param opener - the panel stands beside it, and gives the focus back to it */
  show(explained: Explained, opener: HTMLElement): void {
    this.#closed();
    this.#explained = explained;
    if (!this.#draw()) return;
    this.#opener = opener;
    if (!this.#box.matches(':popover-open')) this.#before = this.#root.activeElement;
    opener.dataset.shown = explained.key;
    // Not by the opener as the popover's source alone: that is younger than places beside an anchor.
    opener.style.setProperty('anchor-name', ANCHOR);
    if (!this.#box.matches(':popover-open')) this.#box.showPopover();
    this.#box.focus({ preventScroll: true });
  }

  hide(): void {
    if (this.#box.matches(':popover-open')) this.#box.hidePopover();
  }

  hostUpdated(): void {
    if (this.#explained && (!this.#opener?.isConnected || !this.#draw())) this.hide();
  }

  /** @returns whether there is something to explain */
  #draw(): boolean {
    const host = this.#host;
    const explanation = this.#explained?.explanation(this.#all) ?? null;
    if (!explanation || !this.#explained) return false;
    this.#place();
    const { messages } = explanation;
    const list = messages && typeof messages !== 'string' ? listBehind(host, () => this.hostUpdated()) : null;
    const onMessages = () => {
      this.hide();
      if (list && messages && typeof messages !== 'string') showMessages(host, list, messages);
    };
    render(
      renderExplanation(host, { explained: this.#explained, explanation, canShow: list !== null, onMessages, onClose: () => this.hide() }),
      this.#box,
      { host },
    );
    return true;
  }

  get #root(): ShadowRoot {
    return this.#host.renderRoot as ShadowRoot;
  }

  /** Where the focus was, else to what opened it. */
  #giveBack(): void {
    const to = this.#before?.isConnected ? this.#before : this.#opener;
    if (to instanceof HTMLElement) to.focus({ preventScroll: true });
  }

  /** Inside what begins its typography anew; and its styles among those of the widget, whose set changes with what it loads. */
  #place(): void {
    const root = this.#root;
    const base = root.querySelector('[part="base"]');
    if (this.#box.parentElement !== base) base?.append(this.#box);
    const sheet = explainPanelStyles.styleSheet;
    if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }

  #closed(): void {
    delete this.#opener?.dataset.shown;
    this.#opener?.style.removeProperty('anchor-name');
    this.#opener = this.#explained = null;
  }
}

import type { ReactiveController } from 'lit';
import type { Words } from '../../gateway/contract/words.ts';
import { StillClick } from '../internal/still-click.ts';
import { placeBadge } from '../internal/views/explain-button.ts';
import { switchGroup } from '../internal/views/switch.ts';
import type { BotWords } from './bot-words.ts';
import { WordFocus } from './word-focus.ts';
import { explainedWord } from './word-texts.ts';

/** What keeps the focus in one widget, and what its words answer to. */
export class WordsState implements ReactiveController {
  readonly focus: WordFocus;
  readonly press = new StillClick();
  readonly group = switchGroup();
  readonly #host: BotWords;
  #words: Words['words'] | null = null;
  #full = false;
  #first: number | null = null;
  /** The word that was looked at last, in the flowing text. */
  #looked: string | null = null;

  constructor(host: BotWords) {
    this.#host = host;
    this.focus = new WordFocus(host);
    host.addController(this);
  }

  /** Whether there may be more words than these: an answer that is still shown while the next one is asked for stays what it was. */
  isFull(words: Words['words']): boolean {
    if (words !== this.#words) this.#full = words.length >= this.#host.limit;
    this.#words = words;
    return this.#full;
  }

  /** Asks for more; the keys go on at the first word that comes. */
  readonly more = (): void => {
    this.#first = this.#words?.length ?? 0;
    this.#host.showMore();
  };

  /** For `pointerover`: what explains a word goes to the one under the pointer. */
  readonly look = (event: Event): void => {
    this.#looked = wordOf(event) ?? this.#looked;
    this.#placeBadge();
  };

  /** For `focusin`. */
  readonly onFocus = (event: FocusEvent): void => {
    this.focus.follow(event);
    this.look(event);
  };

  #placeBadge(): void {
    const { renderRoot } = this.#host;
    const badge = renderRoot.querySelector<HTMLElement>('.flow-place > .badge');
    if (!badge) return;
    const looked = this.#looked === null ? null : renderRoot.querySelector<HTMLElement>(`[data-word="${CSS.escape(this.#looked)}"]`);
    const word = looked ?? renderRoot.querySelector<HTMLElement>('[data-word][tabindex="0"]');
    const isRtl = getComputedStyle(this.#host).direction === 'rtl';
    const corner = word && { x: word.offsetLeft + (isRtl ? 0 : word.offsetWidth), y: word.offsetTop + 4 };
    placeBadge(this.#host, badge, word ? explainedWord(this.#host, word.dataset.word ?? '') : null, corner);
  }

  hostUpdated(): void {
    this.#placeBadge();
    if (this.#first === null || (this.#words?.length ?? 0) <= this.#first) return;
    this.focus.go(this.#first);
    this.#first = null;
  }

  /** Picks a word; the picked one again: nothing any more. */
  pick(word: string): void {
    this.#host.requestSelection(this.#host.selection.keyword === word ? {} : { keyword: word });
  }

  readonly onClick = (event: MouseEvent): void => {
    const word = wordOf(event);
    if (word !== null && this.press.isStill(event)) this.pick(word);
  };

  readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (this.#act(event)) event.preventDefault();
  };

  #act(event: KeyboardEvent): boolean {
    const word = wordOf(event);
    if (word === null) return false;
    if (event.key === 'Escape') {
      if (this.#host.selection.keyword === undefined) return false;
      this.#host.requestSelection({});
      return true;
    }
    if (event.key !== 'Enter' && event.key !== ' ') return this.focus.move(event.key);
    this.pick(word);
    return true;
  }
}

function wordOf(event: Event): string | null {
  const target = event.target as Element;
  // A button in a row does what it is for.
  const place = target.closest('button') ? null : target.closest('[data-word], tr');
  const word = place?.matches('tr') ? place.querySelector<HTMLElement>('[data-word]') : (place as HTMLElement | null);
  return word?.dataset.word ?? null;
}

const states = new WeakMap<BotWords, WordsState>();

export function stateOf(host: BotWords): WordsState {
  const known = states.get(host) ?? new WordsState(host);
  states.set(host, known);
  return known;
}

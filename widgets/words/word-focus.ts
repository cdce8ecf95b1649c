import type { LitElement, ReactiveController } from 'lit';

/** Keeps one word in the order of the Tab key; arrows go from word to word and from line to line, as they are seen. */
export class WordFocus implements ReactiveController {
  readonly #host: LitElement;
  #word: string | null = null;
  #index = 0;
  #stop: HTMLElement | null = null;
  #within = false;

  /** @param host - shows words as elements with a `data-word` */
  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#within = this.#stop?.matches(':focus') ?? false;
  }

  hostUpdated(): void {
    const words = this.#words();
    const kept = words.findIndex(({ dataset }) => dataset.word === this.#word);
    const stop = words[kept < 0 ? Math.min(this.#index, words.length - 1) : kept];
    if (!stop) return;
    this.#keep(stop, words.indexOf(stop));
    if (this.#within && !stop.matches(':focus')) stop.focus({ preventScroll: true });
  }

  /** For `focusin`. */
  readonly follow = (event: FocusEvent): void => {
    const word = (event.target as Element).closest<HTMLElement>('[data-word]');
    if (word) this.#keep(word, this.#words().indexOf(word));
  };

  /** @returns whether the key went somewhere */
  move(key: string): boolean {
    const words = this.#words();
    const rtl = getComputedStyle(this.#host).direction === 'rtl';
    const to = placeOf(key, words, this.#index, rtl);
    if (to === null) return false;
    this.go(to);
    return true;
  }

  go(index: number): void {
    const word = this.#words()[index];
    if (!word) return;
    word.focus({ preventScroll: true });
    reveal(word);
  }

  #words(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('[data-word]')];
  }

  #keep(word: HTMLElement, index: number): void {
    this.#word = word.dataset.word ?? null;
    this.#index = index;
    if (word === this.#stop) return;
    if (this.#stop) setStop(this.#stop, false);
    setStop(word, true);
    this.#stop = word;
  }
}

/** A word, and in the list what explains it. */
function setStop(word: HTMLElement, isStop: boolean): void {
  word.tabIndex = isStop ? 0 : -1;
  const explain = word.closest('tr')?.querySelector<HTMLElement>('button.explain');
  if (explain) explain.tabIndex = word.tabIndex;
}

function placeOf(key: string, words: readonly HTMLElement[], at: number, rtl: boolean): number | null {
  const last = words.length - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key === 'ArrowLeft' || key === 'ArrowRight') return Math.min(last, Math.max(0, at + ((key === 'ArrowRight') === rtl ? -1 : 1)));
  if (key === 'ArrowDown' || key === 'ArrowUp') return lineAway(words, at, key === 'ArrowDown' ? 1 : -1);
  return null;
}

/** The word of the next line, down or up, that is nearest to this one. */
function lineAway(words: readonly HTMLElement[], at: number, direction: 1 | -1): number {
  const boxes = words.map((word) => word.getBoundingClientRect());
  const here = boxes[at];
  if (!here) return at;
  const away = (box: DOMRect): number => (direction === 1 ? box.top - here.bottom : here.top - box.bottom);
  const beyond = boxes.map((box, index) => ({ box, index })).filter(({ box }) => away(box) > -0.5 * here.height && box !== here);
  const others = beyond.filter(({ box }) => Math.abs(middle(box, 'y') - middle(here, 'y')) > here.height / 2);
  const nearest = Math.min(...others.map(({ box }) => away(box)));
  const line = others.filter(({ box }) => away(box) < nearest + box.height / 2);
  const sideways = ({ box }: { box: DOMRect }): number => Math.abs(middle(box, 'x') - middle(here, 'x'));
  return line.sort((a, b) => sideways(a) - sideways(b))[0]?.index ?? at;
}

const middle = (box: DOMRect, axis: 'x' | 'y'): number => (axis === 'x' ? box.left + box.width / 2 : box.top + box.height / 2);

/** Scrolls the pane, never the page. */
function reveal(word: HTMLElement): void {
  const pane = word.closest('.scroll');
  if (!pane) return;
  const top = pane.getBoundingClientRect().top + (pane.querySelector('thead')?.offsetHeight ?? 0);
  const bottom = pane.getBoundingClientRect().bottom;
  const box = word.getBoundingClientRect();
  if (box.top < top) pane.scrollTop -= top - box.top + 8;
  else if (box.bottom > bottom) pane.scrollTop += box.bottom - bottom + 8;
}

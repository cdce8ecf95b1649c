/** What can be pointed at in a chart: buckets of time or slices, numbered from 0. */
export interface Places {
  count: () => number;
  at: (event: PointerEvent) => number | null;
  /** Several at once can be chosen. */
  ranges: () => boolean;
  rtl: () => boolean;
  /** Where one looks, and by what; `range`: the first and the last of what a choice made now would take. */
  look: (index: number | null, by: 'pointer' | 'keys', range: readonly [number, number] | null) => void;
  choose: (from: number, to: number) => void;
}

/** px that a pointer may move and still click. */
const STILL = 4;

const STEPS: Partial<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** Lets pointer and keys walk through a chart in the same way: they differ in how a place is found and in nothing that follows. */
export class Explorer {
  readonly #canvas: HTMLCanvasElement;
  readonly #places: Places;
  readonly #end = new AbortController();
  #index: number | null = null;
  /** Where a choice of several began. */
  #anchor: number | null = null;
  /** Where a pointer went down, while it is. */
  #pressedAt: number | null = null;
  #touchedBefore: number | null = null;

  constructor(canvas: HTMLCanvasElement, places: Places) {
    this.#canvas = canvas;
    this.#places = places;
    const { signal } = this.#end;
    canvas.addEventListener('pointermove', (event) => this.#move(event), { signal });
    canvas.addEventListener('pointerdown', (event) => this.#press(event), { signal });
    canvas.addEventListener('pointerup', (event) => this.#release(event), { signal });
    canvas.addEventListener('pointercancel', () => this.leave(), { signal });
    canvas.addEventListener('pointerleave', (event) => this.#out(event), { signal });
    document.addEventListener('pointerdown', (event) => event.composedPath().includes(canvas) || this.leave(), { signal });
    canvas.addEventListener('keydown', (event) => this.#key(event), { signal });
    canvas.addEventListener('focus', () => canvas.matches(':focus-visible') && this.#look(this.#index ?? this.#last, 'keys'), { signal });
    canvas.addEventListener('blur', () => this.leave(), { signal });
  }

  /** The place that is looked at. */
  get index(): number | null {
    return this.#index;
  }

  /** Looks at a place that has moved, since the data have. */
  follow(index: number | null): void {
    if (this.#anchor !== null && index !== this.#index) this.#anchor = null;
    this.#index = index;
  }

  leave(): void {
    if (this.#index === null && this.#pressedAt === null) return;
    this.#anchor = this.#pressedAt = this.#touchedBefore = null;
    this.#look(null, 'pointer');
  }

  end(): void {
    this.#end.abort();
  }

  get #last(): number {
    return this.#places.count() - 1;
  }

  #look(index: number | null, by: 'pointer' | 'keys'): void {
    this.#index = index;
    const range =
      index === null || this.#anchor === null ? null : ([Math.min(index, this.#anchor), Math.max(index, this.#anchor)] as const);
    this.#places.look(index, by, range);
  }

  #move(event: PointerEvent): void {
    const index = this.#places.at(event);
    if (this.#pressedAt !== null && Math.abs(event.clientX - this.#pressedAt) <= STILL) return;
    if (index !== this.#index || this.#pressedAt !== null) this.#look(index ?? (this.#pressedAt === null ? null : this.#index), 'pointer');
  }

  /** A finger leaves with each tap, and its numbers stay until it taps elsewhere. */
  #out({ pointerType }: PointerEvent): void {
    if (pointerType !== 'touch' && this.#pressedAt === null) this.leave();
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0) return;
    const index = this.#places.at(event);
    this.#touchedBefore = event.pointerType === 'mouse' ? index : this.#index;
    this.#pressedAt = event.clientX;
    this.#anchor = this.#places.ranges() ? index : null;
    if (this.#anchor !== null) this.#canvas.setPointerCapture(event.pointerId);
    this.#look(index, 'pointer');
  }

  #release(event: PointerEvent): void {
    if (this.#pressedAt === null) return;
    const [index, anchor, before] = [this.#index, this.#anchor, this.#touchedBefore];
    const clicked = Math.abs(event.clientX - this.#pressedAt) <= STILL;
    this.#pressedAt = this.#anchor = null;
    this.#look(index, 'pointer');
    if (index === null) return;
    if (!clicked && anchor !== null) this.#places.choose(Math.min(index, anchor), Math.max(index, anchor));
    // A finger has no hover: its first tap shows the numbers, its second chooses.
    else if (clicked && before === index) this.#places.choose(index, index);
  }

  #key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || this.#last < 0) return;
    if (this.#act(event)) event.preventDefault();
  }

  #act({ key, shiftKey }: KeyboardEvent): boolean {
    const at = this.#index ?? this.#last;
    if (key === 'Escape') {
      const shown = this.#index !== null;
      this.leave();
      return shown;
    }
    if (key === 'Enter' || key === ' ') {
      const from = this.#anchor ?? at;
      this.#anchor = null;
      this.#look(at, 'keys');
      this.#places.choose(Math.min(from, at), Math.max(from, at));
      return true;
    }
    const step = STEPS[key];
    if (step === undefined && key !== 'Home' && key !== 'End') return false;
    const mirrored = this.#places.rtl() && key.startsWith('Arrow') && (key === 'ArrowLeft' || key === 'ArrowRight');
    const to = step === undefined ? (key === 'Home' ? 0 : this.#last) : at + (mirrored ? -step : step);
    this.#anchor = shiftKey && this.#places.ranges() ? (this.#anchor ?? at) : null;
    this.#look(Math.min(this.#last, Math.max(0, to)), 'keys');
    return true;
  }
}

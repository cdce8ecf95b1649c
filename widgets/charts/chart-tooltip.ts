import type { Moment } from './chart-data.ts';
import { sliceColour } from './pie-chart.ts';
import type { Theme } from './theme.ts';

const AWAY = 12;

/**
 * Numbers of one moment, beside it; the same words are read out where keys brought one there. Placed through the CSSOM, which a strict policy allows.
 * Texts are set as texts, never as HTML.
 */
export class ChartTooltip {
  readonly #box = document.createElement('div');
  readonly #spoken = document.createElement('div');
  readonly #frame: HTMLElement;

  /** @param frame - positioned element around the canvas */
  constructor(frame: HTMLElement) {
    this.#frame = frame;
    this.#box.setAttribute('part', 'tooltip');
    this.#box.setAttribute('aria-hidden', 'true');
    this.#box.hidden = true;
    this.#spoken.className = 'spoken';
    this.#spoken.setAttribute('role', 'status');
    frame.append(this.#box, this.#spoken);
  }

  /** @param at - px in the frame; the box stands beside it */
  show(moment: Moment, at: { x: number; y: number }, theme: Theme): void {
    const box = this.#box;
    box.hidden = false;
    box.replaceChildren(textNode('strong', moment.title), ...(moment.rows.length > 0 ? [rowsOf(moment, theme)] : []));
    if (moment.note) box.append(textNode('small', moment.note));
    const room = this.#frame.clientWidth;
    const { offsetWidth: width, offsetHeight: height } = box;
    const after = at.x + AWAY;
    const before = at.x - AWAY - width;
    const fits = theme.rtl ? before >= 0 : after + width <= room;
    const wanted = fits === theme.rtl ? before : after;
    const x = Math.min(Math.max(0, wanted), Math.max(0, room - width));
    const y = Math.min(Math.max(0, at.y), Math.max(0, this.#frame.clientHeight - height));
    box.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  speak(moment: Moment): void {
    const rows = moment.rows.map(({ label, value }) => `${label} ${value}`);
    const text = [moment.title, ...rows, ...(moment.note ? [moment.note] : [])].join('; ');
    if (this.#spoken.textContent !== text) this.#spoken.textContent = text;
  }

  hide(): void {
    this.#box.hidden = true;
    this.#spoken.textContent = '';
  }

  remove(): void {
    this.#box.remove();
    this.#spoken.remove();
  }
}

function rowsOf({ rows }: Moment, theme: Theme): HTMLElement {
  const list = document.createElement('dl');
  for (const { label, value, colour, tone } of rows) {
    const name = textNode('dt', label);
    if (colour) {
      const mark = document.createElement('i');
      mark.style.background = sliceColour({ color: colour, ...(tone && { tone }) }, theme);
      name.prepend(mark);
    }
    list.append(name, textNode('dd', value));
  }
  return list;
}

function textNode(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

import { fixture, html, waitUntil } from '@open-wc/testing';
import '../../widgets/define.ts';
import type { Journey } from '../../gateway/contract/journey.ts';
import type { BotJourney, BotProvider } from '../../widgets/index.ts';
import { answered, partOf } from './support/elements.ts';
import type { Lane } from './support/lane.ts';

/** For a busy machine. */
export const PATIENT = { timeout: 15_000 };

interface Options {
  width?: number;
  attributes?: Record<string, string>;
  business?: string;
}

export async function mount(lane: Lane, { width = 1200, attributes = {}, business = 'halden' }: Options = {}) {
  const provider = await fixture<BotProvider>(html`
    <bot-provider gateway=${lane.url} range="7d" tz="UTC" business=${business} .getToken=${lane.getToken}></bot-provider>
  `);
  provider.style.display = 'block';
  provider.style.width = `${width}px`;
  const journey = document.createElement('bot-journey');
  for (const [name, value] of Object.entries(attributes)) journey.setAttribute(name, value);
  provider.append(journey);
  await answered(journey);
  return { provider, journey };
}

export const graphOf = (journey: BotJourney) => partOf(journey, 'graph');
export const drawn = (journey: BotJourney) =>
  waitUntil(() => graphOf(journey)?.hasAttribute('data-drawn'), 'the graph was not drawn', PATIENT);
export const canvasOf = (journey: BotJourney) => journey.shadowRoot!.querySelector('canvas')!;
export const buttonOf = (journey: BotJourney, id: string) =>
  journey.shadowRoot!.querySelector<HTMLButtonElement>(`[data-node="${CSS.escape(id)}"]`)!;
export const dataOf = (journey: BotJourney) => journey.answer!.data;
export const press = (target: Element, key: string) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }));
export const switchTo = (journey: BotJourney, name: string) => {
  const label = [...partOf(journey, 'switch')!.querySelectorAll('label')].find(({ textContent }) => textContent.trim() === name)!;
  label.querySelector('input')!.click();
};
export const focused = (journey: BotJourney) => (journey.shadowRoot!.activeElement as HTMLElement | null)?.dataset.node;

/** How many colours are on the canvas: one, when nothing is drawn. */
export function coloursOn(canvas: HTMLCanvasElement): number {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
}

export const journeyOf = async (lane: Lane, query = '') =>
  (await lane.ask<{ data: Journey }>(`/v1/journey?range=7d&tz=UTC&business=halden${query}`)).data;

import { fixture, html, waitUntil } from '@open-wc/testing';
import '../../widgets/provider/define.ts';
import '../../widgets/stories/define.ts';
import type { Stories } from '../../gateway/contract/stories.ts';
import type { BotProvider, BotStories } from '../../widgets/index.ts';
import { answered } from './support/elements.ts';
import { openLane } from './support/lane.ts';

export const lane = openLane();

export interface Mounted {
  provider: BotProvider;
  element: BotStories;
  data: Stories;
}

/** Yesterday, so that nothing changes while a test looks. */
export async function mount({ width = 1100, lang = 'en', dir = 'ltr' } = {}): Promise<Mounted> {
  const provider = await fixture<BotProvider>(html`
    <bot-provider gateway=${lane.url} business="halden" range="yesterday" tz="UTC" lang=${lang} dir=${dir} .getToken=${lane.getToken}>
      <bot-stories></bot-stories>
    </bot-provider>
  `);
  provider.style.width = `${width}px`;
  const element = provider.querySelector('bot-stories')!;
  await answered(element);
  await waitUntil(() => table(element) !== null, 'no table', { timeout: 10_000 });
  return { provider, element, data: element.answer!.data };
}

export const table = (element: BotStories) => element.shadowRoot!.querySelector('table');
export const rowsOf = (element: BotStories) => [...table(element)!.tBodies[0]!.rows];
export const namesOf = (element: BotStories) => rowsOf(element).map((row) => row.querySelector<HTMLElement>('.name')!.title);
export const rowOf = (element: BotStories, name: string) => rowsOf(element)[namesOf(element).indexOf(name)]!;
export const canvasOf = (element: BotStories) => element.shadowRoot!.querySelector('canvas')!;
export const drawn = (element: BotStories) =>
  waitUntil(() => canvasOf(element).dataset.drawn !== undefined, 'not drawn', { timeout: 10_000 });
export const focused = (element: BotStories) => element.shadowRoot!.activeElement as HTMLElement;
export const sliceNames = (element: BotStories) =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('.legend .name')].map(({ title }) => title);

export function press(element: BotStories, key: string, init: KeyboardEventInit = {}): Promise<unknown> {
  focused(element).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }));
  return element.updateComplete;
}

export async function openFirst(element: BotStories): Promise<HTMLTableRowElement> {
  const row = rowsOf(element)[0]!;
  row.querySelector<HTMLElement>('.expander')!.click();
  await element.updateComplete;
  return row;
}

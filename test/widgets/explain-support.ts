import { fixture, html, waitUntil } from '@open-wc/testing';
import '../../widgets/define.ts';
import type { BotProvider } from '../../widgets/index.ts';
import { answered, partOf } from './support/elements.ts';
import type { Lane } from './support/lane.ts';

export type Tag = 'bot-trends' | 'bot-stories' | 'bot-words' | 'bot-journey' | 'bot-messages';
export type Settings = Record<string, string>;

/** Yesterday, so that nothing changes while a test looks. */
export const ASKED = 'range=yesterday&tz=Europe/Berlin&business=halden';

export async function mount(tags: readonly Tag[], lane: Lane, settings: Settings = {}, place: Settings = {}) {
  const provider = await fixture<BotProvider>(html`
    <bot-provider gateway=${lane.url} business="halden" range="yesterday" tz="Europe/Berlin" .getToken=${lane.getToken}></bot-provider>
  `);
  for (const [name, value] of Object.entries(place)) provider.setAttribute(name, value);
  const elements = tags.map((tag) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(settings)) element.setAttribute(name, value);
    provider.append(element);
    return element;
  });
  for (const element of elements) await answered(element);
  const element = elements[0] as HTMLElement;
  await waitFor(() => find(element, 'button.explain') !== null, 'nothing explains itself');
  return { provider, element, elements };
}

export const waitFor = (condition: () => unknown, fault: string) => waitUntil(condition, fault, { timeout: 15_000 });
export const find = (element: Element, selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector);
export const panel = (element: Element) => partOf(element, 'explanation');
export const isOpen = (element: Element) => panel(element)?.matches(':popover-open') ?? false;
export const opened = (element: Element) => waitFor(() => isOpen(element), 'no explanation');
export const closed = (element: Element) => waitFor(() => !isOpen(element), 'it stayed');
export const said = (element: Element) => panel(element)!.textContent.replaceAll(/\s+/g, ' ');
export const focused = (element: Element) => element.shadowRoot!.activeElement;
export const exact = (count: number) => new Intl.NumberFormat('en').format(count);
export const way = (element: Element) => panel(element)!.querySelector<HTMLButtonElement>('.way button');
/** Of all figures, in their order. */
export const values = (element: Element) =>
  [...panel(element)!.querySelectorAll('.figure-of > .value strong, .figure-of > summary strong')].map(({ textContent }) => textContent);

export async function explained(element: HTMLElement, button: string | HTMLElement): Promise<void> {
  (typeof button === 'string' ? find(element, button)! : button).click();
  await opened(element);
}

export const figure = (name: string) => `.figure:has(.${name}) > button.explain`;

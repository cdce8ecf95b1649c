import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import type { ReportElement } from '../../../widgets/internal/report-element.ts';
import type { Catalogue } from '../../../widgets/internal/texts.ts';
import './second-attempts.ts';

type Widget = ReportElement<unknown, Catalogue>;

/** What a viewer can read, without what only the tools of the trade see. */
export function textOf(element: Element): string {
  const root = element.shadowRoot ?? element;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (parentElement && !parentElement.closest('style, script') && parentElement.checkVisibility()) texts.push(textContent ?? '');
  }
  return texts.join(' ').replaceAll(/\s+/g, ' ').trim();
}

/** Waits for a text that a viewer can read. */
export const shows = (element: Element, text: string | RegExp): Promise<void> =>
  waitUntil(
    () => (typeof text === 'string' ? textOf(element).includes(text) : text.test(textOf(element))),
    `It never showed ${String(text)}: ${textOf(element)}`,
    { timeout: 15_000 },
  );

/** Waits until the widget has numbers and has drawn them. */
export async function answered(element: Element): Promise<void> {
  await waitUntil(() => (element as Widget).answer !== null, 'no answer', { timeout: 15_000 });
  await (element as Widget).updateComplete;
}

export const partOf = (element: Element, part: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(`[part~='${part}']`) ?? null;

/** The audit of axe, once the widget stands still. */
export async function audit(element: Element): Promise<void> {
  await aTimeout(400);
  await expect(element).to.be.accessible();
}

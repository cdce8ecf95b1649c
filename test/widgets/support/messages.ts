import { fixture, html, waitUntil } from '@open-wc/testing';
import '../../../widgets/define.ts';
import type { MessageOut } from '../../../gateway/contract/message.ts';
import type { BotMessages, BotProvider } from '../../../widgets/index.ts';
import { answered } from './elements.ts';
import type { Lane } from './lane.ts';

/** What `GET /v1/messages` answers, as far as the tests read it. */
export interface Answer {
  data: { messages: MessageOut[]; next: string | null };
}

/** A list in a provider of its own, drawn. */
export async function mount(lane: Lane, attributes: Record<string, string> = {}) {
  const provider = await fixture<BotProvider>(html`
    <bot-provider gateway=${lane.url} range="7d" tz="UTC" .getToken=${lane.getToken}></bot-provider>
  `);
  const element = document.createElement('bot-messages');
  for (const [name, value] of Object.entries(attributes)) provider.setAttribute(name, value);
  provider.append(element);
  await answered(element);
  await waitUntil(() => element.shadowRoot!.querySelector('.row, [part="message"]') !== null, 'nothing was drawn', { timeout: 15_000 });
  return { provider, element };
}

export const all = (element: BotMessages, selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
export const one = (element: BotMessages, selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector);
export const texts = (element: BotMessages) => all(element, '.row .said').map(({ textContent }) => textContent);
export const rows = (element: BotMessages, count: number) =>
  waitUntil(() => all(element, '.row').length === count, `not ${count} rows`, { timeout: 15_000 });

let ids = 0;
/** A conversation of its own. */
export const place = (conversation = `t-${Date.now()}-${(ids += 1)}`) => ({
  business: 'halden',
  bot: 'booking',
  conversation,
  user: 'u-1',
});
export const message = (text: string, more: object = {}) => ({
  id: `m-${(ids += 1)}-${Math.random()}`,
  timestamp: new Date().toISOString(),
  sender: 'user',
  text,
  ...more,
});

/** A word that no other message holds; of letters, since one in ten numbers of 13 digits is masked as a card's. */
export const newWord = (): string =>
  `zebra${Array.from(crypto.randomUUID(), (char) => 'abcdefghijklmnop'[parseInt(char, 16)] ?? '').join('')}`;

export function type(element: BotMessages, text: string): void {
  const field = one(element, 'input[type="search"]') as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input'));
}

export function press(element: BotMessages, key: string): void {
  const target = element.shadowRoot!.activeElement ?? element;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
}

/** What the Tab key reaches. */
const REACHABLE =
  ':is(a[href], button:enabled, select:enabled, input:enabled:not([type="radio"]:not(:checked)), [tabindex="0"]):not([tabindex="-1"])';

/**
 * Keeps the focus in a widget when what has it goes away or can no longer be pressed (a chip taken off, "try again", the way back): it goes to
 * the neighbour, else to the widget as a whole, and never to the top of the page.
 *
 * @param root - of the widget, before it changes
 * @returns to be called when it has changed; does nothing where something there set the focus itself
 */
export function keepFocus(root: ShadowRoot): () => void {
  const held = root.activeElement;
  if (!(held instanceof HTMLElement)) return () => undefined;
  const order = [...root.querySelectorAll<HTMLElement>(REACHABLE)];
  const panel = held.closest('[popover]');
  const opener = panel ? root.querySelector<HTMLElement>(`[popovertarget="${panel.id}"]`) : null;
  return () => {
    if (root.activeElement && !root.activeElement.matches(':disabled')) return;
    const isClosed = panel?.matches(':not(:popover-open)') ?? false;
    // Moved with its row, perhaps.
    const next = canHold(held) ? held : isClosed && opener ? opener : neighbourOf(held, order);
    if (next) next.focus({ preventScroll: true });
    else focusWhole(root);
  };
}

function neighbourOf(held: HTMLElement, order: readonly HTMLElement[]): HTMLElement | undefined {
  const at = order.indexOf(held);
  if (at < 0) return undefined;
  const near = [...order.slice(at + 1), ...order.slice(0, at).reverse()];
  const place = held.parentElement;
  return near.find((element) => element.parentElement === place && canHold(element)) ?? near.find(canHold);
}

const canHold = (element: HTMLElement): boolean => element.isConnected && element.matches(REACHABLE) && element.checkVisibility();

function focusWhole(root: ShadowRoot): void {
  const whole = root.querySelector<HTMLElement>('[part="base"]');
  if (!whole) return;
  whole.tabIndex = -1;
  whole.addEventListener('blur', () => whole.removeAttribute('tabindex'), { once: true });
  whole.focus({ preventScroll: true });
}

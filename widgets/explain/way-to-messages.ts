import type { Permission, ScopeAnswer } from '../../gateway/contract/scope.ts';
import { scopeOf } from '../download/may-download.ts';
import { type Filters, toQuery } from '../internal/settings.ts';
import type { ExplainHost } from './explain-panel.ts';
import type { Way } from './explanation.ts';

/** A list of messages in the page, whatever its tag and whichever copy of the library it is of. */
interface MessageList extends ExplainHost {
  search: string | null | undefined;
  shown: Way['shown'] | null | undefined;
}

/**
 * The list that can show exactly what a widget counts: in the same page, following the same provider, asked for the same bots and time, and of bots
 * whose messages the viewer may all see. `null`: there is none, or it is not known yet.
 *
 * @param onLoad - called when it is known what the viewer may see
 */
export function listBehind(host: ExplainHost, onLoad: () => void): MessageList | null {
  const { session, currentProvider, settings } = host;
  if (!session || !currentProvider) return null;
  const scope = scopeOf(session, onLoad);
  if (!scope || !seesAll(scope, settings)) return null;
  const asked = JSON.stringify(toQuery(settings));
  for (const element of elementsIn(document)) {
    if (!isList(element) || element.session !== session || element.currentProvider !== currentProvider) continue;
    if (JSON.stringify(toQuery(element.settings)) === asked) return element;
  }
  return null;
}

/** Whether each bot whose numbers are in a report is one whose messages may be seen: else the list would be shorter than the number. */
export function seesAll({ businesses }: ScopeAnswer, { business, bot }: Pick<Filters, 'business' | 'bot'>): boolean {
  const bots = businesses.flatMap(({ id, bots }) =>
    bots
      .filter((each) => bot.length === 0 || bot.includes(`${encodeURIComponent(id)}/${encodeURIComponent(each.id)}`))
      .filter(() => business.length === 0 || business.includes(id)),
  );
  const has = (permission: Permission) => bots.filter(({ permissions }) => permissions.includes(permission));
  const counted = has('reports');
  const listed = has('messages');
  return counted.length > 0 && counted.every((each) => listed.includes(each)) && listed.length === counted.length;
}

/** Lets the list show the messages, and goes there; nothing where the page prevents the selection. */
export function showMessages(host: ExplainHost, list: MessageList, { selection, shown }: Way): void {
  if (!host.requestSelection(selection)) return;
  Object.assign(list, { shown, search: '' });
  const base = list.renderRoot.querySelector<HTMLElement>('[part="base"]');
  if (!base) return;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  base.tabIndex = -1;
  base.addEventListener('blur', () => base.removeAttribute('tabindex'), { once: true });
  base.focus({ preventScroll: true });
  base.scrollIntoView({ block: 'start', behavior: isCalm ? 'auto' : 'smooth' });
}

function isList(element: Element): element is MessageList {
  const { question } = element as Partial<MessageList>;
  return typeof question === 'function' && question.call(element as MessageList)?.path === 'messages';
}

/** All elements of a tree, those in open shadow roots too. */
function* elementsIn(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* elementsIn(element.shadowRoot);
  }
}

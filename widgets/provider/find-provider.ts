import type { ReactiveController } from 'lit';
import type { Session } from '../data/session.ts';
import type { Formats } from '../internal/format.ts';
import type { Selection } from '../internal/selection.ts';
import type { Filters, Settings } from '../internal/settings.ts';
import type { Catalogue } from '../internal/texts.ts';
import type { GetToken } from '../data/token-source.ts';

/** What a widget needs of a provider, whatever tag and copy of the library it comes from. */
export interface Provider extends HTMLElement {
  readonly settings: Settings;
  readonly session: Session | null;
  readonly getToken: GetToken | undefined;
  readonly selection: Selection;
  /** What a reset goes back to; another copy of the library may not know it. */
  readonly initialFilters?: Filters;
  readonly texts: Partial<Catalogue> | undefined;
  /** Another copy of the library may not know it. */
  readonly formats?: Formats | undefined;
  /** Takes filters, as a viewer asked for them. */
  apply(filters: Partial<Filters>): void;
  select(selection: Selection): void;
  /** Calls back after each change of the above. @returns the way to stop */
  subscribe(listener: () => void): () => void;
}

/** The number is that of this interface: another copy of the library with the same one fits, whatever its version. */
export const PROVIDER = Symbol.for('bot-widgets/provider/1');

const isProvider = (node: Node | null): node is Provider => node !== null && PROVIDER in node;

/** The provider named by its id, looked for in the element's own tree and then in the page; else the nearest around it, across shadow roots. */
export function findProvider(element: Element, id: string | undefined): Provider | null {
  if (id !== undefined && id !== '') {
    const root = element.getRootNode();
    const inTree = root instanceof ShadowRoot ? root.getElementById(id) : null;
    const named = inTree ?? document.getElementById(id);
    return isProvider(named) ? named : null;
  }
  for (let node: Node | null = parentOf(element); node !== null; node = parentOf(node)) if (isProvider(node)) return node;
  return null;
}

function parentOf(node: Node): Node | null {
  if (node instanceof ShadowRoot) return node.host;
  return (node instanceof Element ? node.assignedSlot : null) ?? node.parentNode;
}

/** An event of the document, since those who search may be of another copy of the library. */
const CHANGE = 'bot-widgets-provider-1';

/** Tells all who search: a provider has come, gone or taken another id. */
export function announceProvider(): void {
  // A server renders attributes without a page.
  if ('document' in globalThis) document.dispatchEvent(new Event(CHANGE));
}

interface ProviderHost extends Element {
  addController(controller: ReactiveController): void;
  requestUpdate(): void;
  readonly provider: string | undefined;
}

/** Keeps a widget's provider: found when it connects, and again when a provider comes or goes. */
export class ProviderController implements ReactiveController {
  current: Provider | null = null;
  readonly #host: ProviderHost;
  #id: string | undefined;
  #stop: (() => void) | undefined;

  constructor(host: ProviderHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener(CHANGE, this.#search);
    this.#search();
    // Also where there is none any more: what the one before gave must go.
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    document.removeEventListener(CHANGE, this.#search);
    this.#take(null);
  }

  hostUpdate(): void {
    if (this.#id !== this.#host.provider) this.#search();
  }

  readonly #search = (): void => {
    this.#id = this.#host.provider;
    const found = findProvider(this.#host, this.#id);
    if (found === this.current) return;
    this.#take(found);
    this.#host.requestUpdate();
  };

  #take(provider: Provider | null): void {
    this.#stop?.();
    this.current = provider;
    this.#stop = provider?.subscribe(() => this.#host.requestUpdate());
  }
}

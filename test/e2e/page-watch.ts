import type { BotTrends } from '../../widgets/index.ts';
import { REPORTS } from '../support/reports.ts';
import { type Demo } from './support.ts';

interface Leaks {
  /** How many elements the head has more than the page put there. */
  head: number;
  sheets: number;
  styles: number;
  /** Attributes of the root and the body. */
  attributes: string[];
  globals: string[];
  /** Children of the body. */
  body: number;
}

export interface Watch {
  watch: {
    leaks: () => Leaks;
    /** Listeners and timers. */
    left: () => string[];
    /** As if the tab came to the front, or went behind another: Chromium, driven, takes all its pages for seen. */
    look: (state: string) => void;
  };
}

type Method = (...rest: unknown[]) => void;

/** Runs in the page before all else: writes down what is left in it that is everybody's. */
export function watchPage(): void {
  const left = new Set<string>();
  const name = (target: EventTarget, type: string, id: number): string | null => {
    const everybodys = target === window || target === document || target === document.documentElement || target === document.body;
    const kept = target instanceof MediaQueryList || target === document.fonts;
    return everybodys || kept ? `${target.constructor.name} ${type} ${id}` : null;
  };
  const ids = new Map<unknown, number>();
  const idOf = (listener: unknown): number => ids.get(listener) ?? (ids.set(listener, ids.size), ids.size - 1);
  const own = EventTarget.prototype;
  const [add, remove] = [Reflect.get(own, 'addEventListener') as Method, Reflect.get(own, 'removeEventListener') as Method];
  own.addEventListener = function (this: EventTarget, ...rest) {
    const [type, listener, options] = rest;
    const key = name(this, type, idOf(listener));
    if (key !== null) left.add(key);
    if (key !== null && typeof options === 'object') options.signal?.addEventListener('abort', () => left.delete(key));
    Reflect.apply(add, this, rest);
  };
  own.removeEventListener = function (this: EventTarget, ...rest) {
    const [type, listener] = rest;
    left.delete(name(this, type, idOf(listener)) ?? '');
    Reflect.apply(remove, this, rest);
  };
  const [set, clear] = [window.setInterval.bind(window), window.clearInterval.bind(window)];
  const timed = (handler: TimerHandler, ...rest: unknown[]): number => {
    const id = Reflect.apply(set, window, [handler, ...rest]) as number;
    left.add(`interval ${id}`);
    return id;
  };
  Object.assign(window, {
    setInterval: timed,
    clearInterval: (id: number) => {
      left.delete(`interval ${id}`);
      clear(id);
    },
  });
  const before = new Set(Object.getOwnPropertyNames(window));
  before.add('watch');
  // Of lit, which finds itself by them when it is twice in a page; there whoever brings it.
  for (const lits of ['litElementVersions', 'litHtmlVersions', 'litPropertyMetadata', 'reactiveElementVersions']) before.add(lits);
  const leaks = (): Leaks => ({
    head: document.head.querySelectorAll(':scope > :not(meta, title, link[href="bench.css"], script[src])').length,
    sheets: document.adoptedStyleSheets.length,
    styles: document.querySelectorAll('style, [style]').length,
    attributes: [document.documentElement, document.body].flatMap((element) => element.getAttributeNames()).filter((own) => own !== 'lang'),
    globals: Object.getOwnPropertyNames(window).filter((own) => !before.has(own)),
    body: document.body.children.length,
  });
  let state: string | null = null;
  const seen = Object.getOwnPropertyDescriptor(Document.prototype, 'visibilityState');
  Object.defineProperty(document, 'visibilityState', { get: () => state ?? (seen?.get?.call(document) as string) });
  const look = (to: string): void => {
    state = to;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const ours = () => [...left].filter((key) => !key.includes('securitypolicyviolation'));
  Object.assign(window, { watch: { leaks, left: ours, look } });
}

type Looks = Record<string, Record<string, string>>;

/** Computed styles and boxes of what is in shadow roots: one of each kind of element. Runs in the page. */
export function stylesWithin(): Looks {
  const found: Looks = {};
  const look = (element: Element, host: Element): void => {
    const kind = [host.localName, element.localName, element.getAttribute('part') ?? '', element.getAttribute('class') ?? ''].join(' ');
    if (!(kind in found)) {
      const [box, frame] = [element.getBoundingClientRect(), host.getBoundingClientRect()];
      const styles = getComputedStyle(element);
      const place = [box.x - frame.x, box.y - frame.y, box.width, box.height].map((number) => number.toFixed(1)).join(' ');
      found[kind] = Object.fromEntries([
        ['place', place],
        ...[...styles].filter((name) => !name.startsWith('--')).map((name) => [name, styles.getPropertyValue(name)]),
      ]) as Record<string, string>;
    }
    for (const child of element.children) look(child, host);
  };
  for (const host of document.querySelectorAll('.place > *')) for (const child of host.shadowRoot?.children ?? []) look(child, host);
  return found;
}

/** In words, what is other in the second. */
export function differences(plain: Looks, other: Looks): string[] {
  return Object.entries(plain).flatMap(([kind, styles]) =>
    Object.entries(styles)
      .filter(([name, value]) => other[kind]?.[name] !== value)
      .map(([name, value]) => `${kind}: ${name}: ${other[kind]?.[name]}, not ${value}`),
  );
}

/** Moves the page's `<bot-trends>` there, and reads at every frame what exact figures it shows, until it has some (or a second has passed). Runs in the page. */
export async function drawnFrames(place: string): Promise<string[]> {
  const trends = document.querySelector<BotTrends>('bot-trends');
  if (!trends) throw new Error('There is no bot-trends.');
  const read = () =>
    [...(trends.shadowRoot?.querySelectorAll('[role="tooltip"] strong') ?? [])].map(({ textContent }) => textContent).join(' ');
  document.querySelector(place)?.append(trends);
  const frames: string[] = [];
  const until = performance.now() + (place === '#none' ? 1000 : 10_000);
  while (performance.now() < until) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    frames.push(read());
    if (trends.answer && read() !== '') break;
  }
  return frames;
}

const ENTRIES = ['widgets', 'provider', 'filters', ...REPORTS].map((name) => `bot-${name}.js`);

/** Every script that a browser may load from the gateway, by its path below `/widgets/`: what the entries name, and what that names. */
export async function builtFiles({ gateway }: Demo): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const waiting = [...ENTRIES];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const response = await fetch(`${gateway}/widgets/${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    const text = await response.text();
    files.set(path, text);
    const base = new URL(path, 'http://build/');
    for (const [, name = ''] of text.matchAll(/["'`](\.{1,2}\/[\w./-]+\.js)["'`]/g)) waiting.push(new URL(name, base).pathname.slice(1));
  }
  return files;
}

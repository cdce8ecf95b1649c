import type { Catalogue } from './texts.ts';

type Loader = () => Promise<Partial<Catalogue>>;

/** English is built in and stands in for what a language lacks; others are loaded when a page speaks them. */
const loaders = new Map<string, Loader>([['de', () => import('./texts-de.ts').then(({ de }) => de)]]);
const loaded = new Map<string, Partial<Catalogue>>([['en', {}]]);

/** English texts of modules that come later: what a page never loads needs no words. */
export const laterEnglish: Record<string, Catalogue[string]> = {};

export function addEnglish(texts: Catalogue): void {
  Object.assign(laterEnglish, texts);
}

/** Adds a language, or replaces one. @param tag - BCP 47, such as `fr` or `pt-BR` */
export function addLanguage(tag: string, texts: Partial<Catalogue>): void {
  loaded.set(tag.toLowerCase(), texts);
}

/**
 * The texts of the language that is nearest to the locale.
 *
 * @param onLoad - called when they have come, if they are not here yet
 * @returns `null` while they are loading
 */
export function textsFor(locale: string, onLoad: () => void): Partial<Catalogue> | null {
  const tag = locale.toLowerCase();
  const name = [tag, tag.split('-')[0] ?? ''].find((candidate) => loaded.has(candidate) || loaders.has(candidate)) ?? 'en';
  const known = loaded.get(name);
  if (known) return known;
  void load(name).then(onLoad);
  return null;
}

async function load(name: string): Promise<void> {
  try {
    loaded.set(name, (await loaders.get(name)?.()) ?? {});
  } catch {
    // A widget in English is better than none.
    loaded.set(name, {});
  }
}

/** The language of an element: the nearest `lang` around it, across shadow roots; else English. */
export function localeOf(element: Element): string {
  for (let node: Node | null = element; node !== null; node = node instanceof ShadowRoot ? node.host : node.parentNode) {
    const lang = node instanceof Element ? node.getAttribute('lang') : null;
    if (lang !== null && lang !== '' && isLocale(lang)) return lang;
  }
  return 'en';
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

const followers = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Calls back when the page's language changes. One observer for all. @returns the way to stop */
export function watchLanguage(listener: () => void): () => void {
  followers.add(listener);
  if (!observer) {
    observer = new MutationObserver(() => followers.forEach((follower) => follower()));
    observer.observe(document.documentElement, { attributeFilter: ['lang'] });
  }
  return () => {
    if (!followers.delete(listener) || followers.size > 0) return;
    observer?.disconnect();
    observer = undefined;
  };
}

import { type ColourName, palette } from '../internal/styles/palette.ts';
import { parseColour, writeColour } from './colour.ts';

/** What a canvas must know, since it does not follow CSS: colours as `rgba(...)`, sizes in px. */
export interface Theme {
  readonly colours: Readonly<Record<ColourName, string>>;
  readonly fontFamily: string;
  /** Of notes, which is what a chart writes. */
  readonly fontSize: number;
  /** Of corners, px. */
  readonly radius: number;
  readonly reducedMotion: boolean;
  readonly forcedColours: boolean;
  /** Text runs from right to left, and so does time. */
  readonly rtl: boolean;
}

const PRIVATE: Partial<Record<ColourName, string>> = { handedOff: 'handed-off' };
const privateName = (name: ColourName): string => `--_${PRIVATE[name] ?? name.replace(/^c(?=\d)/, '')}`;

/** What the system's colours stand for when the viewer has set their own; marks keep ours, told apart by labels and tooltips too. */
const FORCED: Partial<Record<ColourName, string>> = {
  text: 'CanvasText',
  muted: 'CanvasText',
  surface: 'Canvas',
  line: 'GrayText',
  accent: 'Highlight',
  focus: 'Highlight',
};

const NAMES = Object.keys(palette.light) as ColourName[];
const matches = (query: string): boolean => matchMedia(query).matches;
const REDUCED_MOTION = '(prefers-reduced-motion: reduce)';
const FORCED_COLOURS = '(forced-colors: active)';

/**
 * Reads the host's private properties (`--_text` ...) as the colours that they come to: a probe inside its shadow root is asked, since a custom property
 * itself is read as it was written (`light-dark(...)`). The probe is styled through the CSSOM, which a strict policy allows.
 */
export function readTheme(host: HTMLElement): Theme {
  const forcedColours = matches(FORCED_COLOURS);
  // Where it is understood it gives sRGB for whatever a page has written, `oklch(...)` too.
  const toSrgb = CSS.supports('color', 'rgb(from red r g b)');
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.setProperty('forced-color-adjust', 'none');
  probe.style.fontSize = 'var(--_note, 0.75rem)';
  probe.style.borderTopLeftRadius = 'var(--_radius, 0.375rem)';
  const spans = NAMES.map((name) => {
    const span = document.createElement('span');
    const colour = (forcedColours ? FORCED[name] : undefined) ?? `var(${privateName(name)})`;
    span.style.color = toSrgb ? `rgb(from ${colour} r g b)` : colour;
    return span;
  });
  probe.append(...spans);
  (host.shadowRoot ?? host).append(probe);
  const colours = Object.fromEntries(
    NAMES.map((name, at) => [name, writeColour(parseColour(getComputedStyle(spans[at] ?? probe).color))]),
  ) as Record<ColourName, string>;
  const { fontFamily, fontSize, borderTopLeftRadius, direction } = getComputedStyle(probe);
  probe.remove();
  return {
    colours,
    fontFamily,
    fontSize: parseFloat(fontSize) || 12,
    radius: parseFloat(borderTopLeftRadius) || 0,
    reducedMotion: matches(REDUCED_MOTION),
    forcedColours,
    rtl: direction === 'rtl',
  };
}

const TELLING = /^(class|style|dir|lang|data-.*|.*theme.*|.*scheme.*)$/;

/**
 * Calls back, once for what changes together, when the host may look otherwise: the viewer's preferences, a font that has come, or an attribute of something
 * around it (also across shadow roots) by which pages switch their theme. @returns its end
 */
export function watchTheme(host: HTMLElement, callback: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      callback();
    });
  };
  const queries = ['(prefers-color-scheme: dark)', REDUCED_MOTION, FORCED_COLOURS].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', later);
  document.fonts.addEventListener('loadingdone', later);
  const observer = new MutationObserver((records) => {
    if (records.some(({ attributeName }) => TELLING.test(attributeName ?? ''))) later();
  });
  for (const ancestor of around(host)) observer.observe(ancestor, { attributes: true });
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.fonts.removeEventListener('loadingdone', later);
    for (const query of queries) query.removeEventListener('change', later);
  };
}

/** The element and all that it stands in, by where it is shown: slots and the hosts of shadow roots among them. */
function* around(element: Element): Generator<Element> {
  for (let at: Element | null = element; at;) {
    yield at;
    const root: Node = at.getRootNode();
    at = at.assignedSlot ?? at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
}

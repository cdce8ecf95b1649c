import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { parseColour } from '../../widgets/charts/colour.ts';
import { readTheme } from '../../widgets/charts/theme.ts';
import '../../widgets/define.ts';
import type { BotMessages, BotProvider, BotTrends, BotWords, Formats } from '../../widgets/index.ts';
import { answered, partOf, textOf } from './support/elements.ts';
import { openLane } from './support/lane.ts';

const TAGS = ['bot-filters', 'bot-trends', 'bot-stories', 'bot-words', 'bot-journey', 'bot-messages'] as const;

type Place = Partial<Record<'class' | 'style' | 'data-bs-theme' | 'lang', string>>;

/** All widgets in a provider, in a place of their own that a system's theme may apply to; nobody is signed in. */
async function mountIdle(place: Place): Promise<BotProvider> {
  const around = await fixture<HTMLElement>(html`<div></div>`);
  for (const [name, value] of Object.entries(place)) around.setAttribute(name, value);
  const provider = document.createElement('bot-provider');
  provider.append(...TAGS.map((tag) => document.createElement(tag)));
  around.append(provider);
  for (const tag of TAGS) await provider.querySelector(tag)!.updateComplete;
  return provider;
}

/** The same, with numbers. */
async function mountAll(place: Place = {}): Promise<BotProvider> {
  const lane = openLane();
  const provider = await mountIdle(place);
  Object.assign(provider, { gateway: lane.url, range: '30d', tz: 'UTC', getToken: lane.getToken });
  for (const tag of TAGS.slice(1)) await answered(provider.querySelector(tag)!);
  const isDrawn = (tag: string) => provider.querySelector(tag)!.shadowRoot!.querySelector('.skeleton') === null;
  await waitUntil(() => TAGS.every(isDrawn), 'not drawn', { timeout: 15_000 });
  return provider;
}

const inside = (element: Element): Element[] => [...element.shadowRoot!.querySelectorAll('*')];

const sheets = new Set<HTMLLinkElement>();

afterEach(() => {
  for (const link of sheets) link.remove();
  sheets.clear();
});

async function sheet(path: string): Promise<void> {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: path });
  sheets.add(link);
  document.head.append(link);
  await new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${path} is not there`));
  });
}

/** What a custom property of the system comes to, there. */
function systemColour(place: Element, value: string): string {
  const probe = document.createElement('span');
  probe.style.color = `rgb(from ${value} r g b)`;
  place.append(probe);
  const [red, green, blue, alpha] = parseColour(getComputedStyle(probe).color);
  probe.remove();
  return `rgba(${[red, green, blue].map((part) => Math.round(part * 255)).join(', ')}, ${Number(alpha.toFixed(3))})`;
}

/** WCAG 2: from 1 to 21; what is not opaque stands on the ground. */
function contrast(colour: string, ground: string): number {
  const [r, g, b, alpha] = parseColour(colour);
  const below = parseColour(ground);
  const luminance = (parts: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const over = [r, g, b].map((part, at) => part * alpha + below[at as 0 | 1 | 2] * (1 - alpha));
  const [light, dark] = [luminance(over), luminance(below.slice(0, 3))].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

interface System {
  theme: string;
  tokens: string;
  light: Place;
  dark: Place;
  names: Record<'text' | 'surface' | 'line' | 'bad', string>;
  radius: string;
}

const SYSTEMS: System[] = [
  {
    theme: 'bootstrap',
    tokens: 'bootstrap',
    light: { 'data-bs-theme': 'light' },
    dark: { 'data-bs-theme': 'dark' },
    names: { text: '--bs-body-color', surface: '--bs-body-bg', line: '--bs-border-color', bad: '--bs-form-invalid-color' },
    radius: '--bs-border-radius',
  },
  {
    theme: 'ant-design',
    tokens: 'ant-design',
    light: { class: 'ant-light' },
    dark: { class: 'ant-dark', style: 'color-scheme: dark' },
    names: { text: '--ant-color-text', surface: '--ant-color-bg-container', line: '--ant-color-border-secondary', bad: '--ant-red-7' },
    radius: '--ant-border-radius',
  },
  {
    theme: 'material',
    tokens: 'angular-material',
    light: { style: 'color-scheme: light' },
    dark: { style: 'color-scheme: dark' },
    names: { text: '--mat-sys-on-surface', surface: '--mat-sys-surface', line: '--mat-sys-outline-variant', bad: '--mat-sys-error' },
    radius: '--mat-sys-corner-small',
  },
  {
    theme: 'material',
    tokens: 'material',
    light: { class: 'material-light' },
    dark: { class: 'material-dark', style: 'color-scheme: dark' },
    names: {
      text: '--md-sys-color-on-surface',
      surface: '--md-sys-color-surface',
      line: '--md-sys-color-outline-variant',
      bad: '--md-sys-color-error',
    },
    radius: '8px',
  },
];

describe('the themes', () => {
  for (const { theme, tokens, names, radius, ...places } of SYSTEMS) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`${theme}.css takes the colours of ${tokens}, ${scheme}, and they can be read`, async () => {
        await Promise.all([sheet(`/test/widgets/themes/${tokens}.css`), sheet(`/widgets/public/themes/${theme}.css`)]);
        const provider = await mountIdle(places[scheme]);
        const place = provider.parentElement!;
        for (const tag of TAGS) {
          const widget = provider.querySelector<HTMLElement>(tag)!;
          const { colours } = readTheme(widget);
          for (const [name, variable] of Object.entries(names))
            expect(colours[name as keyof typeof names], `${tag} ${name}`).to.equal(systemColour(place, `var(${variable})`));
          expect(systemColour(place, getComputedStyle(partOf(widget, 'base')!).color)).to.equal(colours.text);
          const readable = [colours.text, colours.muted, colours.accent, colours.good, colours.bad];
          for (const colour of readable) expect(contrast(colour, colours.surface), `${tag} ${colour}`).to.be.at.least(4.4);
          const marks = [colours.c1, colours.c2, colours.c3, colours.c4, colours.completed, colours.handedOff, colours.abandoned];
          for (const colour of marks) expect(contrast(colour, colours.surface), `${tag} ${colour}`).to.be.at.least(2.9);
        }
        const probe = document.createElement('i');
        probe.style.borderTopLeftRadius = radius.startsWith('--') ? `var(${radius})` : radius;
        place.append(probe);
        const corner = readTheme(provider.querySelector('bot-trends')!).radius;
        expect(corner).to.equal(parseFloat(getComputedStyle(probe).borderTopLeftRadius));
        expect(corner).to.be.greaterThan(0);
        // What a page says of the provider goes before the theme.
        provider.style.setProperty('--bot-color-text', 'rgb(1, 2, 3)');
        expect(readTheme(provider.querySelector('bot-trends')!).colours.text).to.equal('rgba(1, 2, 3, 1)');
      });
    }
  }

  it('leave our own colours where their system is not there', async () => {
    await Promise.all(['bootstrap', 'ant-design', 'material'].map((theme) => sheet(`/widgets/public/themes/${theme}.css`)));
    const lonely = await fixture<BotTrends>(html`<bot-trends></bot-trends>`);
    expect(readTheme(lonely).colours.surface).to.equal('rgba(255, 255, 255, 1)');
  });
});

describe('the look that a page gives', () => {
  it('has no round corner where the page wants none, and no other font than its own', async () => {
    const provider = await mountAll({ style: '--bot-radius: 0px; font-family: monospace' });
    await waitUntil(() => TAGS.every((tag) => partOf(provider.querySelector(tag)!, 'button') !== null), 'no button', { timeout: 15_000 });
    provider.querySelector('bot-messages')!.shadowRoot!.querySelector<HTMLElement>('.open-button')!.click();
    await waitUntil(() => partOf(provider.querySelector('bot-messages')!, 'bubble') !== null, 'no conversation', { timeout: 15_000 });
    for (const tag of TAGS)
      for (const each of inside(provider.querySelector(tag)!)) {
        const { borderTopLeftRadius, fontFamily } = getComputedStyle(each);
        // Circles are shapes of their own.
        if (borderTopLeftRadius !== '50%') expect(borderTopLeftRadius, `${tag} ${each.outerHTML.slice(0, 120)}`).to.equal('0px');
        expect(fontFamily, tag).to.equal('monospace');
      }
    expect(readTheme(provider.querySelector('bot-journey')!)).to.include({ radius: 0, fontFamily: 'monospace' });
  });

  it('takes less room, or more, as the density says', async () => {
    const provider = await mountAll();
    const heights = () => {
      const row = provider.querySelector<BotMessages>('bot-messages')!.shadowRoot!.querySelector('.row')!;
      const button = partOf(provider.querySelector('bot-words')!, 'button')!;
      const cell = provider.querySelector('bot-stories')!.shadowRoot!.querySelector('tbody tr')!;
      return [row, button, cell].map((each) => each.getBoundingClientRect().height);
    };
    const usual = heights();
    provider.style.setProperty('--bot-density', '0.75');
    heights().forEach((height, at) => expect(height).to.be.lessThan(usual[at]!));
    provider.style.setProperty('--bot-density', '1.5');
    heights().forEach((height, at) => expect(height).to.be.greaterThan(usual[at]!));
  });

  it('has icons that a page can take away and replace', async () => {
    const provider = await mountAll();
    const style = document.createElement('style');
    style.textContent = 'bot-messages::part(icon-search) { color: rgb(9, 8, 7); stroke: none }';
    document.head.append(style);
    const icon = partOf(provider.querySelector('bot-messages')!, 'icon-search')!;
    expect(getComputedStyle(icon).stroke).to.equal('none');
    expect(getComputedStyle(icon).color).to.equal('rgb(9, 8, 7)');
    style.remove();
  });
});

describe('the words and formats that a page gives', () => {
  const mountWords = async (lang: string, formats?: Formats): Promise<BotTrends> => {
    const provider = await mountAll({ lang });
    const trends = provider.querySelector('bot-trends')!;
    if (formats) Object.assign(provider, { formats });
    await waitUntil(() => textOf(trends).length > 0);
    await trends.updateComplete;
    return trends;
  };

  it('follow the language, with its extensions', async () => {
    const trends = await mountWords('en-u-nu-deva-hc-h23');
    expect(partOf(trends, 'figure')!.textContent).to.match(/[०-९]/);
    expect(textOf(trends)).to.include('Conversations');
    expect((trends as unknown as { format: { time: (at: number) => string } }).format.time(0)).to.equal('००:००');
  });

  it('can be said apart from the language, for all widgets and for one', async () => {
    const trends = await mountWords('en', { number: { numberingSystem: 'deva' } });
    expect(partOf(trends, 'figure')!.textContent).to.match(/[०-९]/);
    trends.formats = { percent: { minimumFractionDigits: 2, maximumFractionDigits: 2 } };
    trends.texts = { 'trends.conversations': 'Chats' };
    await trends.updateComplete;
    expect(textOf(trends)).to.match(/Chats.*\d\d\.\d\d%/);
    const words = trends.parentElement!.querySelector<BotWords>('bot-words')!;
    expect(textOf(words)).to.match(/[०-९]/);
    // What makes no sense is passed over.
    trends.formats = { number: { minimumFractionDigits: 99 } };
    await trends.updateComplete;
    expect(partOf(trends, 'figure')!.textContent).to.match(/\d/);
  });
});

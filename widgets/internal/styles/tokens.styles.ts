import { css, unsafeCSS } from 'lit';
import { type ColourName, palette } from './palette.ts';

/** Names of the colours as `--bot-color-…` has them, and as the styles use them (`--_…`). */
const NAMES: Record<ColourName, string> = {
  text: 'text',
  muted: 'muted',
  surface: 'surface',
  line: 'line',
  accent: 'accent',
  focus: 'focus',
  c1: '1',
  c2: '2',
  c3: '3',
  c4: '4',
  c5: '5',
  c6: '6',
  c7: '7',
  c8: '8',
  completed: 'completed',
  handedOff: 'handed-off',
  abandoned: 'abandoned',
  open: 'open',
  good: 'good',
  bad: 'bad',
};

const colours = (Object.keys(NAMES) as ColourName[])
  .map((key) => `--_${NAMES[key]}: var(--bot-color-${NAMES[key]}, light-dark(${palette.light[key]}, ${palette.dark[key]}));`)
  .join('');

/** What a page may set, and what holds when it does not. Light or dark follows the page's `color-scheme`, which is known before first paint. */
export const tokens = css`
  :host {
    ${unsafeCSS(colours)}
    --_note: var(--bot-size-note, 0.75rem);
    --_size: var(--bot-size-text, 0.875rem);
    --_section: var(--bot-size-section, 1.25rem);
    --_headline: var(--bot-size-headline, 1.75rem);
    --_weight: var(--bot-weight-numbers, 600);
    /* Without a value: what uses it inherits its font. */
    --_numbers: var(--bot-font-numbers, initial);
    --_heading: var(--bot-size-heading, 1rem);
    --_bold: var(--bot-weight-heading, 600);
    --_strong: var(--bot-weight-strong, 500);
    --_radius: var(--bot-radius, 0.375rem);
    --_shadow: var(--bot-shadow, 0 2px 8px rgb(0 0 0 / 0.14));
    --_raised: var(--bot-color-raised, var(--_surface));
    --_on-accent: var(--bot-color-on-accent, var(--_surface));
    --_density: var(--bot-density, 1);
    --_row: var(--bot-row-height, calc(2.25rem * var(--_density)));
    --_control: calc(2rem * var(--_density));
  }
`;

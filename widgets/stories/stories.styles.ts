import { css, unsafeCSS } from 'lit';
import { chartStyles } from '../charts/chart.styles.ts';
import { TONES } from '../internal/story-color.ts';
import { table } from '../internal/styles/table.styles.ts';
import { definitionsStyles } from '../internal/views/definitions.ts';
import { explainStyles } from '../internal/views/explain-button.ts';
import { longNameStyles } from '../internal/views/long-name.ts';
import { pickedStyles } from '../internal/views/picked.ts';
import { ringStyles } from './ring.styles.ts';
import { treeStyles } from './tree.styles.ts';

const COLOURS = unsafeCSS([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `.swatch.c${number} { --_swatch: var(--_${number}); }`).join(''));
const TONE = unsafeCSS(TONES.map((tone, at) => `.swatch.t${at} { --_tone: ${tone * 100}%; }`).join(''));

/** The colour of a story or a node, and its tones, which the ring has too. */
const swatches = css`
  .swatch {
    flex: none;
    inline-size: 0.625rem;
    block-size: 0.625rem;
    border-radius: min(2px, var(--_radius));
    background: color-mix(in srgb, var(--_text) var(--_tone, 0%), var(--_swatch, var(--_muted)));
    forced-color-adjust: none;
  }
  ${COLOURS}
  ${TONE}
`;

export const styles = css`
  ${table}${explainStyles}${chartStyles}${definitionsStyles}${longNameStyles}${pickedStyles}${swatches}${treeStyles}${ringStyles}
`;

import { css } from 'lit';
import { chartStyles } from '../charts/chart.styles.ts';
import { table } from '../internal/styles/table.styles.ts';
import { explainStyles } from '../internal/views/explain-button.ts';

export const trendsStyles = css`
  ${chartStyles}
  ${table}
  ${explainStyles}
  [part='body'] {
    gap: 0.75rem;
  }
  [part='figures'] {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 0.25rem;
    /* At the start alone: past the end, a page that has no room there would scroll. */
    margin-inline: -0.75rem 0;
  }
  .figure {
    position: relative;
    display: grid;
  }
  [part='figure'] {
    --_mark: var(--_1);
    display: flex;
    flex-wrap: wrap;
    /* Numbers in a row stand on one line, also where one has a name of two. */
    align-content: space-between;
    align-items: baseline;
    gap: 0 0.5rem;
    padding: calc(0.5rem * var(--_density)) 0.75rem calc(0.625rem * var(--_density));
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: inherit;
    text-align: start;
    cursor: pointer;
  }
  .figure > button.explain {
    position: absolute;
    inset-block-start: 0.375rem;
    inset-inline-end: 0;
  }
  /* Long names have room beside it; at the end of a line it would reach beyond the widget. */
  .figure:nth-child(odd) > button.explain {
    inset-inline-end: -0.375rem;
  }
  [part='figure'].users {
    --_mark: var(--_2);
  }
  [part='figure'].automation {
    --_mark: var(--_3);
  }
  [part='figure'].messages {
    --_mark: var(--_4);
  }
  [part='figure']:hover {
    background: color-mix(in srgb, var(--_text) 5%, transparent);
  }
  [part='figure'] .name {
    flex: 1 0 100%;
    display: flex;
    gap: 0.5rem;
    padding-inline-end: 1rem;
    color: var(--_muted);
  }
  [part='figure'][aria-pressed='true'] .name {
    color: var(--_text);
  }
  .mark {
    flex: none;
    inline-size: 0.75rem;
    block-size: 0.1875rem;
    margin-block-start: calc((1lh - 0.1875rem) / 2);
    border-radius: min(1px, var(--_radius));
    background: color-mix(in srgb, var(--_muted) 45%, transparent);
  }
  [aria-pressed='true'] .mark {
    background: var(--_mark);
    forced-color-adjust: none;
  }
  [part='figure']:not([aria-pressed]) .mark {
    display: none;
  }
  [part='figure'] .value {
    font-size: var(--_headline);
    font-weight: var(--_weight);
    line-height: 1.3;
    letter-spacing: -0.01em;
    white-space: nowrap;
  }
  .change {
    font-size: var(--_note);
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
    white-space: nowrap;
  }
  .change.better {
    color: var(--_good);
  }
  .change.worse {
    color: var(--_bad);
  }
  .about {
    position: absolute;
    z-index: 2;
    inset-block-start: 100%;
    inset-inline-start: 0.5rem;
    inline-size: max-content;
    max-inline-size: min(18rem, 100cqi - 1rem);
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--bot-color-raised, color-mix(in srgb, var(--_surface) 96%, var(--_text)));
    box-shadow: var(--_shadow);
    font-size: var(--_note);
    visibility: hidden;
    opacity: 0;
  }
  .about strong {
    font-size: var(--_size);
    font-variant-numeric: tabular-nums;
  }
  .about p {
    margin: 0;
  }
  .about .note {
    margin-block-start: 0.25rem;
  }
  .figure:nth-child(n + 3) .about {
    inset-inline: auto 0.5rem;
  }
  [part='figure']:is(:hover, :focus-visible):not([data-dismissed]) + .about,
  [part='figure']:not([data-dismissed]) + .about:hover {
    visibility: visible;
    opacity: 1;
    transition:
      opacity 150ms 350ms,
      visibility 0s 350ms;
  }
  [part='chart'] {
    flex: 1;
    min-block-size: var(--_chart-height);
  }
  [part='legend'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 1.25rem;
    margin: 0;
  }
  [part='legend'] > div {
    display: flex;
    align-items: baseline;
    gap: 0.375rem;
  }
  [part='legend'] dt {
    color: var(--_muted);
  }
  [part='legend'] dd {
    display: flex;
    align-items: center;
    margin: 0;
    margin-inline-end: -0.5rem;
  }
  .key {
    display: inline-block;
    inline-size: 0.625rem;
    block-size: 0.625rem;
    margin-inline-end: 0.375rem;
    border-radius: min(2px, var(--_radius));
    forced-color-adjust: none;
  }
  .key.completed {
    background: var(--_completed);
  }
  .key.handedOff {
    background: var(--_handed-off);
  }
  .key.abandoned {
    background: var(--_abandoned);
  }
  .key.open {
    background: var(--_open);
  }
  [part='caption'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25rem;
    margin: 0;
    font-size: var(--_note);
  }
  [part='table'] {
    --_table-height: var(--_chart-height);
    flex: 1;
  }
  .more {
    margin-block-start: 0.5rem;
  }
  .back:dir(rtl) {
    display: inline-block;
    scale: -1 1;
  }
  @container (inline-size < 36rem) {
    [part='tools'] {
      order: 1;
      flex: 1 0 100%;
      justify-content: space-between;
    }
    select {
      padding-inline: 0.375rem;
    }
    .switch label {
      padding-inline: 0.5rem;
    }
    [part='figures'] {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .figure:nth-child(odd) .about {
      inset-inline: 0.5rem auto;
    }
    .figure:nth-child(even) .about {
      inset-inline: auto 0.5rem;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .about {
      transition: none;
    }
  }
`;

import { css } from 'lit';
import { table } from '../internal/styles/table.styles.ts';
import { definitionsStyles } from '../internal/views/definitions.ts';
import { explainStyles } from '../internal/views/explain-button.ts';
import { longNameStyles } from '../internal/views/long-name.ts';
import { pickedStyles } from '../internal/views/picked.ts';

export const styles = css`
  ${table}${explainStyles}${definitionsStyles}${longNameStyles}${pickedStyles}
  .sums {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 2rem;
    min-block-size: 3rem;
    margin: 0 0 0.75rem;
  }
  .sums dt {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    color: var(--_muted);
    font-size: var(--_note);
  }
  .sums dd {
    margin: 0;
  }
  .sums button.explain {
    margin-block: -0.5rem;
  }
  .sums strong {
    font-size: var(--_section);
    font-weight: var(--_weight);
  }
  .scroll {
    max-block-size: var(--_table-height);
    /* Words begin where the heading does; what marks a picked one reaches beyond. */
    margin-inline-start: -0.375rem;
    padding-inline-start: 0.375rem;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
  }
  .flow-place {
    position: relative;
  }
  .flow {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.125rem 0.375rem;
    margin-block: 0;
    margin-inline: -0.375rem 0;
    padding: 0.125rem 0;
    list-style: none;
  }
  .word {
    position: relative;
    max-inline-size: 100%;
    padding: 0 0.375rem;
    border-radius: var(--_radius);
    line-height: 1.35;
    overflow-wrap: anywhere;
    cursor: pointer;
    user-select: text;
    -webkit-user-select: text;
  }
  .word.size-2 {
    font-size: var(--_section);
  }
  .word.size-3 {
    font-size: var(--_headline);
    line-height: 1.2;
  }
  .word:is(.size-2, .size-3) bdi {
    font-weight: var(--_strong);
  }
  .count {
    color: var(--_muted);
    font-size: var(--_note);
    font-variant-numeric: tabular-nums;
  }
  .word:hover {
    background: color-mix(in srgb, var(--_text) 6%, transparent);
  }
  .word[aria-selected='true'] {
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  .word:focus-visible {
    outline-offset: -1px;
  }
  .word .hidden,
  .pick .hidden {
    user-select: none;
    -webkit-user-select: none;
  }
  .whole {
    display: flex;
    min-inline-size: 0;
  }
  .mark {
    color: var(--_muted);
    font-size: 0.625rem;
    vertical-align: 0.1em;
  }
  .mark.new {
    color: var(--_accent);
  }
  .mark.rising {
    color: var(--_bad);
  }
  .mark.falling {
    color: var(--_good);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
    margin: 0.5rem 0 0;
    font-size: var(--_note);
  }
  .more {
    margin: 0.5rem 0 0.25rem;
    text-align: center;
  }
  table {
    table-layout: fixed;
  }
  tbody tr {
    content-visibility: auto;
  }
  tr > :nth-child(2) {
    inline-size: 8rem;
  }
  .previous,
  .change {
    inline-size: 7rem;
  }
  .change {
    inline-size: 12rem;
  }
  .pick {
    position: relative;
    display: flex;
    border-radius: min(2px, var(--_radius));
  }
  tr[aria-selected='true'] .pick {
    font-weight: var(--_bold);
  }
  .by {
    display: inline-block;
    min-inline-size: 4.5rem;
  }
  @container (inline-size < 36rem) {
    .sums .note {
      display: block;
      font-size: var(--_note);
    }
    .previous {
      display: none;
    }
    .change {
      inline-size: 5.5rem;
    }
    .change .by {
      display: none;
    }
    tr > :nth-child(2) {
      inline-size: 5rem;
    }
  }
  @media (forced-colors: active) {
    .word[aria-selected='true'],
    tr[aria-selected='true'] {
      outline: 2px solid Highlight;
    }
    .bar > i {
      inset-block-start: auto;
      block-size: 0.1875rem;
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;

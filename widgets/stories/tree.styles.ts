import { css } from 'lit';

/** The tree table: columns of a fixed width, so that no row's content moves another row; two lines a row where room is scarce. */
export const treeStyles = css`
  .scroll {
    max-block-size: var(--_table-height);
    scrollbar-gutter: stable;
    scrollbar-width: thin;
  }
  table,
  tbody {
    display: block;
  }
  thead,
  tfoot {
    display: block;
    position: sticky;
    z-index: 2;
    background: var(--_surface);
  }
  thead {
    inset-block-start: 0;
  }
  tfoot {
    inset-block-end: 0;
  }
  thead th {
    position: static;
  }
  tr {
    display: grid;
    grid-template-columns: 1.75rem repeat(10, minmax(0, 1fr)) 1.75rem;
    grid-template-areas:
      'tick title title title title title title title invocations invocations invocations explain'
      'share share accuracy accuracy accuracy successes successes successes failures failures failures explain';
    align-items: stretch;
    border-block-end: 1px solid var(--_line);
  }
  tbody tr {
    content-visibility: auto;
    contain-intrinsic-block-size: auto calc(var(--_row) * 1.6);
  }
  tfoot tr {
    border-block: 1px solid var(--_muted);
    border-block-end: 0;
    font-weight: var(--_bold);
  }
  th,
  td {
    display: flex;
    align-items: center;
    block-size: auto;
    min-block-size: var(--_row);
    min-inline-size: 0;
    border: 0;
    font-weight: inherit;
  }
  td.number,
  th.number {
    justify-content: flex-end;
  }
  .tick {
    grid-area: tick;
    justify-content: center;
    padding: 0;
  }
  .tick input {
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0.25rem;
    accent-color: var(--_accent);
  }
  .title {
    grid-area: title;
    gap: 0.375rem;
    padding-inline: 0.125rem 0.25rem;
  }
  tr[aria-level='2'] .title {
    padding-inline-start: 1.75rem;
  }
  .invocations {
    grid-area: invocations;
  }
  .share {
    grid-area: share;
  }
  .accuracy {
    grid-area: accuracy;
  }
  .successes {
    grid-area: successes;
  }
  .failures {
    grid-area: failures;
  }
  .explain-cell {
    grid-area: explain;
    inline-size: auto;
    justify-content: center;
    padding: 0;
  }
  .share,
  .accuracy,
  .successes,
  .failures {
    align-items: flex-start;
    min-block-size: 0;
    padding: 0 0.125rem 0.375rem;
    font-size: var(--_note);
  }
  .accuracy {
    flex-direction: column-reverse;
    align-items: flex-end;
    justify-content: flex-end;
    gap: 0.125rem;
  }
  .successes,
  .failures,
  .invocations {
    padding-inline-end: 0.5rem;
  }
  .meter {
    inline-size: 100%;
    max-inline-size: 4rem;
    block-size: 0.25rem;
    border-radius: min(1px, var(--_radius));
    background: color-mix(in srgb, var(--_muted) 30%, transparent);
    overflow: hidden;
  }
  .meter > i {
    display: block;
    block-size: 100%;
    inline-size: calc(100% * var(--share, 0));
    background: var(--_accent);
  }
  .expander,
  .no-expander {
    flex: none;
    inline-size: 1.25rem;
  }
  tr[aria-level='2'] .no-expander {
    inline-size: 0;
  }
  .expander {
    block-size: 1.5rem;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
  .expander::before {
    content: '';
    display: block;
    inline-size: 0.375rem;
    block-size: 0.375rem;
    margin: auto;
    border: solid currentcolor;
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(-45deg);
  }
  :host(:dir(rtl)) .expander::before {
    transform: rotate(135deg);
  }
  tr[aria-expanded='true'] .expander::before {
    transform: rotate(45deg) translate(-1px, -1px);
  }
  .expander:hover {
    background: color-mix(in srgb, var(--_text) 8%, transparent);
    color: var(--_text);
  }
  tbody tr.looked :is(td, th) {
    background: color-mix(in srgb, var(--_text) 6%, transparent);
  }
  tr[aria-selected='true'] {
    position: relative;
  }
  tr[aria-selected='true']::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: var(--_accent);
  }
  tr[aria-selected='true'] .title {
    font-weight: var(--_bold);
  }
  tr:focus-visible,
  :is(td, th):focus-visible {
    outline-offset: -2px;
  }
  /* What lacks room grows towards the column before it, whose label is short. */
  thead th {
    overflow: visible;
  }
  th button.sort {
    flex: none;
    white-space: nowrap;
  }
  button.sort:focus-visible {
    outline-offset: -1px;
  }
  .sort .arrow {
    margin-inline-start: 0.25em;
  }
  .sort .arrow:empty {
    display: none;
  }
  @container (inline-size >= 42rem) {
    /* The meters give way before the names do. */
    tr {
      grid-template-columns: 1.75rem minmax(0, 1fr) 6.5rem 4rem minmax(6.5rem, 0.4fr) 5.5rem 5rem 1.75rem;
      grid-template-areas: 'tick title invocations share accuracy successes failures explain';
    }
    tbody tr {
      contain-intrinsic-block-size: auto var(--_row);
    }
    .share,
    .accuracy,
    .successes,
    .failures {
      align-items: center;
      min-block-size: var(--_row);
      padding: 0 0.5rem;
    }
    tbody :is(.share, .accuracy, .successes, .failures),
    tfoot :is(.share, .accuracy, .successes, .failures) {
      font-size: inherit;
    }
    tr[aria-level='2'] .title {
      padding-inline-start: 2.5rem;
    }
    .accuracy {
      flex-direction: row;
      justify-content: flex-end;
      gap: 0.5rem;
    }
    .meter {
      flex: 1;
      max-inline-size: none;
      block-size: 0.375rem;
    }
    .meter + span {
      min-inline-size: 3.5em;
    }
  }
  @media (forced-colors: active) {
    .meter > i,
    .bar > i {
      background: Highlight;
      forced-color-adjust: none;
    }
    .bar > i {
      inset-block-start: auto;
      block-size: 0.1875rem;
    }
    .meter {
      border: 1px solid;
    }
    tr[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

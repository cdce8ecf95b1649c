import { css } from 'lit';

/** Tables of numbers: sticky head, numbers at the end, a bar behind a number where a column is compared. */
export const table = css`
  /* Its own layers: what sticks in it would lie above a bar of the page that sticks. */
  .scroll {
    isolation: isolate;
    overflow: auto;
    max-block-size: var(--_table-height, 24rem);
    overscroll-behavior: contain;
  }
  table {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 0;
  }
  th,
  td {
    block-size: var(--_row);
    padding: 0 0.5rem;
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
    text-align: start;
    white-space: nowrap;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--_surface);
    color: var(--_muted);
    font-size: var(--_note);
  }
  th.number,
  td.number {
    text-align: end;
  }
  thead th.number {
    font-family: inherit;
  }
  th button.sort {
    padding: 0.25rem 0;
    border: 0;
    background: none;
    color: inherit;
    cursor: pointer;
  }
  th button.sort:hover,
  th[aria-sort] button.sort {
    color: var(--_text);
  }
  tbody tr.clickable {
    cursor: pointer;
  }
  tbody tr:hover :is(td, th) {
    background: color-mix(in srgb, var(--_text) 4%, transparent);
  }
  tbody tr[aria-selected='true'] :is(td, th) {
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
  }
  .bar {
    position: relative;
  }
  /* --share: 0 ... 1, set by the bar directive. */
  .bar > i {
    position: absolute;
    inset-block: 25%;
    inset-inline-end: 0.25rem;
    inline-size: calc((100% - 0.5rem) * var(--share, 0));
    background: color-mix(in srgb, var(--_accent) 16%, transparent);
    border-radius: min(2px, var(--_radius));
    pointer-events: none;
  }
  .bar > span {
    position: relative;
  }
`;

import { css } from 'lit';
import { chartStyles } from '../charts/chart.styles.ts';
import { table } from '../internal/styles/table.styles.ts';
import { definitionsStyles } from '../internal/views/definitions.ts';
import { explainStyles } from '../internal/views/explain-button.ts';
import { longNameStyles } from '../internal/views/long-name.ts';
import { pickedStyles } from '../internal/views/picked.ts';
import { listStyles } from './list.styles.ts';

export const styles = css`
  ${chartStyles}
  ${table}
  ${definitionsStyles}
  ${explainStyles}
  ${longNameStyles}
  ${pickedStyles}
  ${listStyles}
  .view {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    min-block-size: var(--_control);
    margin-block-end: 0.5rem;
  }
  [part='graph'] {
    flex: 1;
    block-size: auto;
    min-block-size: 16rem;
    outline: none;
  }
  /* Asked for in a narrow place, it may be long: small cards could not be read. */
  @container (inline-size < 36rem) {
    [part='graph'] {
      min-block-size: 62rem;
    }
  }
  .network,
  .network .still,
  .skeleton.whole {
    position: absolute;
    inset: 0;
  }
  .skeleton.whole {
    opacity: 0.5;
  }
  /* vis-network sets its own on each of them; one finger scrolls the page. */
  .network * {
    touch-action: pan-x pan-y !important;
  }
  .network canvas {
    opacity: 1;
    outline: none;
  }
  .network .still {
    inline-size: 100%;
    block-size: 100%;
  }
  .network[data-over] canvas {
    cursor: pointer;
  }
  .nodes {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  [part='legend'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1.25rem;
    font-size: var(--_note);
  }
  [part='legend'] ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 1.25rem;
    margin: 0;
    margin-inline-end: auto;
    padding: 0;
    list-style: none;
  }
  [part='legend'] li,
  [part='legend'] .all {
    display: flex;
    align-items: center;
    gap: 0.375rem;
  }
  [part='legend'] .all {
    min-block-size: 1.75rem;
    cursor: pointer;
  }
  .key {
    flex: none;
    inline-size: 1.25rem;
    forced-color-adjust: none;
  }
  .key.ends {
    block-size: 0.1875rem;
    background: var(--_text);
  }
  .key.width {
    block-size: 0.5rem;
    background: color-mix(in srgb, var(--_muted) 45%, transparent);
    clip-path: polygon(0 40%, 100% 0, 100% 100%, 0 60%);
  }
  .key.back {
    border-block-start: 2px dashed var(--_muted);
  }
  .zooms {
    display: inline-flex;
    gap: 0.25rem;
  }
  [part='button'].zoom {
    inline-size: 1.75rem;
    min-block-size: 1.75rem;
    padding: 0;
    border-color: var(--_line);
  }
  [part='table'] {
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: 1rem;
    min-block-size: 0;
    --_table-height: calc((var(--bot-height, var(--_height)) - 9rem) / 2);
  }
  .name-button {
    max-inline-size: 20rem;
    color: var(--_accent);
  }
  .name-button:hover {
    text-decoration: underline;
  }
  tr.picked :is(td, th) {
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
  }
  .more {
    align-self: flex-start;
  }
`;

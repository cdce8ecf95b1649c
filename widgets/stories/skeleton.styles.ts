import { css } from 'lit';

/** The room that table and ring take, also before they are there. */
export const skeleton = css`
  :host {
    --_height: calc(var(--_table-height) + 2.5rem);
    --_table-height: var(--bot-table-height, 29rem);
  }
  .both {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem;
    min-block-size: calc(var(--_table-height) + 30.5rem);
    align-content: start;
  }
  .skeleton.rows {
    block-size: var(--_table-height);
    background: repeating-linear-gradient(transparent 0 0.8125rem, var(--_line) 0 1.4375rem, transparent 0 var(--_row));
    mask: linear-gradient(90deg, #000 0 35%, transparent 0 55%, #000 0 65%, transparent 0 70%, #000 0 80%, transparent 0 85%, #000 0);
  }
  .skeleton.circle {
    inline-size: 11rem;
    block-size: 11rem;
    margin: 2.5rem auto 2rem;
    border-radius: 50%;
    mask: radial-gradient(closest-side, transparent 61%, #000 62%);
  }
  @container (inline-size >= 36rem) {
    .both {
      min-block-size: calc(var(--_table-height) + 17rem);
    }
  }
  @container (inline-size >= 62rem) {
    .both {
      grid-template-columns: minmax(0, 1fr) 16rem;
      gap: 2rem;
      min-block-size: max(var(--_table-height), 29rem);
    }
  }
`;

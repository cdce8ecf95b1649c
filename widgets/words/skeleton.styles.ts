import { css } from 'lit';

/** The room that sums and words take, also before they are there. */
export const skeleton = css`
  :host {
    --_height: calc(var(--_table-height) + 8.25rem);
    --_table-height: var(--bot-table-height, 21.5rem);
  }
  /* Where lines are long there are few. */
  @container (inline-size >= 64rem) {
    [part='base'] {
      min-block-size: var(--bot-height, calc(var(--bot-table-height, 14rem) + 8.25rem));
    }
    .skeleton.lines {
      max-block-size: 14rem;
    }
  }
  .skeleton.sum {
    inline-size: min(16rem, 100%);
    block-size: 3rem;
    margin-block-end: 1rem;
  }
  .skeleton.lines {
    block-size: var(--_table-height);
    background: repeating-linear-gradient(transparent 0 0.5rem, var(--_line) 0 1.25rem, transparent 0 1.75rem);
    mask: repeating-linear-gradient(
      90deg,
      #000 0 7rem,
      transparent 0 8rem,
      #000 0 11rem,
      transparent 0 12rem,
      #000 0 16rem,
      transparent 0 17rem,
      #000 0 22rem,
      transparent 0 23rem
    );
  }
`;

import { css } from 'lit';

/** The place of a journey before it comes: columns of cards, in narrow places lines. */
export const skeleton = css`
  [part='base'] {
    --_height: 42rem;
  }
  .bones {
    flex: 1;
    display: flex;
    justify-content: space-between;
    gap: 6%;
  }
  .bones > div {
    flex: 1;
    display: flex;
    flex-direction: column;
    justify-content: center;
    gap: 1.25rem;
  }
  .bones > :is(:first-child, :last-child) {
    flex: 0 0 4rem;
  }
  .bones i {
    block-size: 2.5rem;
  }
  @container (inline-size < 62rem) {
    [part='base'] {
      --_height: 52rem;
    }
  }
  @container (inline-size < 36rem) {
    [part='base'] {
      --_height: 34rem;
    }
    :host([display='graph']) [part='base'] {
      --_height: 72rem;
    }
    .bones {
      flex-direction: column;
      justify-content: flex-start;
      gap: 0.5rem;
    }
    .bones > div {
      flex: none;
      gap: 0.5rem;
    }
    .bones > :is(:first-child, :last-child) {
      flex: none;
    }
  }
`;

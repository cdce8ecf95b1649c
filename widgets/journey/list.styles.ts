import { css, unsafeCSS } from 'lit';

const stripes = [1, 2, 3, 4, 5, 6, 7, 8].map((colour) => `.stripe.c${colour} { background: var(--_${colour}); }`).join('');

/** The journey as a list. */
export const listStyles = css`
  [part='list'] {
    isolation: isolate;
    overflow: auto;
    max-block-size: calc(var(--bot-height, var(--_height)) - 7.5rem);
    overscroll-behavior: contain;
  }
  [part='list'] h4 {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    margin: 0;
    padding-block: 0.375rem;
    background: var(--_surface);
    color: var(--_muted);
    font-size: var(--_note);
    font-weight: 400;
  }
  [part='list'] ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  [part='list'] li {
    display: flex;
    align-items: start;
    border-block-end: 1px solid var(--_line);
  }
  [part='list'] li > button.explain {
    margin-block-start: 0.3125rem;
  }
  .card {
    flex: 1;
    min-inline-size: 0;
    display: grid;
    gap: 0.25rem;
    inline-size: 100%;
    padding: calc(0.375rem * var(--_density)) 0.5rem;
    border: 0;
    background: none;
    text-align: start;
  }
  button.card {
    cursor: pointer;
  }
  button.card:hover {
    background: color-mix(in srgb, var(--_text) 4%, transparent);
  }
  button.card[aria-pressed='true'] {
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
  }
  .card:focus-visible {
    outline-offset: -2px;
  }
  .card .first,
  .card .second {
    display: flex;
    align-items: baseline;
    gap: 0.5rem;
    min-inline-size: 0;
  }
  .card .number {
    margin-inline-start: auto;
    white-space: nowrap;
  }
  .card .second {
    font-size: var(--_note);
  }
  .card .next {
    display: flex;
    gap: 0.375rem;
    min-inline-size: 0;
    white-space: nowrap;
  }
  .stripe {
    flex: none;
    align-self: stretch;
    inline-size: 0.25rem;
    border-radius: min(2px, var(--_radius));
    background: var(--_muted);
    forced-color-adjust: none;
  }
  ${unsafeCSS(stripes)}
  /* How often, and of that how often a conversation ends there. */
  .card .share {
    display: block;
    block-size: 0.25rem;
    inline-size: calc(100% * var(--share, 0));
    min-inline-size: 2px;
    border-radius: min(2px, var(--_radius));
    background: linear-gradient(to right, var(--_text) calc(100% * var(--ends, 0)), color-mix(in srgb, var(--_muted) 40%, transparent) 0);
    forced-color-adjust: none;
  }
`;

import { css } from 'lit';

/** The list: a line a message where there is room for columns, a small card of text where there is not. */
export const listStyles = css`
  .list {
    container: messages / inline-size;
    isolation: isolate;
    overflow-y: auto;
    border-block-start: 1px solid var(--_line);
    scroll-padding-block: 2.25rem 0.5rem;
  }
  .list:has(> [part='message']) {
    display: flex;
  }
  .list ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .list .day {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    padding: calc(0.375rem * var(--_density)) 0.5rem;
    background: var(--_surface);
    border-block-end: 1px solid var(--_line);
  }
  .list .day > :first-child {
    flex: none;
  }
  .list .zone {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 400;
  }
  .row {
    display: grid;
    grid-template:
      'who time open' auto
      'said said open' auto
      'about about open' auto / minmax(0, 1fr) auto 1.25rem;
    gap: 0.125rem 0.5rem;
    align-items: start;
    padding: calc(0.5rem * var(--_density)) 0.5rem;
    border-block-end: 1px solid var(--_line);
    border-radius: min(2px, var(--_radius));
    cursor: pointer;
    content-visibility: auto;
    contain-intrinsic-block-size: auto 3.5rem;
  }
  .row:hover {
    background: color-mix(in srgb, var(--_text) 4%, transparent);
  }
  .row.opened {
    background: color-mix(in srgb, var(--_accent) 10%, transparent);
  }
  .row:has(.open-button:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }
  /* One line of text is as high in small print as in large, so that both stand on the same line. */
  .who,
  .about,
  .row time {
    line-height: 1.3125rem;
    font-size: var(--_note);
  }
  .who {
    grid-area: who;
    display: flex;
    gap: 0.375rem;
    min-inline-size: 0;
  }
  .who .sender {
    font-weight: var(--_strong);
  }
  .of {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .said {
    grid-area: said;
    line-height: 1.3125rem;
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    white-space: pre-line;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }
  .about {
    grid-area: about;
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    min-inline-size: 0;
  }
  .row time {
    grid-area: time;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .open-button {
    grid-area: open;
    align-self: center;
    display: grid;
    place-items: center;
    block-size: 1.25rem;
    color: var(--_muted);
    opacity: 0.6;
    outline: none;
  }
  .row:hover .open-button {
    opacity: 1;
  }
  @container messages (inline-size >= 26rem) {
    .row {
      grid-template:
        'who about time open' auto
        'said said said open' auto / fit-content(50%) minmax(0, 1fr) auto 1.25rem;
    }
    .about {
      justify-content: flex-end;
    }
  }
  @container messages (inline-size >= 48rem) {
    .row {
      grid-template: 'who said about time open' auto / 10.5rem minmax(0, 5fr) minmax(0, 2fr) 4.25rem 1.25rem;
      gap: 0 1rem;
      padding-block: calc(0.4375rem * var(--_density));
      contain-intrinsic-block-size: auto 2.25rem;
    }
    .about {
      justify-content: flex-start;
    }
    .row time {
      text-align: end;
    }
    .said {
      max-inline-size: 48rem;
    }
  }
  .fresh-place {
    position: sticky;
    inset-block-start: 2.5rem;
    z-index: 2;
    block-size: 0;
    text-align: center;
  }
  [part~='fresh'] {
    border-color: transparent;
    border-radius: calc(var(--_radius) * 3);
    padding-inline: 0.875rem;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: var(--_strong);
    box-shadow: var(--_shadow);
  }
  [part~='fresh']:hover:not(:disabled) {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
`;

import { css } from 'lit';
import { longNameStyles } from '../internal/views/long-name.ts';

/** The bar of filters, and the panels that they open. */
export const styles = css`
  ${longNameStyles}
  .filter {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-inline-size: 0;
    max-inline-size: 20rem;
    white-space: nowrap;
  }
  [popovertarget='panel-range'] {
    max-inline-size: 100%;
  }
  .filter .note {
    font-size: var(--_note);
  }
  .filter .name {
    flex: 0 1 auto;
    font-weight: var(--_strong);
  }
  .filter.active {
    border-color: color-mix(in srgb, var(--_accent) 55%, transparent);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
  }
  .arrow {
    flex: none;
    inline-size: 0.375rem;
    block-size: 0.375rem;
    margin-block-start: -0.1875rem;
    margin-inline: auto 0.125rem;
    border: solid var(--_muted);
    border-width: 0 1.5px 1.5px 0;
    rotate: 45deg;
  }
  .reset {
    border-color: transparent;
    color: var(--_accent);
  }
  .reset:disabled {
    color: var(--_muted);
  }
  p[part='message'] {
    display: flex;
    flex-flow: row wrap;
    align-items: center;
    justify-content: flex-start;
    gap: 0.25rem 0.75rem;
    margin: 0.25rem 0 0;
    padding: 0;
    min-block-size: var(--_control);
    text-align: start;
  }

  .panel {
    inline-size: min(19rem, 100vw - 2rem);
    max-block-size: min(32rem, 100vh - 1rem);
    padding: 0.375rem;
    border: 1px solid color-mix(in srgb, var(--_muted) 50%, transparent);
    border-radius: calc(var(--_radius) * 4 / 3);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--bot-shadow, 0 0.5rem 1.5rem rgb(0 0 0 / 0.18));
    text-align: start;
  }
  .panel:popover-open {
    display: flex;
    flex-direction: column;
    gap: 0.375rem;
  }
  /* Without it: in the middle of the window, as the browser puts it. */
  @supports (position-area: block-end span-inline-end) {
    .panel {
      inset: auto;
      margin: 0.25rem 0;
      position-area: block-end span-inline-end;
      position-try-fallbacks:
        flip-inline,
        flip-block,
        flip-block flip-inline;
    }
  }
  .find {
    flex: none;
    inline-size: 100%;
  }
  .options {
    flex: 1 1 auto;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .group {
    padding: 0.5rem 0.5rem 0.125rem;
    color: var(--_muted);
    font-size: var(--_note);
    font-weight: var(--_strong);
  }
  .option {
    position: relative;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: var(--_control);
    padding: 0.125rem 0.5rem;
    border-radius: var(--_radius);
    cursor: pointer;
    content-visibility: auto;
    contain-intrinsic-block-size: var(--_control);
  }
  .option:hover,
  .option:focus-within {
    background: color-mix(in srgb, var(--_text) 6%, transparent);
  }
  .option input {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
    margin: 0;
    accent-color: var(--_accent);
  }
  .option .note {
    flex: none;
    margin-inline-start: auto;
    max-inline-size: 45%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--_note);
  }
  .nothing {
    margin: 0;
    padding: 0.5rem;
  }
  .presets {
    flex: none;
  }
  .presets fieldset {
    display: grid;
    grid-template: repeat(6, auto) / repeat(2, minmax(0, 1fr));
    grid-auto-flow: column;
  }
  .presets .option {
    gap: 0.375rem;
    padding-inline: 0.375rem;
  }
  #panel-range {
    inline-size: min(21rem, 100vw - 2rem);
    overflow-y: auto;
  }
  .own {
    display: grid;
    gap: 0.375rem;
    padding: 0 0.5rem 0.375rem;
    border-block-start: 1px solid var(--_line);
  }
  .own .group {
    padding-inline: 0;
  }
  .field {
    display: grid;
    gap: 0.125rem;
  }
  .own p {
    margin: 0;
    font-size: var(--_note);
  }
  .own .note {
    font-size: var(--_note);
  }
  .fault {
    color: var(--_bad);
  }
  .fault:empty {
    display: none;
  }
  .field input {
    inline-size: 100%;
  }
  @container (inline-size < 30rem) {
    .filter {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0 0.5rem;
      max-inline-size: none;
      padding-block: 0.25rem;
      line-height: 1.25rem;
      text-align: start;
    }
    .filter .note {
      grid-column: 1 / -1;
    }
    .reset {
      justify-self: start;
    }
  }
  @media (forced-colors: active) {
    .filter.active {
      border-color: Highlight;
    }
  }
`;

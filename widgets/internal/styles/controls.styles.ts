import { css } from 'lit';

/** Buttons, fields and the switch between views: the page's font, our lines. */
export const controls = css`
  button,
  select,
  input {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  [part~='button'],
  select,
  input:not([type='radio'], [type='checkbox']) {
    min-block-size: var(--_control);
    padding: 0.125rem 0.625rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: transparent;
  }
  select,
  input:not([type='radio'], [type='checkbox']) {
    border-color: color-mix(in srgb, var(--_muted) 75%, transparent);
    background: var(--_surface);
  }
  option {
    background: var(--_surface);
    color: var(--_text);
  }
  [part~='button'] {
    border-color: color-mix(in srgb, var(--_muted) 75%, transparent);
    cursor: pointer;
  }
  [part~='button']:hover:not(:disabled) {
    background: color-mix(in srgb, var(--_text) 6%, transparent);
  }
  [part~='button']:disabled {
    opacity: 0.6;
    cursor: default;
  }
  .plain {
    padding: 0;
    border: 0;
    background: none;
    text-align: inherit;
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .switch {
    display: inline-flex;
    margin: 0;
    padding: 0.125rem;
    border: 0;
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_text) 7%, transparent);
  }
  .switch label {
    padding: 0.125rem 0.625rem;
    border-radius: calc(var(--_radius) - 0.125rem);
    cursor: pointer;
  }
  .switch label:has(:checked) {
    background: var(--_surface);
    box-shadow: 0 0 0 1px var(--_line);
    font-weight: var(--_strong);
  }
  .switch label:has(:focus-visible) {
    outline: 2px solid var(--_focus);
  }
  @media (forced-colors: active) {
    .switch label:has(:checked) {
      outline: 2px solid Highlight;
    }
  }
`;

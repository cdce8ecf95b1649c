import { css } from 'lit';

/** A popover of its own, `.panel`, below the button that opens it where the browser can place it so, else in the middle of the page. */
export const panelStyles = css`
  .panel {
    max-block-size: 80vh;
    overflow: auto;
    border: 1px solid color-mix(in srgb, var(--_muted) 50%, transparent);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    text-align: start;
  }
  @supports (position-area: block-end span-inline-start) {
    .panel {
      inset: auto;
      margin: 0.25rem 0;
      position-area: block-end span-inline-start;
      position-try-fallbacks: flip-block, flip-inline;
    }
  }
`;

import { css } from 'lit';
import { panelStyles } from '../internal/styles/panel.styles.ts';

/** The panel that explains: beside what asks for it, at the lower edge of a narrow window. */
export const explainPanelStyles = css`
  ${panelStyles}
  .explanation {
    inline-size: min(25rem, 100vw - 2rem);
    max-block-size: min(40rem, 100vh - 2rem);
    padding: 0 1rem 0.875rem;
    border-radius: calc(var(--_radius) + 0.125rem);
    font-size: var(--_size);
    line-height: 1.45;
    text-align: start;
    overscroll-behavior: contain;
    overflow-wrap: anywhere;
    cursor: auto;
  }
  .explanation:focus {
    outline: none;
  }
  .explanation header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    align-items: flex-start;
    gap: 0.5rem;
    margin-inline: -1rem;
    padding: 0.625rem 0.5rem 0.25rem 1rem;
    background: var(--_raised);
  }
  .explanation .title {
    flex: 1;
    margin: 0;
    padding: 0.25rem 0 0;
    font-weight: var(--_bold);
  }
  .explanation .close {
    flex: none;
    inline-size: 2rem;
    block-size: 2rem;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
  .explanation .close:hover {
    background: color-mix(in srgb, var(--_text) 8%, transparent);
    color: var(--_text);
  }
  .figure-of {
    padding-block: 0 0.625rem;
  }
  .figure-of + .figure-of {
    padding-block-start: 0.5rem;
    border-block-start: 1px solid var(--_line);
  }
  .figure-of .value,
  .figure-of summary {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 0.75rem;
    margin: 0;
  }
  .figure-of .value strong {
    font-size: var(--_section);
    font-weight: var(--_weight);
  }
  .figure-of summary strong {
    font-weight: var(--_bold);
  }
  details.figure-of {
    padding-block: 0;
  }
  details.figure-of + details.figure-of {
    padding-block-start: 0;
  }
  details.figure-of[open] {
    padding-block-end: 0.625rem;
  }
  .figure-of summary {
    position: relative;
    padding-block: 0.375rem;
    padding-inline-start: 1.125rem;
    list-style: none;
    cursor: pointer;
  }
  .figure-of summary::-webkit-details-marker {
    display: none;
  }
  .figure-of summary::before {
    content: '';
    position: absolute;
    inset-block-start: 0.8125rem;
    inset-inline-start: 0.125rem;
    inline-size: 0.375rem;
    block-size: 0.375rem;
    border: solid var(--_muted);
    border-width: 0 1.5px 1.5px 0;
    rotate: -45deg;
  }
  .figure-of summary:dir(rtl)::before {
    rotate: 135deg;
  }
  .figure-of[open] > summary::before {
    margin-block-start: -0.125rem;
    rotate: 45deg;
  }
  .figure-of .formula {
    margin: 0;
    color: var(--_muted);
  }
  /* A calculation as on paper: one below the other, the result under a line. */
  .steps {
    margin: 0.5rem 0 0;
    padding: 0.375rem 0.625rem;
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_text) 4%, transparent);
  }
  .steps > div {
    display: flex;
    align-items: end;
    justify-content: space-between;
    gap: 0.75rem;
  }
  .steps dt {
    display: flex;
    min-inline-size: 0;
  }
  .steps .sign {
    flex: none;
    inline-size: 1.125rem;
    color: var(--_muted);
  }
  .steps dd {
    flex: none;
    margin: 0;
  }
  .steps .result {
    margin-block-start: 0.25rem;
    padding-block-start: 0.25rem;
    border-block-start: 1px solid color-mix(in srgb, var(--_muted) 60%, transparent);
    font-weight: var(--_bold);
  }
  .facts-of {
    display: grid;
    gap: 0.375rem;
    margin: 0;
    padding-block-start: 0.625rem;
    border-block-start: 1px solid var(--_line);
    font-size: var(--_note);
  }
  .facts-of > div {
    display: grid;
    grid-template-columns: 6.5rem minmax(0, 1fr);
    gap: 0 0.75rem;
  }
  .facts-of dt {
    grid-row: 1 / span 4;
    color: var(--_muted);
  }
  .facts-of dd {
    grid-column: 2;
    margin: 0;
  }
  .facts-of dd + dd {
    margin-block-start: 0.25rem;
  }
  .explanation .way {
    margin: 0.375rem 0 0.875rem;
  }
  .explanation .way button {
    inline-size: 100%;
    min-block-size: 2.25rem;
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: var(--_strong);
  }
  .explanation .way button:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
  @supports (position-area: block-end span-inline-end) {
    .explanation {
      max-block-size: min(40rem, 100% - 0.75rem);
      margin: 0.25rem 0.5rem;
      position-anchor: --bot-explained;
      position-area: block-end span-inline-end;
      position-try-order: most-block-size;
      position-try-fallbacks:
        flip-inline,
        flip-block,
        flip-block flip-inline;
    }
  }
  @media (max-width: 36rem) {
    .explanation {
      position: fixed;
      inset: auto 0 0;
      position-area: none;
      inline-size: auto;
      max-inline-size: none;
      max-block-size: 85vh;
      max-block-size: 85dvh;
      margin: 0;
      padding-block-end: max(1rem, env(safe-area-inset-bottom));
      border-inline: 0;
      border-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
    .explanation::backdrop {
      background: rgb(0 0 0 / 0.35);
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .explanation:popover-open {
      animation: explain 150ms ease-out;
    }
  }
  @media (forced-colors: active) {
    .steps {
      border: 1px solid;
    }
    .explanation .way button {
      border-color: ButtonBorder;
      background: ButtonFace;
      color: ButtonText;
    }
  }
  @keyframes explain {
    from {
      opacity: 0;
      translate: 0 0.25rem;
    }
  }
`;

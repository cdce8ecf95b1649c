import { css } from 'lit';

/** The conversation: what the user said at the start of the line, what was answered at its end. */
export const transcriptStyles = css`
  .transcript {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.5rem 0.5rem 0;
  }
  .square {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 2rem;
    padding: 0;
  }
  .title {
    margin: 0;
    font-size: inherit;
    font-weight: var(--_bold);
  }
  .title:focus {
    outline: none;
  }
  .outcome {
    display: inline-flex;
    align-items: center;
    gap: 0.3125rem;
    font-size: var(--_note);
    white-space: nowrap;
  }
  .outcome::before {
    content: '';
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--_completed);
  }
  .outcome.handedOff::before {
    border-radius: 0;
    rotate: 45deg;
    background: var(--_handed-off);
  }
  .steps {
    display: flex;
    gap: 0.25rem;
    margin-inline-start: auto;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 1.25rem;
    margin: 0;
    padding: 0.5rem 0.75rem;
    border-block-end: 1px solid var(--_line);
    font-size: var(--_note);
  }
  .facts > div {
    display: flex;
    gap: 0.375rem;
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  .facts dt {
    color: var(--_muted);
  }
  .facts dd {
    display: flex;
    min-inline-size: 0;
    margin: 0;
  }
  .talk {
    position: relative;
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    padding: 0 0.75rem;
  }
  .talk:focus-visible {
    outline-offset: -2px;
  }
  .talk-skeleton {
    block-size: 100%;
    margin-block: 0.75rem;
    background: repeating-linear-gradient(var(--_line) 0 2.25rem, transparent 2.25rem 3.5rem);
    mask: linear-gradient(#000 40%, transparent);
  }
  .talk .day {
    justify-content: center;
    padding-block: 0.875rem 0.125rem;
  }
  .talk ul {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 0.25rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .turn {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    max-inline-size: min(88%, 36rem);
    margin-block-start: 0.625rem;
  }
  .turn.goes-on {
    margin-block-start: 0;
  }
  .turn:is(.bot, .human) {
    align-self: flex-end;
    align-items: flex-end;
  }
  .turn .head {
    margin-block-end: 0.1875rem;
    font-size: var(--_note);
  }
  .bubble {
    display: block;
    max-inline-size: 100%;
    padding: calc(0.375rem * var(--_density)) 0.75rem;
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) * 2);
    border-start-start-radius: calc(var(--_radius) / 2);
    background: color-mix(in srgb, var(--_text) 7%, transparent);
    overflow-wrap: anywhere;
  }
  .bubble .text {
    white-space: pre-wrap;
  }
  .turn:is(.bot, .human) .bubble {
    border-start-start-radius: calc(var(--_radius) * 2);
    border-start-end-radius: calc(var(--_radius) / 2);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
  }
  .turn.human .bubble {
    background: color-mix(in srgb, var(--_handed-off) 16%, transparent);
  }
  .bubble[aria-current] {
    border-color: var(--_accent);
  }
  .turn .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.625rem;
    max-inline-size: 100%;
    padding: 0.125rem 0.125rem 0;
    color: var(--_muted);
    font-size: var(--_note);
  }
  .turn:is(.bot, .human) .foot {
    justify-content: flex-end;
  }
  .turn time {
    font-variant-numeric: tabular-nums;
  }
  .long summary {
    cursor: pointer;
    list-style: none;
  }
  .long summary b {
    display: inline-block;
    font-weight: var(--_strong);
    color: var(--_accent);
  }
  .long[open] .short,
  .long:not([open]) .whole {
    display: none;
  }
  /* Here is room for the whole, also for those who have no pointer. */
  .transcript .invocation {
    display: inline;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  @media (forced-colors: active) {
    .bubble {
      border-color: CanvasText;
    }
    .bubble[aria-current] {
      border-color: Highlight;
    }
    .row.opened {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

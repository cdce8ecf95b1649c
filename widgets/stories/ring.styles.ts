import { css } from 'lit';

/** The ring and its names: beside the table, or under it with the names at its side, or all in a column. */
export const ringStyles = css`
  .ring {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 0.5rem;
    min-inline-size: 0;
  }
  .ring-head {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-inline-size: 0;
    min-block-size: var(--_control);
  }
  .what {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-inline-size: 0;
    font-weight: var(--_bold);
  }
  .ring-head button {
    flex: none;
  }
  .ring-head button.explain {
    margin-inline: -0.25rem auto;
  }
  .ring-head button.back {
    inline-size: 2rem;
    margin: 0;
    padding: 0;
  }
  .back span {
    display: block;
    inline-size: 0.4375rem;
    block-size: 0.4375rem;
    margin: auto;
    border: solid currentcolor;
    border-width: 0 0 1.5px 1.5px;
    transform: translateX(1px) rotate(45deg);
  }
  :host(:dir(rtl)) .back span {
    transform: translateX(-1px) rotate(225deg);
  }
  .ring .chart {
    block-size: 13rem;
    max-inline-size: 100%;
  }
  .centre {
    position: absolute;
    inset: 0;
    z-index: -1;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    pointer-events: none;
    color: var(--_muted);
    font-size: var(--_note);
    line-height: 1.3;
  }
  .centre strong {
    color: var(--_text);
    font-size: var(--_section);
    font-weight: var(--_weight);
  }
  .legend {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .slice {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    inline-size: 100%;
    min-block-size: 1.625rem;
    padding: 0 0.375rem;
    border-radius: var(--_radius);
  }
  .slice .number {
    margin-inline-start: auto;
  }
  button.slice:hover,
  .slice.looked {
    background: color-mix(in srgb, var(--_text) 6%, transparent);
  }
  .slice[aria-pressed='true'] {
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
    font-weight: var(--_bold);
  }
  @container (inline-size >= 36rem) and (inline-size < 62rem) {
    .ring {
      grid-template-columns: 14rem minmax(0, 26rem);
      column-gap: 1.5rem;
    }
    .ring-head {
      grid-column: 1 / -1;
    }
    .legend {
      align-self: center;
    }
  }
`;

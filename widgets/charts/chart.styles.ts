import { css } from 'lit';

/** A canvas in its frame (`<div class="chart"><canvas>`), and what stands above it. The frame has a height of its own. */
export const chartStyles = css`
  .chart {
    position: relative;
    isolation: isolate;
    min-inline-size: 0;
    block-size: var(--_chart-height, 16rem);
  }
  .chart canvas {
    display: block;
    opacity: 0;
    border-radius: var(--_radius);
    /* Down the page by finger, along the time within the chart. */
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
    -webkit-tap-highlight-color: transparent;
  }
  .chart canvas[data-drawn] {
    opacity: 1;
    transition: opacity 150ms;
  }
  .chart canvas[data-choice] {
    cursor: pointer;
  }
  .chart [part='tooltip'] {
    position: absolute;
    inset-block-start: 0;
    left: 0;
    z-index: 1;
    max-inline-size: min(100%, 22rem);
    padding: 0.375rem 0.625rem 0.5rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--bot-color-raised, color-mix(in srgb, var(--_surface) 96%, var(--_text)));
    box-shadow: var(--_shadow);
    color: var(--_text);
    font-size: var(--_note);
    line-height: 1.4;
    pointer-events: none;
  }
  .chart [part='tooltip'][hidden] {
    display: none;
  }
  .chart [part='tooltip'] strong {
    display: block;
    font-weight: var(--_bold);
    white-space: nowrap;
  }
  .chart [part='tooltip'] dl {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.125rem 1rem;
    margin: 0.25rem 0 0;
  }
  .chart [part='tooltip'] dt {
    overflow-wrap: anywhere;
  }
  .chart [part='tooltip'] dt i {
    display: inline-block;
    inline-size: 0.5rem;
    block-size: 0.5rem;
    margin-inline-end: 0.375rem;
    border-radius: min(2px, var(--_radius));
    forced-color-adjust: none;
  }
  .chart [part='tooltip'] dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
    text-align: end;
    white-space: nowrap;
  }
  .chart [part='tooltip'] small {
    display: block;
    margin-block-start: 0.25rem;
    color: var(--_muted);
    font-size: inherit;
  }
  .chart .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    .chart canvas[data-drawn] {
      transition: none;
    }
  }
`;

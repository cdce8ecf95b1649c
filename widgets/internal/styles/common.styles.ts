import { css } from 'lit';
import { controls } from './controls.styles.ts';

/** What every widget looks like: its frame, its states, and what only screen readers get. */
export const common = [
  controls,
  css`
    /* What a container asks its content for, a container itself does not know: of a flex row or a float it would get no width at all. */
    :host {
      --_height: 20rem;
      --_table-height: 24rem;
      display: block;
      container-type: inline-size;
      contain-intrinsic-inline-size: min(40rem, 90vw);
      min-inline-size: 0;
      max-inline-size: 100%;
      /* Else a page that keeps blanks would keep the line ends between our elements, as lines. */
      white-space: normal !important;
    }
    :host([hidden]) {
      display: none;
    }
    *,
    ::before,
    ::after {
      box-sizing: border-box;
    }
    /*
     * Inheritance goes through shadow roots, and a page's typography (capitals, wide letters, an indent, three lines a line) is meant for its
     * own text. Taken are the font family with its features, the colour scheme, the language, the directions, and whether a thing is
     * shown, answers and can be selected: they say where the widget stands. Sizes and colours are tokens. All else begins anew, also what browsers
     * will inherit one day; and not on the host, where the page's \`* { ... !important }\` would win.
     */
    [part='base'] {
      all: initial;
      -webkit-locale: inherit;
      color-scheme: inherit;
      cursor: auto;
      font-family: inherit;
      font-feature-settings: inherit;
      font-optical-sizing: inherit;
      forced-color-adjust: inherit;
      pointer-events: inherit;
      print-color-adjust: inherit;
      user-select: inherit;
      visibility: inherit;
      writing-mode: inherit;
      -webkit-font-smoothing: inherit;
      color: var(--_text);
      font-size: var(--_size);
      line-height: 1.5;
      text-align: start;
      /* For what only screen readers get: placed by the page, it would make room there. */
      position: relative;
      display: flex;
      flex-direction: column;
      min-block-size: var(--bot-height, var(--_height));
    }
    [part='header'] {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 0.75rem;
      min-block-size: var(--_control);
      margin-block-end: 0.5rem;
    }
    [part='heading'] {
      margin-inline-end: auto;
    }
    h3 {
      margin: 0;
      font-size: var(--_heading);
      font-weight: var(--_bold);
    }
    [part='tools'] {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 0.5rem;
    }
    /* In a narrow place the tools go to the next line, not what says how fresh the numbers are: beside it a long heading takes two. */
    @container (inline-size < 28rem) {
      [part='heading'] {
        flex: 1 8rem;
      }
      [part='tools'] {
        order: 1;
      }
    }
    [part='body'] {
      position: relative;
      flex: 1;
      display: flex;
      flex-direction: column;
      min-inline-size: 0;
    }
    [part='body'].outdated > * {
      opacity: 0.6;
    }
    [part='freshness'] {
      color: var(--_muted);
      font-size: var(--_note);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    [part='freshness']::before {
      content: '';
      display: inline-block;
      inline-size: 0.4375rem;
      block-size: 0.4375rem;
      margin-inline-end: 0.375rem;
      border: 1.5px solid var(--_muted);
      border-radius: 50%;
      vertical-align: 0.05em;
    }
    [part='freshness'].live::before {
      border-color: var(--_good);
      background: var(--_good);
    }
    [part='freshness'].stale {
      color: var(--_bad);
    }
    [part='freshness'].stale::before {
      border-color: var(--_bad);
      border-radius: 0;
    }
    [part='message'] {
      flex: 1;
      display: flex;
      flex-direction: column;
      align-items: center;
      justify-content: center;
      gap: 0.5rem;
      padding: 1.5rem 1rem;
      text-align: center;
    }
    [part='message'] p {
      margin: 0;
      max-inline-size: 32rem;
      text-wrap: balance;
    }
    .note {
      color: var(--_muted);
    }
    .number {
      font-family: var(--_numbers);
      font-variant-numeric: tabular-nums;
      text-align: end;
    }
    .hidden {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      margin: -1px;
      padding: 0;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
      border: 0;
    }
    /* A fast answer never flashes it. */
    .skeleton {
      background: var(--_line);
      border-radius: var(--_radius);
      animation: appear 150ms 150ms both;
    }
    /* What takes the place of the skeleton only when nothing comes. */
    .late {
      position: absolute;
      inset: 0;
      background: var(--_surface);
      animation: appear 150ms 3s both;
    }
    @keyframes appear {
      from {
        opacity: 0;
        visibility: hidden;
      }
    }
  `,
];

/**
 * Every colour of ours, once a theme. A mark stands at 3:1 or more on its surface, what is read as text (text, muted, accent, good, bad) at 4.5:1.
 * Neighbours among the eight (the first and the last are neighbours too: a pie is a circle), all pairs of the first four (lines), of the outcomes and of
 * good and bad keep apart with full colour vision and without either of its kinds. `test/widgets/palette.test.ts` measures all of it, so change a value and run it.
 *
 * `line` is a hairline that means nothing by itself; the border of a control takes `muted`.
 */
export interface Colours {
  text: string;
  muted: string;
  surface: string;
  line: string;
  accent: string;
  focus: string;
  c1: string;
  c2: string;
  c3: string;
  c4: string;
  c5: string;
  c6: string;
  c7: string;
  c8: string;
  completed: string;
  handedOff: string;
  abandoned: string;
  open: string;
  good: string;
  bad: string;
}

export type ColourName = keyof Colours;

export const palette: { light: Colours; dark: Colours } = {
  light: {
    text: '#1b1d22',
    muted: '#5f6672',
    surface: '#ffffff',
    line: '#e4e6eb',
    accent: '#2f55c8',
    focus: '#2f55c8',
    c1: '#3b5cd4',
    c2: '#cb5e18',
    c3: '#279994',
    c4: '#882d80',
    c5: '#b28e00',
    c6: '#7b6bdf',
    c7: '#36691c',
    c8: '#e3578a',
    completed: '#247a6f',
    handedOff: '#ca830f',
    abandoned: '#c63227',
    open: '#8a91ad',
    good: '#007960',
    bad: '#ca2815',
  },
  dark: {
    text: '#e8eaed',
    muted: '#9ba3b0',
    surface: '#16181c',
    line: '#2d3139',
    accent: '#86a5ff',
    focus: '#86a5ff',
    c1: '#788efb',
    c2: '#ef9952',
    c3: '#35cacf',
    c4: '#c963b7',
    c5: '#eac336',
    c6: '#b395e7',
    c7: '#a1d47a',
    c8: '#fb71a3',
    completed: '#3ec8b6',
    handedOff: '#efb04d',
    abandoned: '#ee6750',
    open: '#758aa5',
    good: '#36d8b8',
    bad: '#fd715b',
  },
};

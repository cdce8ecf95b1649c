import { css, html, type TemplateResult } from 'lit';

/** Signs at the end of a name that stay where the middle gives way. */
const TAIL = 7;
/** Names up to this long are cut at their end: nothing would be left of their middle. */
const SHORT = 20;

/** Where a name may give way, between two signs that a reader sees (never inside an emoji or an accented letter); `null`: too short to cut. */
export function splitName(name: string): readonly [head: string, tail: string] | null {
  if (name.length <= SHORT) return null;
  const signs = Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name), ({ segment }) => segment);
  if (signs.length <= SHORT) return null;
  const tail = signs.slice(-TAIL).join('');
  return [name.slice(0, name.length - tail.length), tail];
}

/**
 * A name of any length and script in one line: where it lacks room its middle gives way, the whole is its title, and screen readers get it in one
 * piece.
 */
export function renderLongName(name: string): TemplateResult {
  const parts = splitName(name);
  if (!parts) return html`<span class="name" dir="auto" title=${name}><span>${name}</span></span>`;
  return html`<span class="name" dir="auto" title=${name}
    ><span class="hidden">${name}</span><span aria-hidden="true">${parts[0]}</span><span aria-hidden="true">${parts[1]}</span></span
  >`;
}

/** For `renderLongName`. */
export const longNameStyles = css`
  .name {
    position: relative;
    display: inline-flex;
    min-inline-size: 0;
    max-inline-size: 100%;
    unicode-bidi: isolate;
    white-space: pre;
  }
  .name > :not(.hidden) {
    flex: 0 1 auto;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  /* The end, of which the last signs stay. */
  .name > .hidden ~ :last-child {
    display: flex;
    flex: none;
    justify-content: flex-end;
    max-inline-size: 45%;
  }
  /* Whole where the keyboard is: a title is for pointers alone. */
  :is(tr, .option, .slice, .pick):is(:focus-visible, :has(:focus-visible)) .name {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  :is(tr, .option, .slice, .pick):is(:focus-visible, :has(:focus-visible)) .name > .hidden {
    position: static;
    flex: 1;
    inline-size: auto;
    block-size: auto;
    margin: 0;
    clip-path: none;
    white-space: inherit;
  }
  :is(tr, .option, .slice, .pick):is(:focus-visible, :has(:focus-visible)) .name > .hidden ~ * {
    display: none;
  }
  /* Copied once. */
  .name > .hidden {
    user-select: none;
    -webkit-user-select: none;
  }
`;

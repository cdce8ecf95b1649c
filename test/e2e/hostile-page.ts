/** What both pages say, and widgets are to take: a font, and how large a rem is. */
const COMMON = `
  html { font-size: 20px }
  body { margin: 0; font-family: Georgia, serif }
  .place { inline-size: 56rem; margin-block-end: 2rem }`;

/** A page that says nothing else. */
export const PLAIN = COMMON;

/** What themes, resets and page builders do to everything they find, all at once and louder than any of them. */
export const HOSTILE = `${COMMON}
  :not(:defined) { display: none }
  body, body * {
    font-size: 31px !important; font-weight: 900 !important; font-style: italic !important; font-variant: small-caps !important;
    line-height: 3 !important; letter-spacing: 0.2em !important; word-spacing: 1em !important; text-indent: 3em !important;
    text-transform: uppercase !important; text-align: center !important; text-align-last: right !important; text-shadow: 1px 1px red !important;
    white-space: pre !important; word-break: break-all !important; overflow-wrap: anywhere !important; hyphens: auto !important; tab-size: 3 !important;
    cursor: wait !important; color: red !important; fill: red !important; stroke: red !important; caret-color: red !important; accent-color: red !important;
    -webkit-text-fill-color: red !important; -webkit-text-stroke: 1px red !important; list-style: square inside !important; quotes: none !important;
    border-collapse: collapse !important; border-spacing: 9px !important; caption-side: bottom !important; image-rendering: pixelated !important;
  }
  *, ::before, ::after { box-sizing: content-box !important; transition: all 2s !important }
  :root, body, .place { --share: 1; --_text: red; --_height: 3px; --_table-height: 3px; --_numbers: cursive; --_mark: red; --_size: 3px; --_row: 3px }
  a, b, button, canvas, div:not(.place), fieldset, h2, h3, i, input, label, p, section, select, span, strong, table, td, th, tr {
    float: left !important; position: relative !important; inset: 40px !important; width: 50% !important; margin: 13px !important;
    padding: 30px !important; border: 9px solid red !important; background: yellow !important; box-shadow: 0 0 9px red !important; opacity: 0.5 !important;
  }
  canvas, img, svg { max-width: 100% !important; height: auto !important; display: block !important }
  button, input, select { appearance: none !important; width: 100% !important; min-height: 80px !important }
  [hidden], [popover], [role='status'] { display: block !important }`;

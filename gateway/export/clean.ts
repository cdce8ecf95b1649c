/** What XML 1.0 cannot hold, and no reader of a table expects: control characters other than tab and line ends, and two that are no characters. */
export const UNWRITABLE = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/u;
const EACH = new RegExp(UNWRITABLE, 'gu');

/** The text with a visible mark in place of each character that a file of tables cannot hold. */
export const clean = (text: string): string => (UNWRITABLE.test(text) ? text.replace(EACH, '\ufffd') : text);

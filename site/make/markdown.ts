/** What stands in a cell of a table: one line, and no end of the cell. A tag in running text would become one. */
export function cell(text: string): string {
  return escapeTags(text.replaceAll(/\s*\n\s*/g, ' ').trim()).replaceAll('|', '\\|');
}

/** Escapes `<` outside of code. */
export function escapeTags(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replaceAll('<', '&lt;')))
    .join('');
}

/** In code, also with what would end a cell. */
export const code = (text: string): string => (text === '' ? '' : `\`${text.replaceAll('`', '')}\``);

/** A table; empty columns are left out, and nothing at all stands for no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const kept = head.map((_, at) => at).filter((at) => rows.some((row) => (row[at] ?? '') !== ''));
  const line = (cells: readonly string[]): string => `| ${kept.map((at) => cell(cells[at] ?? '')).join(' | ')} |`;
  return [line(head), `| ${kept.map(() => '---').join(' | ')} |`, ...rows.map(line), ''].join('\n');
}

/** A section, left out when it holds nothing. */
export const section = (heading: string, content: string): string => (content === '' ? '' : `## ${heading}\n\n${content}\n`);

/** The name of a heading's place, as sites of code and the generator make it. */
export const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[`*_<>()[\],.:;!?'’"/|]/g, '')
    .trim()
    .replaceAll(/\s+/g, '-');

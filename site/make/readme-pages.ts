/** The part of a document under a heading of the second level, with it. @throws Error when it is not there */
export function sectionOf(document: string, heading: string): string {
  const lines = document.split('\n');
  const fenced = markFences(lines);
  const start = lines.findIndex((line, at) => !fenced[at] && line === `## ${heading}`);
  if (start < 0) throw new Error(`The README has no section "${heading}".`);
  const end = lines.findIndex((line, at) => at > start && !fenced[at] && line.startsWith('## '));
  return lines.slice(start, end < 0 ? undefined : end).join('\n');
}

/** Which lines stand in a block of code. */
function markFences(lines: readonly string[]): boolean[] {
  let fenced = false;
  return lines.map((line) => {
    if (!line.startsWith('```')) return fenced;
    fenced = !fenced;
    return true;
  });
}

/** What stands before the first heading of the second level, without the title and the picture. */
export function introOf(document: string): string {
  return (document.split(/^## /m)[0] ?? '')
    .split('\n')
    .filter((line) => !line.startsWith('# ') && !line.startsWith('!['))
    .join('\n')
    .trim();
}

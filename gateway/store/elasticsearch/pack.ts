/** Several texts in one index term: unique whatever the texts hold, and to be taken apart again. */
export const pack = (...parts: readonly string[]): string => parts.map((part) => `${part.length}:${part}`).join('');

export function unpack(term: string): string[] {
  const parts: string[] = [];
  for (let position = 0; position < term.length;) {
    const colon = term.indexOf(':', position);
    const end = colon + 1 + Number(term.slice(position, colon));
    if (colon === -1 || !(end <= term.length)) throw new TypeError('A term that was not packed here.');
    parts.push(term.slice(colon + 1, end));
    position = end;
  }
  return parts;
}

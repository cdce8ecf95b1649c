/** Whether `If-None-Match` names the answer: compared weakly (RFC 9110, 13.1.2), since proxies that compress anew weaken what they pass on. */
export function ifNoneMatch(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((tag) => tag.trim() === '*' || plain(tag.trim()) === plain(etag)) ?? false;
}

const plain = (tag: string): string => tag.replace(/^W\//, '');

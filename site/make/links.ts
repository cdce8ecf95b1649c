export interface Places {
  /** Paths of all pages of the site. */
  pages: ReadonlySet<string>;
  /** Headings of the README, as anchors, and the page that each is on. */
  readme: ReadonlyMap<string, string>;
}

/** Where a link of the README (in the root) or of a document (in `docs/`) leads in the site; what has no page there is named as text. */
export function rewriteLinks(markdown: string, from: 'README.md' | 'docs', { pages, readme }: Places): string {
  return markdown.replaceAll(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g, (whole, mark: string, text: string, target: string) => {
    if (/^(https?:|mailto:|#)/.test(target)) return whole;
    const [path = '', anchor = ''] = target.split('#');
    const inRepository = new URL(path, `file:///${from === 'docs' ? 'docs/' : ''}`).pathname.slice(1);
    if (mark === '!') return `![${text}](/${inRepository.split('/').at(-1) ?? ''})`;
    const inReadme = inRepository === 'README.md' ? readme.get(anchor) : undefined;
    const page = inReadme ?? ELSEWHERE[inRepository] ?? inRepository.replace(/^docs\//, '');
    if (!pages.has(page)) return text.startsWith('`') ? text : `\`${inRepository}\``;
    return `[${text}](./${page}${anchor && `#${anchor}`})`;
  });
}

/** What is elsewhere in the site than in the repository. */
const ELSEWHERE: Record<string, string> = { 'README.md': 'index.md', 'custom-elements.json': 'reference/index.md' };

/* global process */
/**
 * Makes of custom-elements.json what editors and frameworks read: `widgets/tags.ts`, for the types of each framework, and custom data of VS Code.
 * `--check` writes nothing and fails where a file is not what it would be.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';
import { format, resolveConfig } from 'prettier';

const ROOT = join(import.meta.dirname, '..');
/** Events of widgets pass the provider around them. */
const PASSING = ['bot-filter-request', 'bot-select'];

const read = async () => JSON.parse(await readFile(join(ROOT, 'custom-elements.json'), 'utf8'));
const manifest = await read();
const tags = manifest.modules.flatMap(({ path, declarations }) => declarations.map((tag) => ({ ...tag, path })));

/** What can be set: not what can only be read, nor what the platform has. */
const properties = ({ members }) =>
  members.filter((member) => member.kind === 'field' && !member.static && !member.readonly).map((member) => member.name);

const events = ({ tagName, events: own }) => [
  ...new Set([...own.map((event) => event.name), ...(tagName === 'bot-provider' ? PASSING : [])]),
];

const names = (list) => list.map((name) => `'${name}'`).join(' | ');

const types = `// Made of custom-elements.json by \`npm run manifest\`.
${tags.map((tag) => `import type { ${tag.name} } from '${tag.path.replace(/^lib\/widgets\/(.+)js$/, './$1ts')}';`).join('\n')}
import type { Tag } from './internal/tag.ts';

/** What each tag takes, by property, and tells, by event. */
export interface Tags {
${tags.map((tag) => `'${tag.tagName}': Tag<${tag.name}, ${names(properties(tag))}, ${names(events(tag))}>;`).join('\n')}
}
`;

/** Without what a page's author does not write in a tag. */
const hidden = { hideCssPropertiesDocs: true, hideCssPartsDocs: true, hideMethodDocs: true, hideLogs: true };

/** A type's name is no value that an attribute could have. */
const withValues = ({ tags: described, ...rest }) => ({
  ...rest,
  tags: described.map((tag) => ({
    ...tag,
    attributes: tag.attributes.map((one) => ({ ...one, values: one.values.filter(({ name }) => /^[a-z]/.test(name)) })),
  })),
});

const files = {
  'widgets/tags.ts': types,
  'editors/html.json': JSON.stringify(withValues(JSON.parse(getVsCodeHtmlCustomData(await read(), hidden)))),
  'editors/css.json': getVsCodeCssCustomData(await read(), hidden),
};

const check = process.argv.includes('--check');
for (const [name, content] of Object.entries(files)) {
  const path = join(ROOT, name);
  const wanted = await format(content, { ...(await resolveConfig(path)), filepath: path });
  if (!check) await writeFile(path, wanted);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== wanted) {
    process.stderr.write(`${name} is not what custom-elements.json says: npm run manifest\n`);
    process.exitCode = 1;
  }
}

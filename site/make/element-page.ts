import { code, escapeTags, section, table } from './markdown.ts';

interface Named {
  name: string;
  description?: string;
}

interface Member extends Named {
  kind: string;
  privacy?: string;
  static?: boolean;
  readonly?: boolean;
  attribute?: string;
  type?: { text: string };
  parameters?: { name: string; type?: { text: string } }[];
  return?: { type?: { text: string } };
}

/** A tag as `custom-elements.json` tells it. */
export interface Declaration extends Named {
  tagName: string;
  summary?: string;
  attributes?: (Named & { fieldName?: string; type?: { text: string } })[];
  members?: Member[];
  events?: (Named & { type?: { text: string } })[];
  slots?: Named[];
  cssParts?: Named[];
  cssProperties?: (Named & { default?: string })[];
  cssStates?: Named[];
}

export interface Manifest {
  modules: { declarations: Declaration[] }[];
}

export const declarationsOf = (manifest: Manifest): Declaration[] => manifest.modules.flatMap(({ declarations }) => declarations);

/** The page of a tag: live, and all that can be set, heard and styled. */
export function elementPage(declaration: Declaration): string {
  const { tagName, summary = '', description = '', attributes = [], members = [], events = [], slots = [] } = declaration;
  const { cssParts = [], cssProperties = [], cssStates = [] } = declaration;
  const fields = members.filter(({ kind, name }) => kind === 'field' && !name.startsWith('['));
  const methods = members.filter(({ kind }) => kind === 'method');
  const typeOf = ({ type }: { type?: { text: string } }): string => code(plainType(type?.text ?? ''));
  return [
    `# &lt;${tagName}&gt;\n`,
    `${escapeTags(summary)}\n`,
    `<LiveWidget tag="${tagName}" />\n`,
    `${escapeTags(description)}\n`,
    section(
      'Attributes',
      table(
        ['attribute', 'type', ''],
        // Those without a word are there for browsers' own reasons.
        attributes
          .filter(({ description: told }) => told !== undefined)
          .map((each) => [code(each.name), typeOf(each), each.description ?? '']),
      ),
    ),
    section(
      'Properties',
      table(
        ['property', 'type', ''],
        fields
          .filter((each) => each.static !== true)
          .map((each) => [code(each.name), typeOf(each), `${each.description ?? ''}${each.readonly ? ' Read only.' : ''}`]),
      ),
    ),
    section(
      'Methods',
      table(
        ['method', ''],
        methods.map((each) => [code(signature(each)), each.description ?? '']),
      ),
    ),
    section(
      'Events',
      table(
        ['event', 'class', ''],
        events.map((each) => [code(each.name), typeOf(each), each.description ?? '']),
      ),
    ),
    section(
      'Slots',
      table(
        ['slot', ''],
        slots.map((each) => [each.name === '' ? 'the default one' : code(each.name), each.description ?? '']),
      ),
    ),
    section(
      'Parts',
      table(
        ['part', ''],
        cssParts.map((each) => [code(each.name), each.description ?? '']),
      ),
    ),
    section(
      'States',
      table(
        ['state', ''],
        cssStates.map((each) => [code(`:state(${each.name})`), each.description ?? '']),
      ),
    ),
    section(
      'Custom properties',
      table(
        ['property', 'default', ''],
        cssProperties.map((each) => [code(each.name), code(each.default ?? ''), each.description ?? '']),
      ),
    ),
  ]
    .filter((part) => part.trim() !== '')
    .join('\n');
}

/** Without what only the compiler needs. */
const plainType = (type: string): string => type.replaceAll(/\s*\|\s*undefined\b/g, '').replaceAll(/\s+/g, ' ');

function signature({ name, static: isStatic, parameters = [] }: Member): string {
  return `${isStatic ? 'static ' : ''}${name}(${parameters.map((each) => each.name).join(', ')})`;
}

import { code, section, table } from './markdown.ts';

/** As much of JSON Schema as the document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: string | number | boolean;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  default?: unknown;
}

interface Body {
  content?: Record<string, { schema?: Schema }>;
}

interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  security?: unknown[];
  parameters?: { name: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: Body;
  responses: Record<string, Body & { description?: string }>;
}

export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

/** Every route with its parameters, fields and problems, as the OpenAPI document tells them. */
export function routesPage(document: OpenApi, problems: readonly (readonly [code: string, status: number, title: string])[]): string {
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => routeSection(document, `${method.toUpperCase()} ${path}`, operation)),
  );
  return [
    '# Routes\n',
    'Made from the gateway’s own OpenAPI document, `GET /v1/openapi.json`, which is made from the schemas that check every question. What the numbers mean: [definitions](../definitions.md).\n',
    ...routes,
    section(
      'Problems',
      `Every refusal is a problem of RFC 9457 with a stable \`code\`, and a \`detail\` that says what to do.\n\n${table(
        ['code', 'status', 'title'],
        problems.map(([name, status, title]) => [code(name), String(status), title]),
      )}`,
    ),
  ].join('\n');
}

function routeSection(
  document: OpenApi,
  name: string,
  { summary = '', description = '', parameters = [], requestBody, responses }: Operation,
): string {
  const good = responses['200'];
  const refused = Object.entries(responses).filter(([status]) => Number(status) >= 300);
  return section(
    name,
    [
      `${summary} ${description}\n`,
      part(
        'Parameters',
        table(
          ['parameter', 'type', '', ''],
          parameters.map((each) => [
            code(each.name),
            parameterType(document, each.schema ?? {}),
            each.required ? 'required' : '',
            each.description ?? each.schema?.description ?? '',
          ]),
        ),
      ),
      part('Body', bodyTable(document, requestBody)),
      part(`Answer${mediaOf(good)}`, `${good?.description ?? ''}\n\n${bodyTable(document, good)}`),
      part(
        'Otherwise',
        table(
          ['status', ''],
          refused.map(([status, each]) => [status, codes(each.description ?? '')]),
        ),
      ),
    ].join('\n'),
  );
}

const part = (heading: string, content: string): string => (content.trim() === '' ? '' : `**${heading}**\n\n${content}\n`);

/** Problem codes as code; a sentence as it is. */
const codes = (text: string): string => (/^[a-z-]+(, [a-z-]+)*$/.test(text) ? text.split(', ').map(code).join(', ') : text);

const mediaOf = (body?: Body): string => {
  const types = Object.keys(body?.content ?? {}).filter((type) => type !== 'application/json');
  return types.length === 0 ? '' : `, ${types.map(code).join(' or ')}`;
};

function bodyTable(document: OpenApi, body?: Body): string {
  const schema = body?.content?.['application/json']?.schema;
  const rows = schema ? fieldsOf(document, schema) : [];
  return table(['field', 'type', '', ''], rows);
}

function resolve(document: OpenApi, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined
    ? schema
    : { ...(document.components?.schemas?.[name] ?? {}), ...(schema.description && { description: schema.description }) };
}

/** The fields of an object, and of objects within it, by their path. */
function fieldsOf(document: OpenApi, given: Schema, path = ''): string[][] {
  const schema = resolve(document, given);
  const inner = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (inner) {
    const objects = inner.map((each) => resolve(document, each));
    const first = objects.find((each) => each.properties) ?? objects.find((each) => each.items);
    return first ? fieldsOf(document, first, path) : [];
  }
  if (schema.items) return fieldsOf(document, schema.items, path === '' ? '' : `${path}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const told = resolve(document, field);
    const own = [code(at), typeOf(document, field), schema.required?.includes(name) ? '' : 'optional', told.description ?? ''];
    return [own, ...fieldsOf(document, field, at)];
  });
}

/** A list in a query is the name given several times. */
const parameterType = (document: OpenApi, schema: Schema): string =>
  schema.items ? `${typeOf(document, schema.items)}, repeatable` : typeOf(document, schema);

/** A type in few words. */
function typeOf(document: OpenApi, given: Schema): string {
  const schema = resolve(document, given);
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(' ');
  if (schema.const !== undefined) return code(String(schema.const));
  const inner = schema.anyOf ?? schema.oneOf;
  if (inner) return [...new Set(inner.map((each) => typeOf(document, each)))].join(' or ');
  const types = [schema.type ?? 'object'].flat();
  const named = types.map((type) =>
    type === 'array' ? `list of ${typeOf(document, schema.items ?? {})}` : type === 'null' ? type : (schema.format ?? type),
  );
  return `${named.join(' or ')}${limitsOf(schema)}`;
}

function limitsOf({ minimum, maximum, minLength, maxLength, maxItems }: Schema): string {
  const [from, to] = [minimum ?? minLength, maximum ?? maxLength ?? maxItems];
  const isWide = to === undefined || to >= Number.MAX_SAFE_INTEGER;
  if (isWide) return '';
  return from === undefined ? `, at most ${to}` : `, ${from} to ${to}`;
}

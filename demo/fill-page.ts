export interface PageValues {
  /** Replaces `{{name}}`; escaped for text and quoted attributes. */
  texts: Readonly<Record<string, string>>;
  /** Keeps or drops what stands between `<!-- if name -->` and `<!-- end name -->`. */
  parts: Readonly<Record<string, boolean>>;
}

/** A page from its template. @throws Error for a name that has no value, so that a typo shows */
export function fillPage(template: string, { texts, parts }: PageValues): string {
  return template
    .replaceAll(/[ \t]*<!-- if (\w+) -->\n?([\s\S]*?)[ \t]*<!-- end \1 -->\n?/g, (_, name: string, part: string) =>
      valueOf(parts, name) ? part : '',
    )
    .replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => escape(valueOf(texts, name)));
}

function valueOf<Value>(values: Readonly<Record<string, Value>>, name: string): Value {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new Error(`The page asks for "${name}", which has no value.`);
  return value;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

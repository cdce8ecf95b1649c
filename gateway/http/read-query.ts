import { z } from 'zod';
import { faultOf } from '../contract/faults.ts';
import { Problem } from '../contract/problem.ts';

/**
 * Reads the parameters of a URL by a schema of single values and arrays.
 *
 * @throws Problem `invalid-query` that names the parameter at fault
 */
export function readQuery<Query>(schema: z.ZodType<Query>, parameters: URLSearchParams): Query {
  const shape = schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
  const query = new Map<string, string | string[]>();
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!field) refuse(`${name.slice(0, 100)}: no such parameter; there are ${Object.keys(shape).join(', ')}`);
    if (!isRepeatable(field) && values.length > 1) refuse(`${name}: is given more than once`);
    query.set(name, isRepeatable(field) ? values : (values[0] ?? ''));
  }
  const { success, data, error } = schema.safeParse(Object.fromEntries(query), { error: faultOf });
  if (success) return data;
  return refuse(error.issues.map(({ path, message }) => `${String(path[0] ?? 'query')}: ${message}`).join('; '));
}

function isRepeatable(field: z.ZodType): boolean {
  return field instanceof z.ZodArray || (field instanceof z.ZodOptional && field.unwrap() instanceof z.ZodArray);
}

function refuse(detail: string): never {
  throw new Problem('invalid-query', detail);
}

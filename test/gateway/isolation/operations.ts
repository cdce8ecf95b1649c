import { PERMISSIONS, type Permission } from '../../../gateway/contract/scope.ts';
import { type TestGateway } from '../../support/gateway.ts';

export interface Parameter {
  name: string;
  required: boolean;
  choices: readonly string[] | undefined;
}

/** One route with one method, as the OpenAPI document tells it: a new route is walked as soon as it is told there. */
export interface Operation {
  method: string;
  path: string;
  parameters: readonly Parameter[];
  /** All of which are needed; none: any permission will do. */
  permissions: readonly Permission[];
  open: boolean;
}

interface Described {
  description?: string;
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema: { enum?: unknown[]; items?: { enum?: unknown[] } } }[];
}

export async function operationsOf(gateway: TestGateway): Promise<Operation[]> {
  const response = await gateway.app.request('/v1/openapi.json');
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, Described>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { description = '', security, parameters = [] }]) => {
      const needs = /Needs ([^.]*)\./.exec(description)?.[1];
      const open = security?.length === 0;
      if (needs === undefined && !open) throw new Error(`The description of ${method} ${path} does not say which permission it needs.`);
      return {
        method: method.toUpperCase(),
        path,
        open,
        permissions: PERMISSIONS.filter((permission) => needs?.includes(`\`${permission}\``)),
        parameters: parameters.map(({ name, required = false, schema }) => {
          const choices = schema.enum ?? schema.items?.enum;
          return { name, required, choices: choices?.map(String) };
        }),
      };
    }),
  );
}

/** A value of one's own for any parameter that a route may need. */
const OWN: Record<string, string> = { business: 'acme', bot: 'acme/shop', conversation: 'acme/shop/c', user: 'nobody-of-that-name' };

/** The smallest valid request: it changes nothing. */
export function plainRequest({ method, path, parameters }: Operation): { path: string; init: RequestInit } {
  const needed = parameters
    .filter(({ required }) => required)
    .map(({ name, choices }) => [name, choices?.[0] ?? OWN[name] ?? 'x'] as [string, string]);
  const query = new URLSearchParams(needed).toString();
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: '[]', headers: { 'content-type': 'application/json' } };
  return { path: query ? `${path}?${query}` : path, init: { method, ...body } };
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseConfig } from '../gateway/config.ts';

const ROOT = join(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const read = (path: string): unknown => parse(readFileSync(join(ROOT, path), 'utf8'), { strict: true, uniqueKeys: true, merge: true });
const filesIn = (folder: string): string[] => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`);

/** The parts of GitHub's workflow syntax that are used here; anything else is a slip. */
const Workflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({
    push: z.strictObject({ branches: z.array(z.string()) }).optional(),
    pull_request: z.null().optional(),
    workflow_dispatch: z.null().optional(),
  }),
  permissions: z.partialRecord(z.enum(['contents', 'id-token']), z.enum(['read', 'write'])),
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.string() }).optional(),
  jobs: z.record(
    z.string(),
    z.strictObject({
      'runs-on': z.string(),
      'timeout-minutes': z.int(),
      container: z.string().optional(),
      if: z.string().optional(),
      env: z.record(z.string(), z.string()).optional(),
      steps: z.array(
        z.union([
          z.strictObject({ uses: z.string().regex(/^actions\/[a-z-]+@v\d+$/), with: z.record(z.string(), z.string()).optional() }),
          z.strictObject({ run: z.string(), env: z.record(z.string(), z.string()).optional() }),
        ]),
      ),
    }),
  ),
});

describe.each(filesIn('.github/workflows'))('%s', (path) => {
  const commands = Object.values(Workflow.parse(read(path)).jobs).flatMap(({ steps }) =>
    steps.flatMap((step) => ('run' in step ? [step.run] : [])),
  );

  test('runs what is there', () => {
    const ours = commands.flatMap((command) => [...command.matchAll(/npm run (?:-s )?(\S+)/g)].map(([, name]) => name));
    for (const name of ours) expect(scripts).toHaveProperty([name ?? '']);
    const programs = commands.filter((command) => command.startsWith('.'));
    for (const program of programs) expect(existsSync(join(ROOT, program)), program).toBe(true);
    expect(ours.length + programs.length).toBeGreaterThan(0);
  });
});

const Service = z.looseObject({
  image: z.string().optional(),
  environment: z.record(z.string(), z.unknown()).optional(),
  depends_on: z.record(z.string(), z.unknown()).optional(),
  volumes: z.array(z.string()).optional(),
});
const Compose = z.object({ services: z.record(z.string(), Service) });

/** What Compose makes of `${NAME:?why}` when NAME is set, and of `${NAME:-}` when it is not. */
const filledIn = (value: string): string =>
  value.replace(/\$\{\w+:\?[^}]*\}/, 'something of the operator').replace(/\$\{\w+:-([^}]*)\}/, '$1');

test('compose.gateways.yaml starts the gateways that its proxy knows, with settings that a gateway has', () => {
  const servers = Compose.parse(read('compose.yaml')).services;
  const { services } = Compose.parse(read('compose.gateways.yaml'));
  const proxied = [...readFileSync(join(ROOT, 'deploy/nginx.conf'), 'utf8').matchAll(/server (gateway-\d):8080;/g)].map(([, name]) => name);
  const gateways = Object.keys(services).filter((name) => name.startsWith('gateway-'));
  expect(proxied).toEqual(gateways);
  expect(Object.keys(services.proxy?.depends_on ?? {})).toEqual(gateways);
  for (const name of gateways) {
    const { environment = {}, depends_on = {} } = services[name] ?? {};
    const given = Object.entries(environment).map(([variable, value]) => [variable, filledIn(String(value))]);
    expect(() => parseConfig(Object.fromEntries(given) as Record<string, string>)).not.toThrow();
    for (const variable of Object.keys(environment)) expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`\`${variable}\``);
    expect(Object.keys(depends_on).filter((server) => !(server in servers))).toEqual([]);
  }
  const mounted = Object.values(services).flatMap(({ volumes = [] }) =>
    volumes.filter((volume) => volume.startsWith('./')).map((volume) => volume.split(':')[0] ?? ''),
  );
  expect(mounted.length).toBeGreaterThan(2);
  for (const path of mounted) expect(existsSync(join(ROOT, path)), path).toBe(true);
});

const about = { label: z.string(), description: z.string().optional() };
const validations = z.strictObject({ required: z.boolean() }).optional();
const id = z.string().regex(/^[\w-]+$/);
/** GitHub's form schema, as far as it is used here. */
const Form = z.strictObject({
  name: z.string(),
  description: z.string(),
  labels: z.array(z.string()),
  body: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('markdown'), attributes: z.strictObject({ value: z.string() }) }),
      z.strictObject({
        type: z.literal('input'),
        id,
        attributes: z.strictObject({ ...about, placeholder: z.string().optional() }),
        validations,
      }),
      z.strictObject({
        type: z.literal('textarea'),
        id,
        attributes: z.strictObject({ ...about, render: z.string().optional() }),
        validations,
      }),
      z.strictObject({
        type: z.literal('dropdown'),
        id,
        attributes: z.strictObject({ ...about, options: z.array(z.string()).min(1) }),
        validations,
      }),
      z.strictObject({
        type: z.literal('checkboxes'),
        id,
        attributes: z.strictObject({ ...about, options: z.array(z.strictObject({ label: z.string() })) }),
      }),
    ]),
  ),
});

test.each(filesIn('.github/ISSUE_TEMPLATE').filter((path) => !path.endsWith('config.yml')))(
  '%s is a form that asks for something',
  (path) => {
    const { body } = Form.parse(read(path));
    const ids = body.flatMap((field) => ('id' in field ? [field.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    const labels = body.flatMap(({ attributes }) => ('label' in attributes ? [attributes.label] : []));
    expect(new Set(labels).size).toBe(labels.length);
    expect(body.some((field) => 'validations' in field && field.validations?.required)).toBe(true);
  },
);

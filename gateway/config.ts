import { cpus } from 'node:os';
import { z } from 'zod';

const whole = (min: number, max: number) =>
  z.coerce.number('must be a number').int('must be a whole number').min(min, `must be at least ${min}`).max(max, `must be at most ${max}`);

/** A whole number in a variable. */
const number = (min: number, max: number, fallback: number) => whole(min, max).default(fallback);

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

const origins = list.refine(
  (values) => values.every((value) => value === '*' || (URL.canParse(value) && new URL(value).origin === value)),
  'must be origins such as https://portal.example, separated by commas',
);

/** Settings of the store, which commands need too. */
const store = {
  DATA_DIR: z.string().default('./data'),
  DUCKDB_MEMORY_LIMIT: z
    .string()
    .regex(/^\d+(\.\d+)?\s?(MB|GB|MiB|GiB)$/, 'must be a size such as 1GB')
    .default('1GB'),
  DUCKDB_THREADS: number(1, 256, Math.min(4, cpus().length)),
};
const StoreEnvironment = z.object(store);
export type StoreConfig = z.output<typeof StoreEnvironment>;

const Environment = z.object({
  ...store,
  PORT: number(0, 65_535, 8080),
  HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: whole(0, 65_535).optional(),
  DIRECTORY_FILE: z.string().optional(),
  JWT_SECRET: z.string().optional(),
  JWKS_URL: z.url('must be a URL').optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  ALLOWED_ORIGINS: origins,
  IDLE_MINUTES: number(1, 1440, 30),
  RATE_LIMIT: number(0, 1_000_000, 600),
  REPORT_TIMEOUT_SECONDS: number(1, 600, 30),
  CACHE_MB: number(0, 65_536, 64),
  BASE_PATH: z
    .string()
    .regex(/^\/([\w.~-]+\/?)*$/, 'must be a path such as / or /bots')
    .default('/'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type Config = z.output<typeof Environment>;

type Env = Record<string, string | undefined>;

/** Settings that go together or exclude each other; told beside the faults of single ones. */
function combinationFaults(env: Env): string[] {
  const later = ['ELASTICSEARCH_URL', 'MYSQL_URL', 'REDIS_URL'].filter((name) => env[name]);
  return [
    ...(env.DIRECTORY_FILE ? [] : ['DIRECTORY_FILE is required: the JSON file that says who may see what']),
    ...(env.JWT_SECRET || env.JWKS_URL ? [] : ['JWT_SECRET or JWKS_URL is required, to check tokens']),
    ...(env.JWT_SECRET && env.JWKS_URL ? ['JWT_SECRET and JWKS_URL exclude each other'] : []),
    ...later.map((name) => `${name} is set, and this version cannot use it`),
  ];
}

/** Reads the settings; an empty variable counts as unset. @throws Error that names all faults at once */
export const parseConfig = (env: Env): Config => parse(Environment, env, combinationFaults(env));

/** The settings of a command that works on the store alone. */
export const parseStoreConfig = (env: Env): StoreConfig => parse(StoreEnvironment, env, []);

function parse<Settings>(schema: z.ZodType<Settings>, env: Env, faults: readonly string[]): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const { success, data, error } = schema.safeParse(given);
  if (success && faults.length === 0) return data;
  const all = [...(error?.issues.map(({ path, message }) => `${String(path[0])} ${message}`) ?? []), ...faults];
  throw new Error(`The environment needs a correction:\n${all.map((fault) => `  ${fault}`).join('\n')}`);
}

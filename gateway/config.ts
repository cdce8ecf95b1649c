import { cpus } from 'node:os';
import { z } from 'zod';
import { faultOf } from './contract/faults.ts';
import { Instant } from './contract/instant.ts';

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

const url = (...schemes: [string, ...string[]]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)),
      `must be a URL that begins with ${schemes[0]}://`,
    )
    .optional();

/** Nodes of a cluster. */
const addresses = list.refine(
  (values) => values.length > 0 && values.every((value) => URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol)),
  'must be addresses such as http://127.0.0.1:9200, separated by commas',
);

/** Settings of the store, which commands need too. */
const store = {
  DATA_DIR: z.string().default('./data'),
  DUCKDB_MEMORY_LIMIT: z
    .string()
    .regex(/^\d+(\.\d+)?\s?(MB|GB|MiB|GiB)$/, 'must be a size such as 1GB')
    .default('1GB'),
  DUCKDB_THREADS: number(1, 256, Math.min(4, cpus().length)),
  ELASTICSEARCH_URL: addresses.optional(),
  ELASTICSEARCH_API_KEY: z.string().optional(),
  ELASTICSEARCH_INDEX_PREFIX: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, 'must be small letters, digits, dots, dashes and underscores, such as bot-')
    .default('bot-'),
  RETENTION_DAYS: whole(1, 36_500).optional(),
  SLICES_MB: number(0, 65_536, 256),
};
/** Settings of what gateways on the same store have in common, for whoever writes to it. */
const shared = {
  REDIS_URL: url('redis', 'rediss'),
  REDIS_PREFIX: z.string().default('bot:'),
  RATE_LIMIT: number(0, 1_000_000, 600),
  CACHE_MB: number(0, 65_536, 64),
};
/** Settings of a stream that messages come from. */
const stream = {
  KINESIS_STREAM: z
    .string()
    .regex(/^(arn:[\w-]+:kinesis:[\w:/.-]+|[\w.-]{1,128})$/, 'must be the name or the ARN of a stream')
    .optional(),
  KINESIS_FROM: z
    .union([z.enum(['oldest', 'latest']), Instant], 'must be oldest, latest or an RFC 3339 time such as 2026-03-01T00:00:00Z')
    .default('oldest'),
  READY_BEHIND_SECONDS: whole(1, 31_536_000).optional(),
};
/** Settings of whatever process runs for long. */
const running = {
  HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: whole(0, 65_535).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
};
const StoreEnvironment = z.object({ ...store, ...shared });
export type StoreConfig = z.output<typeof StoreEnvironment>;

const Environment = z.object({
  ...store,
  ...shared,
  ...stream,
  ...running,
  PORT: number(0, 65_535, 8080),
  DIRECTORY_FILE: z.string().optional(),
  MYSQL_URL: url('mysql'),
  MYSQL_BUSINESSES_SQL: z.string().optional(),
  MYSQL_PRINCIPAL_SQL: z.string().optional(),
  MYSQL_GRANTS_SQL: z.string().optional(),
  JWT_SECRET: z.string().optional(),
  JWKS_URL: z.url('must be a URL').optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  ALLOWED_ORIGINS: origins,
  IDLE_MINUTES: number(1, 1440, 30),
  DOWNLOADS: number(0, 16, 2),
  LIVE_STREAMS: number(0, 1_000_000, 100),
  REPORT_TIMEOUT_SECONDS: number(1, 600, 30),
  BASE_PATH: z
    .string()
    .regex(/^\/([\w.~-]+\/?)*$/, 'must be a path such as / or /bots')
    .default('/'),
});

export type Config = z.output<typeof Environment>;

const ConsumeEnvironment = z.object({ ...store, ...shared, ...stream, ...running });
export type ConsumeConfig = z.output<typeof ConsumeEnvironment>;

type Env = Record<string, string | undefined>;

/** Settings that go together or exclude each other; told beside the faults of single ones. */
function combinationFaults(env: Env): string[] {
  const statements = ['MYSQL_BUSINESSES_SQL', 'MYSQL_PRINCIPAL_SQL', 'MYSQL_GRANTS_SQL'].filter((name) => env[name] && !env.MYSQL_URL);
  return [
    ...(env.DIRECTORY_FILE || env.MYSQL_URL
      ? []
      : ['DIRECTORY_FILE or MYSQL_URL is required: the JSON file, or the database, that says who may see what']),
    ...(env.DIRECTORY_FILE && env.MYSQL_URL ? ['DIRECTORY_FILE and MYSQL_URL exclude each other'] : []),
    ...statements.map((name) => `${name} is for MYSQL_URL, which is not set`),
    ...(env.JWT_SECRET || env.JWKS_URL ? [] : ['JWT_SECRET or JWKS_URL is required, to check tokens']),
    ...(env.JWT_SECRET && env.JWKS_URL ? ['JWT_SECRET and JWKS_URL exclude each other'] : []),
  ];
}

/** Reads the settings; an empty variable counts as unset. @throws Error that names all faults at once */
export const parseConfig = (env: Env): Config => parse(Environment, env, combinationFaults(env));

/** The settings of a command that works on the store alone. */
export const parseStoreConfig = (env: Env): StoreConfig => parse(StoreEnvironment, env, []);

/** The settings of a command that brings a stream into the store. */
export const parseConsumeConfig = (env: Env): ConsumeConfig =>
  parse(ConsumeEnvironment, env, env.KINESIS_STREAM ? [] : ['KINESIS_STREAM is required: the stream to read, or name it with --stream']);

function parse<Settings>(schema: z.ZodType<Settings>, env: Env, faults: readonly string[]): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const { success, data, error } = schema.safeParse(given, { error: faultOf });
  if (success && faults.length === 0) return data;
  const all = [...(error?.issues.map(({ path, message }) => `${String(path[0])} ${message}`) ?? []), ...faults];
  throw new Error(`The environment needs a correction:\n${all.map((fault) => `  ${fault}`).join('\n')}`);
}

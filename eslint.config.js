import js from '@eslint/js';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/** Everything under `gateway/` that a folder may be kept from importing. */
const rooms = {
  contract: '**/contract/**',
  text: '**/text/**',
  time: '**/time/**',
  conversation: '**/conversation/**',
  ingest: '**/ingest/**',
  access: '**/access/**',
  export: '**/export/**',
  reports: '**/reports/**',
  store: '**/store/**',
  cache: '**/cache/**',
  http: '**/http/**',
  commands: '**/commands/**',
};

/** What each room may import of ours; ports are single files, adapters are named one by one. */
const arrows = {
  contract: [],
  text: ['contract'],
  time: ['contract'],
  conversation: ['contract', 'text'],
  ingest: ['contract', 'text', 'conversation', 'store', 'cache'],
  access: ['contract', 'text'],
  store: ['contract', 'text', 'time', 'conversation', 'access'],
  cache: ['contract', 'access'],
  export: ['contract', 'text', 'time'],
  reports: ['contract', 'text', 'time', 'conversation', 'access', 'store', 'cache', 'export'],
  http: ['contract', 'text', 'time', 'ingest', 'access', 'reports', 'store', 'cache', 'export'],
};

const adapters = [
  '**/duckdb/**',
  '**/elasticsearch/**',
  '**/file-directory.ts',
  '**/mysql-directory.ts',
  '**/memory-*.ts',
  '**/redis-*.ts',
  '**/file-leases.ts',
];

const clients = {
  '@duckdb/node-api': 'gateway/store/duckdb/**',
  '@elastic/elasticsearch': 'gateway/store/elasticsearch/**',
  jose: 'gateway/access/**',
  'prom-client': 'gateway/http/**',
  'rate-limiter-flexible': 'gateway/http/**',
  'lru-cache': 'gateway/cache/**',
  ioredis: 'gateway/cache/redis-*.ts',
  '@aws-sdk/client-kinesis': 'gateway/ingest/kinesis/**',
  '@smithy/node-http-handler': 'gateway/ingest/kinesis/**',
  mysql2: 'gateway/access/mysql-*.ts',
  'mysql2/promise': 'gateway/access/mysql-*.ts',
  'temporal-polyfill': 'gateway/time/**',
  'stopwords-iso': 'gateway/text/**',
  yazl: 'gateway/export/**',
};

/** Drawn and loaded only where a widget asks for it: a page of numbers and tables must not carry them. */
const drawing = ['chart.js', 'chart.js/*', 'vis-network', 'vis-network/*', 'vis-data', 'vis-data/*'];
const drawingOnlyInCharts = { group: drawing, message: 'Chart.js and vis-network belong to widgets/charts, loaded when drawn.' };
const onlyTheContract = {
  group: ['**/gateway/*', '**/gateway/!(contract)/**', '**/demo/**', '**/test/**'],
  message: 'Widgets know the gateway by its contract alone, and only its types.',
};
const typesOfTheContract = {
  group: ['**/gateway/contract/**'],
  allowTypeImports: true,
  message: 'Import types only: the schemas would bring their library into the page.',
};

const paths = (names) => names.map((name) => ({ name, message: 'A client library belongs to its adapter alone.' }));

/** A room, and within it the files that have a client for themselves. */
const room = (name, allowed) =>
  [...new Set([`gateway/${name}/**`, ...Object.values(clients).filter((home) => home.startsWith(`gateway/${name}/`))])].map((home) =>
    walls(name, allowed, home),
  );

const walls = (name, allowed, home) => ({
  files: [home.endsWith('.ts') ? home : `${home}/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: paths(Object.keys(clients).filter((client) => clients[client] !== home && clients[client] !== `gateway/${name}/**`)),
        patterns: [
          {
            group: Object.keys(rooms)
              .filter((other) => other !== name && !allowed.includes(other))
              .map((other) => rooms[other]),
            message: `gateway/${name} may import only: ${allowed.join(', ') || 'nothing of ours'}.`,
          },
          ...(name === 'store' || name === 'cache' || name === 'access'
            ? []
            : [{ group: adapters, message: 'Take the port; the adapter is chosen in gateway/commands.' }]),
        ].filter((pattern) => pattern.group.length > 0),
      },
    ],
  },
});

export default tseslint.config(
  // What the examples are written with comes with each of them; their builds check it.
  { ignores: ['dist/**', 'lib/**', 'data/**', '**/node_modules/**', 'site/pages/**', 'examples/**/*.ts', 'examples/*/dist/**'] },
  js.configs.recommended,
  {
    files: ['**/*.js'],
    languageOptions: { globals: { console: 'readonly', document: 'readonly', fetch: 'readonly', Intl: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Hono's generics differ between an app and its sub-app; instances are checked by shape.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read in gateway/main.ts alone.' },
      ],
    },
  },
  ...Object.entries(arrows).flatMap(([name, allowed]) => room(name, allowed)),
  {
    files: ['widgets/**/*.ts'],
    ...lit['flat/recommended'],
  },
  {
    files: ['widgets/**/*.ts'],
    ...wc['flat/recommended'],
  },
  {
    files: ['widgets/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [onlyTheContract, typesOfTheContract, drawingOnlyInCharts] }],
      // An import of types alone would stay as an import for its effects, and bring the module into the page.
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A tag of ours that a page has not loaded yet, or in another version, is no fault of the class.
      'wc/guard-super-call': 'off',
    },
  },
  {
    files: ['widgets/charts/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [onlyTheContract, typesOfTheContract] }] },
  },
  {
    files: ['gateway/main.ts', 'demo/main.ts', 'site/main.ts', 'test/**/*.ts', '*.config.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['gateway/commands/**', 'gateway/main.ts', 'demo/**', 'site/**', 'test/bench/**', 'test/pictures/**', 'test/size/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/widgets/**/*.browser.ts'],
    rules: {
      // Chai speaks in expressions, some of them typed as promises that they are not.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
);

import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Everything under `gateway/` that a folder may be kept from importing. */
const rooms = {
  contract: '**/contract/**',
  text: '**/text/**',
  time: '**/time/**',
  conversation: '**/conversation/**',
  ingest: '**/ingest/**',
  access: '**/access/**',
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
  reports: ['contract', 'text', 'time', 'conversation', 'access', 'store', 'cache'],
  http: ['contract', 'text', 'time', 'ingest', 'access', 'reports', 'store', 'cache'],
};

const adapters = [
  '**/duckdb/**',
  '**/elasticsearch/**',
  '**/file-directory.ts',
  '**/mysql-directory.ts',
  '**/memory-*.ts',
  '**/redis-*.ts',
];

const clients = {
  '@duckdb/node-api': 'gateway/store/duckdb/**',
  jose: 'gateway/access/**',
  'prom-client': 'gateway/http/**',
  'rate-limiter-flexible': 'gateway/http/**',
  'lru-cache': 'gateway/cache/**',
  'temporal-polyfill': 'gateway/time/**',
  'stopwords-iso': 'gateway/text/**',
};

const paths = (names) => names.map((name) => ({ name, message: 'A client library belongs to its adapter alone.' }));

const room = (name, allowed) => ({
  files: [`gateway/${name}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: paths(Object.keys(clients).filter((client) => !clients[client].startsWith(`gateway/${name}/`))),
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
  { ignores: ['dist/**', 'data/**', 'node_modules/**'] },
  js.configs.recommended,
  { files: ['**/*.js'], languageOptions: { globals: { document: 'readonly', fetch: 'readonly', Intl: 'readonly' } } },
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
  ...Object.entries(arrows).map(([name, allowed]) => room(name, allowed)),
  { files: ['gateway/main.ts', 'demo/main.ts', 'test/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['gateway/commands/**', 'gateway/main.ts', 'demo/**', 'test/bench/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
);

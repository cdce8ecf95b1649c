import { describe } from 'vitest';
import { createDuckdbStore } from '../../gateway/store/duckdb/duckdb-store.ts';
import { isolationSuite } from './isolation/suite.ts';

describe('on the embedded store', () => isolationSuite((folder) => createDuckdbStore({ folder, memoryLimit: '256MB', threads: 1 })));

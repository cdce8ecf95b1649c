import { afterAll, describe, inject } from 'vitest';
import { isolationSuite } from '../gateway/isolation/suite.ts';
import { createTestStore } from './stores.ts';

const place = createTestStore(inject('elasticsearchUrl'));
afterAll(() => place.remove());

describe('on a cluster', () => isolationSuite(() => place.open(), 10));

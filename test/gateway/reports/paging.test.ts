import { describe } from 'vitest';
import { paging } from '../conformance/paging.ts';

describe('on the embedded store', () => paging({ runs: 8 }));

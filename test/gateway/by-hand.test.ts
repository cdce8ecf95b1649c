import { describe } from 'vitest';
import { countedByHand } from './conformance/counted-by-hand.ts';

describe('counted by hand on the embedded store', () => countedByHand());

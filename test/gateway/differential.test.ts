import { describe } from 'vitest';
import { differential } from './conformance/differential.ts';

describe('the embedded store and the plain reference give the same answers', () => differential({ seconds: 12 }));

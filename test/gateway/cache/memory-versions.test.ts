import { describe, expect, it } from 'vitest';
import { createMemoryVersions } from '../../../gateway/cache/memory-versions.ts';
import { versionsConformance } from '../conformance/versions.ts';

describe('the versions in memory', () => {
  versionsConformance(createMemoryVersions);

  it('never repeats what an earlier process said', async () => {
    const bots = [{ business: 'acme', bot: 'shop' }];
    expect(await createMemoryVersions().of(bots)).not.toBe(await createMemoryVersions().of(bots));
  });
});

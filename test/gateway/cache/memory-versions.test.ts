import { describe, expect, it } from 'vitest';
import { createMemoryVersions } from '../../../gateway/cache/memory-versions.ts';
import { versionsConformance } from '../conformance/versions.ts';

describe('the versions in memory', () => {
  versionsConformance(createMemoryVersions);

  it('never repeats what an earlier process said', async () => {
    const bots = [{ business: 'acme', bot: 'shop' }];
    expect(await createMemoryVersions().of(bots)).not.toBe(await createMemoryVersions().of(bots));
  });

  it('holds for a second where another process may write, of which nothing is heard here', async () => {
    const versions = createMemoryVersions({ alone: false });
    const bots = [{ business: 'acme', bot: 'shop' }];
    const before = await versions.of(bots);
    await expect.poll(async () => (await versions.of(bots)) !== before, { timeout: 2000 }).toBe(true);
  });
});

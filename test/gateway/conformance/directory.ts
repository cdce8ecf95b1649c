import { afterEach, expect, it, vi } from 'vitest';
import { type Business, type Directory, type Principal } from '../../../gateway/access/directory.ts';

export interface DirectoryContent {
  businesses: Business[];
  principals: Principal[];
}

export interface OpenedDirectory {
  directory: Directory;
  /** Replaces all that the directory holds, as its operator would. */
  replace: (content: DirectoryContent) => Promise<void>;
}

const content: DirectoryContent = {
  businesses: [
    {
      id: 'acme',
      name: 'Acme',
      bots: [
        { id: 'shop', name: 'Shop bot' },
        { id: 'help', name: 'Help' },
      ],
    },
    { id: 'a/b ü', name: 'Odd', bots: [] },
  ],
  principals: [
    {
      id: 'ann',
      grants: [
        { business: 'acme', bot: 'shop', permissions: ['reports', 'messages'] },
        { business: 'acme', bot: '*', permissions: ['reports'] },
      ],
    },
    { id: 'Ann', grants: [] },
    { id: 'root', grants: [{ business: '*', bot: '*', permissions: ['reports', 'messages', 'export', 'unmask', 'ingest', 'erase'] }] },
  ],
};

/** What every directory does; `open` makes one with the given content, which notices changes within 10 s. */
export function directoryConformance(open: (content: DirectoryContent) => Promise<OpenedDirectory>): void {
  const opened: Directory[] = [];
  const openOne = async () => {
    const made = await open(content);
    opened.push(made.directory);
    return made;
  };
  afterEach(async () => {
    for (const directory of opened.splice(0)) await directory.close();
  });

  const grantsOf = async (directory: Directory, id: string) => (await directory.principal(id))?.grants.map((grant) => ({ ...grant }));
  /** Some directories notice a change by themselves, others when they are asked. */
  const noticed = (directory: Directory, listener: () => void) =>
    vi.waitFor(
      async () => {
        await directory.principal('ann');
        expect(listener).toHaveBeenCalled();
      },
      { timeout: 10_000, interval: 50 },
    );
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

  it('knows its principals with all their grants', async () => {
    const { directory } = await openOne();
    expect(await grantsOf(directory, 'ann')).toHaveLength(2);
    expect(await grantsOf(directory, 'ann')).toEqual(expect.arrayContaining(content.principals[0]!.grants as never[]));
    expect(await grantsOf(directory, 'root')).toEqual(content.principals[2]!.grants);
  });

  it.each(['bob', '', 'ANN', 'ann ', 'constructor', '__proto__', "' OR 1=1 --"])('does not know %j', async (id) => {
    const { directory } = await openOne();
    expect(await directory.principal(id)).toBeNull();
  });

  it('tells two principals apart by case', async () => {
    const { directory } = await openOne();
    expect(await grantsOf(directory, 'Ann')).toEqual([]);
  });

  it('knows all businesses and bots by their names', async () => {
    const { directory } = await openOne();
    const businesses = (await directory.businesses()).map(({ id, name, bots }) => ({ id, name, bots: [...bots].sort(byId) }));
    const expected = content.businesses.map((business) => ({ ...business, bots: [...business.bots].sort(byId) }));
    expect(businesses.sort(byId)).toEqual(expected.sort(byId));
  });

  it('takes a grant away within seconds, and says that something changed', async () => {
    const { directory, replace } = await openOne();
    const changed = vi.fn();
    directory.onChange(changed);
    for (const { id } of content.principals) await directory.principal(id);
    await replace({ ...content, principals: [{ id: 'ann', grants: [content.principals[0]!.grants[1]!] }] });
    await noticed(directory, changed);
    expect(await grantsOf(directory, 'ann')).toEqual([{ business: 'acme', bot: '*', permissions: ['reports'] }]);
    await vi.waitFor(async () => expect(await directory.principal('root')).toBeNull(), { timeout: 5000, interval: 50 });
  });

  it('tells a listener that stopped nothing more', async () => {
    const { directory, replace } = await openOne();
    const stopped = vi.fn();
    const staying = vi.fn();
    directory.onChange(stopped)();
    directory.onChange(staying);
    await directory.principal('ann');
    await replace({ ...content, principals: [] });
    await noticed(directory, staying);
    expect(stopped).not.toHaveBeenCalled();
  });
}

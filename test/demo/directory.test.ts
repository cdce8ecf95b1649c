import { describe, expect, test } from 'vitest';
import { businessesOf, directoryOf, PRODUCER } from '../../demo/directory.ts';
import { demoWorld } from '../../demo/traffic/demo-world.ts';
import { parseDirectory } from '../../gateway/access/directory-file.ts';
import { rightsOf } from '../../gateway/access/rights.ts';

const content = parseDirectory(JSON.stringify(directoryOf(businessesOf(demoWorld))));
const rights = (id: string) => rightsOf(content.principals.find((principal) => principal.id === id)!.grants);

describe('the directory of the demo', () => {
  test('names every bot of the world once', () => {
    const bots = content.businesses.flatMap(({ id, bots }) => bots.map((bot) => `${id}/${bot.id}`));
    expect(bots.toSorted()).toEqual(demoWorld.bots.map(({ business, bot }) => `${business.id}/${bot.id}`).toSorted());
    expect(content.businesses.map(({ id }) => id)).toEqual(['aldermoor', 'halden', 'fernhill', 'quillcom']);
  });

  test('shows the client its own business alone', () => {
    expect(rights('portal').may('messages', { business: 'aldermoor', bot: 'cards' })).toBe(true);
    expect(rights('portal').may('reports', { business: 'halden', bot: 'booking' })).toBe(false);
    expect(rights('portal').may('unmask', { business: 'aldermoor', bot: 'cards' })).toBe(false);
  });

  test('shows the partner numbers, never messages', () => {
    expect(rights('partner').mayAnywhere('reports')).toBe(true);
    expect(rights('partner').mayAnywhere('messages')).toBe(false);
  });

  test('lets only the producer write', () => {
    expect(rights(PRODUCER).may('ingest', { business: 'halden', bot: 'booking' })).toBe(true);
    expect(rights(PRODUCER).mayAnywhere('reports')).toBe(false);
    expect(['portal', 'admin', 'partner'].some((id) => rights(id).mayAnywhere('ingest'))).toBe(false);
  });

  test('cannot be made of nothing', () => {
    expect(() => directoryOf([])).toThrow('no business');
  });
});

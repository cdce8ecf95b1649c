import { z } from 'zod';
import { faultOf } from '../contract/faults.ts';
import { PERMISSIONS } from '../contract/scope.ts';
import { chars } from '../contract/text.ts';
import { type Business, type Principal } from './directory.ts';

/** A bot or a business called `*` could not be told from all of them. */
const Id = chars(1, 100).refine((id) => id !== '*', 'must not be "*", which stands for all');

const Grant = z
  .strictObject({
    business: chars(1, 100),
    bot: chars(1, 100).optional(),
    permissions: z.array(z.enum(PERMISSIONS)),
  })
  .transform(({ business, bot, permissions }, context) => {
    // Only the grant of everything may leave the bot out: elsewhere a forgotten line must not widen a grant.
    if (business === '*' ? bot === undefined || bot === '*' : bot !== undefined) return { business, bot: bot ?? '*', permissions };
    const message = business === '*' ? 'must be "*" when business is "*"' : 'is missing: name a bot, or "*" for all of the business';
    context.addIssue({ code: 'custom', path: ['bot'], message });
    return z.NEVER;
  });

const DirectoryFile = z.strictObject({
  businesses: unique(z.strictObject({ id: Id, name: chars(1, 200), bots: unique(z.strictObject({ id: Id, name: chars(1, 200) })) })),
  principals: unique(z.strictObject({ id: chars(1, 255), grants: z.array(Grant) })),
});

/** What the file of section 5 says. */
export interface DirectoryContent {
  businesses: readonly Business[];
  principals: readonly Principal[];
}

/** Reads the text of a directory file. @throws Error that names the place of each fault */
export function parseDirectory(text: string): DirectoryContent {
  let json: unknown;
  try {
    // Some editors put a byte order mark first.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new Error(`it is no JSON (${cause instanceof Error ? cause.message : 'unreadable'})`, { cause });
  }
  const { data, error } = DirectoryFile.safeParse(json, { error: faultOf });
  if (data) return data;
  const faults = error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`);
  throw new Error([...faults.slice(0, 10), ...(faults.length > 10 ? [`and ${faults.length - 10} more`] : [])].join('; '));
}

/** `principals[0].grants[1].bot`, as one would write it in code. */
function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the whole file';
  return path.reduce<string>((place, key) => {
    if (typeof key === 'number') return `${place}[${key}]`;
    return place === '' ? String(key) : `${place}.${String(key)}`;
  }, '');
}

/** A list without two entries of the same id. */
function unique<Entry extends z.ZodType<{ id: string }>>(entry: Entry) {
  return z.array(entry).superRefine((entries, context) => {
    const seen = new Set<string>();
    entries.forEach(({ id }, index) => {
      if (seen.has(id)) context.addIssue({ code: 'custom', path: [index, 'id'], message: `"${id}" is there twice` });
      seen.add(id);
    });
  });
}

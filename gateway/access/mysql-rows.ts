import { z } from 'zod';
import { type Permission, PERMISSIONS } from '../contract/scope.ts';
import { chars } from '../contract/text.ts';
import { pairKey } from '../text/key.ts';
import { type Business } from './directory.ts';
import { type Grant } from './rights.ts';

/** The columns that each statement has to return. */
export const COLUMNS = {
  businesses: ['business', 'businessName', 'bot', 'botName'],
  principal: ['principal'],
  grants: ['principal', 'business', 'bot', 'permission'],
} as const;

/** A deployer's own columns may be numbers or binary; a name is their text. */
const text = (max: number) =>
  z
    .union([z.string(), z.number(), z.instanceof(Buffer)])
    .transform(String)
    .pipe(chars(1, max));

const PrincipalRow = z.object({ principal: text(255) });
const GrantRow = z
  .object({ principal: text(255), business: text(100), bot: text(100), permission: z.enum(PERMISSIONS) })
  .refine(({ business, bot }) => business !== '*' || bot === '*', { path: ['bot'], error: 'must be "*" when business is "*"' });
const BotRow = z.object({ business: text(100), businessName: text(200), bot: text(100), botName: text(200) });
/** What an outer join says of a business without bots. */
const BusinessRow = z.object({ business: text(100), businessName: text(200), bot: z.null() });

/** The rows of a statement. @throws Error at one that cannot be read: nobody knows what it was meant to say */
function read<Row extends z.ZodType>(rows: readonly unknown[], row: Row): z.output<Row>[] {
  return rows.map((given, index) => {
    const { data, error } = row.safeParse(given);
    if (error) throw new Error(`row ${index + 1}: ${error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`);
    return data;
  });
}

/** Compared here, to the letter, like the grants below: a column's collation may take `ANN` for `ann`. */
export const holdsPrincipal = (rows: readonly unknown[], id: string): boolean =>
  read(rows, PrincipalRow).some(({ principal }) => principal === id);

/** The grants of a principal, one for each business and bot. */
export function toGrants(rows: readonly unknown[], id: string): Grant[] {
  const grants = new Map<string, Grant & { permissions: Permission[] }>();
  for (const { principal, business, bot, permission } of read(rows, GrantRow)) {
    if (principal !== id) continue;
    const key = pairKey(business, bot);
    const grant = grants.get(key) ?? { business, bot, permissions: [] };
    grant.permissions.push(permission);
    grants.set(key, grant);
  }
  return [...grants.values()];
}

/** Businesses with their bots, in the order of the rows. */
export function toBusinesses(rows: readonly unknown[]): Business[] {
  const businesses = new Map<string, Business & { bots: { id: string; name: string }[] }>();
  for (const { business, businessName, ...rest } of read(rows, z.union([BusinessRow, BotRow]))) {
    const found = businesses.get(business) ?? { id: business, name: businessName, bots: [] };
    if ('botName' in rest) found.bots.push({ id: rest.bot, name: rest.botName });
    businesses.set(business, found);
  }
  return [...businesses.values()];
}

import { type Permission, ScopeAnswer } from '../gateway/contract/scope.ts';

/** What a host's server knows of the visitor before it writes a page. */
export interface VisitorScope {
  businesses: readonly string[];
  bots: number;
  permissions: ReadonlySet<Permission>;
}

/** Asks the gateway what the visitor may see: names of businesses, number of bots, and each permission that is held for one of them. */
export async function askScope(gateway: string, token: string): Promise<VisitorScope> {
  const response = await fetch(`${gateway}/v1/scope`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(3000) });
  if (!response.ok) throw new Error(`The gateway answered ${response.status} when asked what may be seen.`);
  const { businesses } = ScopeAnswer.parse(await response.json());
  const bots = businesses.flatMap((business) => business.bots);
  return {
    businesses: businesses.map(({ name }) => name),
    bots: bots.length,
    permissions: new Set(bots.flatMap(({ permissions }) => permissions)),
  };
}

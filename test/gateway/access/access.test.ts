import { describe, expect, it } from 'vitest';
import { createAccess } from '../../../gateway/access/access.ts';
import { type Directory, type Principal } from '../../../gateway/access/directory.ts';
import { createJwtTokens } from '../../../gateway/access/jwt-tokens.ts';
import { mintToken } from '../../../gateway/access/mint-token.ts';
import { Problem } from '../../../gateway/contract/problem.ts';
import { problemOf } from '../../support/problem-of.ts';

const secret = 'a secret that is long enough for HS256';
const tokens = createJwtTokens({ secret, clock: Date.now });
const shop = { business: 'acme', bot: 'shop' };
const principals: Principal[] = [
  { id: 'ann', grants: [{ ...shop, permissions: ['reports', 'messages'] }] },
  { id: 'idle', grants: [] },
];
const directoryWith = (principal: Directory['principal']): Directory => ({
  principal,
  businesses: () => Promise.resolve([]),
  onChange: () => () => undefined,
  close: () => Promise.resolve(),
});
const access = createAccess({
  tokens,
  directory: directoryWith((id) => Promise.resolve(principals.find((principal) => principal.id === id) ?? null)),
});
const bearer = async (sub: string, claims: { bots?: string[]; permissions?: string[] } = {}) =>
  `Bearer ${await mintToken({ secret, sub, expiresIn: 60, ...claims })}`;

describe('identifying a caller', () => {
  it('joins the token and the grants', async () => {
    const caller = await access.identify(await bearer('ann', { permissions: ['reports'] }));
    expect(caller.id).toBe('ann');
    expect(caller.expires).toBeGreaterThan(Date.now());
    expect(caller.rights.may('reports', shop)).toBe(true);
    expect(caller.rights.may('messages', shop)).toBe(false);
  });

  it('does not mind how the scheme is written', async () => {
    expect((await access.identify((await bearer('ann')).replace('Bearer ', 'bearer  '))).id).toBe('ann');
  });

  it('needs exactly one bearer token', async () => {
    const good = await bearer('ann');
    const wrong = [undefined, '', ' ', 'Bearer', 'Bearer ', good.slice(7), good.replace('Bearer', 'Basic'), `${good}, ${good}`];
    for (const header of [...wrong, `${good} ${good.slice(7)}`, `${good},${good.slice(7)}`, `Bearer "${good.slice(7)}"`, `Bearer ü`]) {
      const problem = await problemOf(() => access.identify(header));
      expect(problem.code).toBe('unauthenticated');
      expect(problem.message).toContain('Authorization: Bearer <token>');
    }
  });

  it('refuses an unknown principal, one without grants and one whose token leaves nothing in the same words', async () => {
    const headers = [
      await bearer('nobody'),
      await bearer('idle'),
      await bearer('ann', { bots: [] }),
      await bearer('ann', { bots: ['acme/x'] }),
    ];
    const problems = await Promise.all(headers.map((header) => problemOf(() => access.identify(header))));
    expect(new Set(problems.map(({ code, message }) => `${code}: ${message}`)).size).toBe(1);
    expect(problems[0]?.code).toBe('forbidden');
  });

  it('refuses while the directory fails, and says when to come back but not why', async () => {
    const failing = createAccess({ tokens, directory: directoryWith(() => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7'))) });
    const problem = await problemOf(async () => failing.identify(await bearer('ann')));
    expect(problem).toMatchObject({ code: 'store-unavailable', retryAfter: 5 });
    expect(problem.message).not.toContain('10.0.0.7');
  });

  it('passes on what the directory itself says of its failure', async () => {
    const said = new Problem('store-unavailable', 'The directory is being moved.', { retryAfter: 60 });
    const failing = createAccess({ tokens, directory: directoryWith(() => Promise.reject(said)) });
    expect(await problemOf(async () => failing.identify(await bearer('ann')))).toBe(said);
  });
});

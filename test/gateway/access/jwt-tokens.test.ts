import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createJwtTokens } from '../../../gateway/access/jwt-tokens.ts';
import { mintToken } from '../../../gateway/access/mint-token.ts';
import { problemOf } from '../../support/problem-of.ts';
import { type JwksServer, makeKey, type SigningKey, startJwksServer } from './jwks-server.ts';

const secret = 'a secret that is long enough for HS256';
const NOW = 1_700_000_000_000;
const seconds = NOW / 1000;
const clock = () => NOW;
const good = { sub: 'ann', exp: seconds + 60 };
const signed = (claims: Record<string, unknown>, key = secret, header: { alg: string } = { alg: 'HS256' }) =>
  new SignJWT(claims).setProtectedHeader(header).sign(new TextEncoder().encode(key));

describe('tokens with a shared secret', () => {
  const tokens = createJwtTokens({ secret, clock });
  const refusalOf = async (token: string) => {
    const problem = await problemOf(() => tokens.verify(token));
    expect(problem.code).toBe('unauthenticated');
    return problem.message;
  };

  it('say who asks, until when, and what is narrowed', async () => {
    const token = await signed({ ...good, exp: seconds + 60, bots: ['acme/*'], permissions: ['reports', 'unknown'] });
    expect(await tokens.verify(token)).toEqual({
      sub: 'ann',
      expires: NOW + 60_000,
      claims: { bots: ['acme/*'], permissions: ['reports', 'unknown'] },
    });
    expect((await tokens.verify(await signed(good))).claims).toEqual({ bots: undefined, permissions: undefined });
  });

  it('count for five seconds past their end, which is told as it stands', async () => {
    expect((await tokens.verify(await signed({ ...good, exp: seconds - 4 }))).expires).toBe(NOW - 4000);
    expect(await refusalOf(await signed({ ...good, exp: seconds - 5 }))).toContain('has expired');
  });

  it('count from five seconds before their beginning', async () => {
    await expect(tokens.verify(await signed({ ...good, nbf: seconds + 5 }))).resolves.toMatchObject({ sub: 'ann' });
    expect(await refusalOf(await signed({ ...good, nbf: seconds + 6 }))).toBe('The token is not valid yet.');
  });

  it('need an end and a subject', async () => {
    expect(await refusalOf(await signed({ sub: 'ann' }))).toBe('The token lacks the claim "exp".');
    expect(await refusalOf(await signed({ exp: seconds + 60 }))).toBe('The token lacks the claim "sub".');
  });

  it.each([
    { sub: '' },
    { sub: 7 },
    { sub: null },
    { exp: String(seconds + 60) },
    { bots: 'acme/shop' },
    { bots: [1] },
    { bots: null },
    { bots: { 0: 'acme/shop' } },
    { permissions: 'reports' },
    { permissions: [['reports']] },
  ])('are refused with a malformed claim: %j', async (claims) => {
    expect(await refusalOf(await signed({ ...good, ...claims }))).toContain(`claim "${Object.keys(claims)[0]!}"`);
  });

  it('are refused when unsigned, signed otherwise, or changed', async () => {
    expect(await refusalOf(new UnsecuredJWT(good).encode())).toContain('must be signed with HS256');
    expect(await refusalOf(await signed(good, secret.repeat(2), { alg: 'HS512' }))).toContain('must be signed with HS256');
    expect(await refusalOf(await signed(good, 'another secret that is long enough'))).toBe('The signature of the token is not valid.');
    const [header, , signature] = (await signed(good)).split('.');
    const forged = Buffer.from(JSON.stringify({ ...good, sub: 'root' })).toString('base64url');
    expect(await refusalOf(`${header!}.${forged}.${signature!}`)).toBe('The signature of the token is not valid.');
    const other = await makeKey('RS256', 'k');
    expect(await refusalOf(await other.sign(good))).toContain('must be signed with HS256');
  });

  it.each(['', 'x', 'a.b.c', '..', 'e30.e30.e30', 'a.b.c.d.e'])('are refused when they are none: %j', async (token) => {
    expect(await refusalOf(token)).toMatch(/not a signed JSON Web Token|must be signed/);
  });

  it('are refused at once when they are longer than 8 KiB', async () => {
    const huge = await signed({ ...good, bots: Array.from({ length: 600 }, (_, index) => `acme/bot-${index}`) });
    expect(huge.length).toBeGreaterThan(8192);
    expect(await refusalOf(huge)).toContain('longer than 8 KiB');
    const large = await signed({ ...good, bots: Array.from({ length: 400 }, (_, index) => `acme/bot-${index}`) });
    await expect(tokens.verify(large)).resolves.toMatchObject({ sub: 'ann' });
  });

  it('are never repeated in a refusal', async () => {
    const tell = 'very-private-value';
    for (const claims of [{ exp: 1 }, { nbf: seconds + 99 }, { bots: [tell, 1] }, { sub: '' }]) {
      const token = await signed({ ...good, sub: tell, iss: tell, ...claims });
      const message = await refusalOf(token);
      expect(message).not.toContain(tell);
      expect(message).not.toContain(token.slice(0, 12));
    }
  });
});

describe('issuer and audience', () => {
  const tokens = createJwtTokens({ secret, issuer: 'https://id.example', audience: 'bots', clock });

  it('are checked when they are set', async () => {
    const right = { ...good, iss: 'https://id.example', aud: ['others', 'bots'] };
    await expect(tokens.verify(await signed(right))).resolves.toMatchObject({ sub: 'ann' });
    for (const wrong of [{ iss: 'https://evil.example' }, { iss: undefined }, { aud: 'others' }, { aud: undefined }, { aud: [] }]) {
      const problem = await problemOf(async () => tokens.verify(await signed({ ...right, ...wrong })));
      expect(problem.code).toBe('unauthenticated');
      expect(problem.message).toContain(`claim "${Object.keys(wrong)[0]!}"`);
    }
  });

  it('may be anything when they are not', async () => {
    const token = await signed({ ...good, iss: 'x', aud: 'y' });
    await expect(createJwtTokens({ secret, clock }).verify(token)).resolves.toMatchObject({ sub: 'ann' });
  });
});

describe('minted tokens', () => {
  it('are valid until they expire, with what was put in', async () => {
    const wanted = { secret, sub: 'ann', issuer: 'i', audience: 'a', bots: ['acme/shop'], permissions: ['reports'] };
    const tokens = createJwtTokens({ secret, issuer: 'i', audience: 'a', clock: Date.now });
    const before = Date.now();
    const token = await tokens.verify(await mintToken({ ...wanted, expiresIn: 60 }));
    expect(token).toMatchObject({ sub: 'ann', claims: { bots: ['acme/shop'], permissions: ['reports'] } });
    expect(Math.abs(token.expires - before - 60_000)).toBeLessThan(2000);
    expect((await problemOf(async () => tokens.verify(await mintToken({ ...wanted, expiresIn: -60 })))).message).toContain('has expired');
  });
});

describe('tokens with published keys', () => {
  let server: JwksServer;
  let keys: SigningKey[];
  const open = (cooldown = 10_000) => createJwtTokens({ jwksUrl: server.url, clock, cooldown });
  beforeAll(async () => {
    server = await startJwksServer();
    keys = await Promise.all([makeKey('RS256', 'r'), makeKey('ES256', 'e'), makeKey('EdDSA', 'd')]);
  });
  beforeEach(() => server.publish(...keys));
  afterAll(() => server.close());

  it('are accepted with RS256, ES256 and EdDSA, and the keys are fetched once', async () => {
    const tokens = open();
    const before = server.requests();
    for (const key of keys) await expect(tokens.verify(await key.sign(good))).resolves.toMatchObject({ sub: 'ann' });
    expect(server.requests() - before).toBe(1);
  });

  it('are checked like all others', async () => {
    const tokens = createJwtTokens({ jwksUrl: server.url, issuer: 'i', clock });
    for (const claims of [{ exp: seconds - 6 }, { nbf: seconds + 6 }, { iss: 'j' }, { sub: '' }, { bots: 'all' }]) {
      const problem = await problemOf(async () => tokens.verify(await keys[0]!.sign({ ...good, iss: 'i', ...claims })));
      expect(problem.code).toBe('unauthenticated');
    }
  });

  it('are refused, and no key is fetched, when unsigned or signed with a public key as the secret', async () => {
    const tokens = open();
    const before = server.requests();
    const [rsa] = keys;
    const forgeries = [
      new UnsecuredJWT(good).encode(),
      await new SignJWT(good)
        .setProtectedHeader({ alg: 'HS256', kid: 'r' })
        .sign(new TextEncoder().encode(await exportSPKI(rsa!.publicKey))),
      await new SignJWT(good).setProtectedHeader({ alg: 'HS256', kid: 'r' }).sign(new TextEncoder().encode(JSON.stringify(rsa!.publicJwk))),
    ];
    for (const token of forgeries) {
      const problem = await problemOf(() => tokens.verify(token));
      expect(problem).toMatchObject({ code: 'unauthenticated', message: 'The token must be signed with RS256, ES256, EdDSA.' });
    }
    expect(server.requests()).toBe(before);
  });

  it('are refused when another key than the named one signed, or the set holds a shared secret', async () => {
    const stranger = await makeKey('RS256', 'r');
    expect((await problemOf(async () => open().verify(await stranger.sign(good)))).message).toBe(
      'The signature of the token is not valid.',
    );
    const ps = await makeKey('PS256', 'p');
    server.answer(200, { keys: [ps.publicJwk, { kty: 'oct', kid: 'o', alg: 'HS256', k: Buffer.from(secret).toString('base64url') }] });
    for (const token of [
      await ps.sign(good),
      await new SignJWT(good).setProtectedHeader({ alg: 'HS256', kid: 'o' }).sign(Buffer.from(secret)),
    ])
      expect((await problemOf(() => open().verify(token))).message).toContain('must be signed with');
  });

  it('follow a rotation: a new key is fetched when first seen, a withdrawn one is refused', async () => {
    const tokens = open(0);
    const [old] = keys;
    const fresh = await makeKey('ES256', 'fresh');
    await tokens.verify(await old!.sign(good));
    expect((await problemOf(async () => tokens.verify(await fresh.sign(good)))).code).toBe('unauthenticated');
    server.publish(fresh);
    await expect(tokens.verify(await fresh.sign(good))).resolves.toMatchObject({ sub: 'ann' });
    expect(await problemOf(async () => tokens.verify(await old!.sign(good)))).toMatchObject({
      code: 'unauthenticated',
      message: 'The token is signed with a key that its issuer does not publish.',
    });
  });

  it('of unknown keys do not make the keys be fetched again and again', async () => {
    const tokens = open();
    await tokens.verify(await keys[0]!.sign(good));
    const before = server.requests();
    for (const kid of ['x', 'y', 'z']) await problemOf(async () => tokens.verify(await keys[0]!.sign(good, { kid })));
    expect(server.requests()).toBe(before);
  });

  it.each([
    [500, {}],
    [404, {}],
    [200, 'no keys'],
    [200, { keys: 'none' }],
  ])('cannot be checked while the keys are answered with %s %j: refused for now', async (status, body) => {
    server.answer(status, body);
    const tokens = open();
    const problem = await problemOf(async () => tokens.verify(await keys[0]!.sign(good)));
    expect(problem).toMatchObject({ code: 'store-unavailable', status: 503, retryAfter: 5 });
    expect(problem.message).not.toContain('127.0.0.1');
    server.publish(...keys);
    await expect(tokens.verify(await keys[0]!.sign(good))).resolves.toMatchObject({ sub: 'ann' });
  });

  it('with known keys outlive an outage of their issuer', async () => {
    const briefly = await startJwksServer();
    briefly.publish(...keys);
    const tokens = createJwtTokens({ jwksUrl: briefly.url, clock });
    await tokens.verify(await keys[0]!.sign(good));
    await briefly.close();
    await expect(tokens.verify(await keys[1]!.sign(good))).resolves.toMatchObject({ sub: 'ann' });
    const cold = createJwtTokens({ jwksUrl: briefly.url, clock });
    expect(await problemOf(async () => cold.verify(await keys[1]!.sign(good)))).toMatchObject({ code: 'store-unavailable', retryAfter: 5 });
  });
});

describe('the settings of tokens', () => {
  it.each([{}, { secret: '' }, { secret, jwksUrl: 'https://id.example/keys' }])('need exactly one kind of key: %j', (settings) => {
    expect(() => createJwtTokens({ ...settings, clock })).toThrow('exactly one');
  });
});

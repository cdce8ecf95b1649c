import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export interface SigningKey {
  kid: string;
  alg: string;
  publicJwk: JWK;
  publicKey: CryptoKey;
  /** Signs the claims with this key; `header` is put on top of the usual one. */
  sign: (claims: Record<string, unknown>, header?: { alg?: string; kid?: string }) => Promise<string>;
}

export async function makeKey(alg: string, kid: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return {
    kid,
    alg,
    publicKey,
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    sign: (claims, header) => new SignJWT(claims).setProtectedHeader({ alg, kid, ...header }).sign(privateKey),
  };
}

export interface JwksServer {
  url: string;
  /** What is answered from now on. */
  answer: (status: number, body: unknown) => void;
  publish: (...keys: SigningKey[]) => void;
  requests: () => number;
  close: () => Promise<void>;
}

/** A real HTTP server that publishes keys. */
export async function startJwksServer(): Promise<JwksServer> {
  let response = { status: 200, body: JSON.stringify({ keys: [] }) };
  let requests = 0;
  const server = createServer((_, outgoing) => {
    requests++;
    outgoing.writeHead(response.status, { 'content-type': 'application/json', connection: 'close' }).end(response.body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const answer = (status: number, body: unknown) => void (response = { status, body: JSON.stringify(body) });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    answer,
    publish: (...keys) => answer(200, { keys: keys.map(({ publicJwk }) => publicJwk) }),
    requests: () => requests,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

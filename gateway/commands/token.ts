import { parseArgs } from 'node:util';
import { mintToken } from '../access/mint-token.ts';
import { parseName } from '../contract/names.ts';
import { PERMISSIONS } from '../contract/scope.ts';

const HELP = `token --sub ID [--secret SECRET] [--hours 24] [--bots acme/shop,acme/*] [--permissions reports,messages]

Prints a development token. --secret is JWT_SECRET unless given; JWT_ISSUER and JWT_AUDIENCE are put in when they are set.`;

/** `token --sub ID`: prints a development token. */
export async function mintFromArguments(args: string[], env: Record<string, string | undefined>): Promise<number> {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { sub: string, secret: string, hours: string, bots: string, permissions: string, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const secret = values.secret ?? env.JWT_SECRET;
  const hours = Number(values.hours ?? 24);
  if (!values.sub) throw new Error(`Say whose token it is: --sub ID\n\n${HELP}`);
  if (!secret) throw new Error('Give the secret that the gateway checks tokens with: --secret, or JWT_SECRET in the environment.');
  if (!(hours > 0)) throw new Error('--hours must be a number above 0.');
  const [bots, permissions] = [values.bots?.split(','), values.permissions?.split(',')];
  const known: readonly string[] = PERMISSIONS;
  // A name that nothing has would narrow the token to nothing in silence.
  const typo = permissions?.find((name) => !known.includes(name));
  if (typo !== undefined) throw new Error(`--permissions: there is no "${typo}"; there are ${PERMISSIONS.join(', ')}.`);
  const nameless = bots?.find((name) => parseName(name, 2) === null);
  if (nameless !== undefined) throw new Error(`--bots: "${nameless}" is not business/bot or business/*, each part percent-encoded.`);
  const token = await mintToken({
    secret,
    sub: values.sub,
    expiresIn: hours * 3600,
    issuer: env.JWT_ISSUER,
    audience: env.JWT_AUDIENCE,
    bots,
    permissions,
  });
  console.log(token);
  return 0;
}

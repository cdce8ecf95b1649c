import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { type Image, NOBODY, replayDockerfile } from '../support/dockerfile.ts';
import { freePort } from '../support/free-port.ts';
import { SECRET } from '../support/gateway.ts';

let folder: string;
let image: Image;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bot-widgets-image-'));
  image = replayDockerfile(folder);
  const directory = {
    businesses: [],
    principals: [{ id: 'ann', grants: [{ business: '*', bot: '*', permissions: ['reports', 'ingest'] }] }],
  };
  writeFileSync(join(folder, 'directory.json'), JSON.stringify(directory));
  chmodSync(folder, 0o755);
  // Folders alone: the files of packages are those of the checkout.
  execFileSync('find', [image.workdir, '-type', 'd', '-exec', 'chmod', 'a-w', '{}', '+']);
});
afterAll(() => {
  execFileSync('find', [folder, '-type', 'd', '-exec', 'chmod', 'u+w', '{}', '+']);
  rmSync(folder, { recursive: true });
});

/** Who is not root runs it as it is. */
const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

test('the image serves as somebody without rights, from a file system that it cannot write to', async () => {
  expect(image.user).not.toBe('root');
  const port = await freePort();
  const env = {
    ...image.env,
    PATH: process.env.PATH,
    PORT: String(port),
    BASE_PATH: '/bots/',
    JWT_SECRET: SECRET,
    DIRECTORY_FILE: join(folder, 'directory.json'),
    HOME: '/nonexistent',
    TMPDIR: '/nonexistent',
  };
  const [program = '', ...args] = image.command;
  const gateway = spawn(program, args, { cwd: image.workdir, env, ...user });
  const exited = once(gateway, 'exit');
  let log = '';
  for (const stream of [gateway.stdout, gateway.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  try {
    await expect.poll(() => log, { timeout: 30_000 }).toContain('listening');
    const [check = '', ...how] = image.health;
    const healthy = () => promisify(execFile)(check, how, { env, ...user });
    await healthy();
    const authorization = `Bearer ${await mintToken({ secret: SECRET, sub: 'ann', expiresIn: 60 })}`;
    const at = `http://127.0.0.1:${port}/bots`;
    const message = {
      id: '1',
      timestamp: new Date().toISOString(),
      business: 'acme',
      bot: 'shop',
      conversation: 'c',
      user: 'u',
      sender: 'user',
      text: 'hello',
    };
    const sent = await fetch(`${at}/v1/messages`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(message),
    });
    expect(await sent.json()).toMatchObject({ accepted: 1 });
    const asked = await fetch(`${at}/v1/trends?range=24h`, { headers: { authorization } });
    expect(await asked.json()).toMatchObject({ data: { totals: { conversations: 1 } } });
    expect((await fetch(`${at}/widgets/bot-widgets.js`)).status).toBe(200);
    gateway.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(log).toContain('stopped');
    await expect(healthy()).rejects.toMatchObject({ code: 1 });
  } catch (error) {
    throw new Error(log, { cause: error });
  } finally {
    gateway.kill('SIGKILL');
  }
});

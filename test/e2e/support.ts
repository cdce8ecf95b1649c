import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { prepareFolder } from '../../demo/data-folder.ts';
import { businessesOf, PRODUCER, type Visitor } from '../../demo/directory.ts';
import { openHostSite } from '../../demo/host-site.ts';
import { load } from '../../demo/load.ts';
import { createSender } from '../../demo/sender.ts';
import { demoWorld } from '../../demo/traffic/demo-world.ts';
import { messagesBetween } from '../../demo/traffic/messages-between.ts';
import { mintToken } from '../../gateway/access/mint-token.ts';
import { type RunningGateway, serve } from '../../gateway/commands/serve.ts';
import { parseConfig } from '../../gateway/config.ts';
import { type Answer } from '../../gateway/contract/answer.ts';
import { freePort } from '../support/free-port.ts';

const ROOT = join(import.meta.dirname, '../..');
const DAY = 86_400_000;

export interface Demo {
  /** Where the host's start page is; ends with a slash. */
  site: string;
  gateway: string;
  /** What tokens are signed with. */
  secret: string;
  directoryFile: string;
  /** What the gateway answers to a visitor; `path` is what stands behind `/v1/`. */
  ask<Data>(visitor: Visitor, path: string): Promise<Answer<Data>>;
  /** Sends messages as any producer does; durable when it returns. */
  send(messages: readonly object[]): Promise<void>;
  /** Stops the gateway, the host's site stays. */
  stopGateway(): Promise<void>;
  /** Starts it again, at the same address, on the same data. */
  startGateway(): Promise<void>;
  close: () => Promise<void>;
}

export interface DemoOptions {
  /** Of made-up history, up to now; nothing is added by itself afterwards. */
  days?: number;
  /** Seconds that a token of the host is good for. */
  tokenLife?: number;
  /** Of pages beside the host's that may ask from a browser. */
  origins?: readonly string[];
}

/** The whole demo in this process, on free ports, with the widgets as they are built and data of its own: gateway, store, host's site. */
export async function startDemo({ days = 16, tokenLife = 600, origins = [] }: DemoOptions = {}): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-e2e-'));
  const widgets = join(folder, 'widgets');
  // As a release is built: a test's own NODE_ENV would bring the development build of lit.
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)('npx', ['vite', 'build', '--mode', 'widgets', '--outDir', widgets, '--logLevel', 'warn'], { cwd: ROOT, env });
  const { secret, directoryFile } = await prepareFolder(folder, businessesOf(demoWorld));
  const [port, sitePort] = [await freePort(), await freePort()];
  const hosts = [`127.0.0.1:${sitePort}`];
  const config = parseConfig({
    PORT: String(port),
    DATA_DIR: folder,
    DIRECTORY_FILE: directoryFile,
    JWT_SECRET: secret,
    ALLOWED_ORIGINS: [`http://127.0.0.1:${sitePort}`, ...origins].join(','),
    RATE_LIMIT: '0',
  });
  const open = () => serve(config, pino({ level: 'silent' }), widgets);
  let running: RunningGateway | null = await open();
  const gateway = running.url;
  const site = await openHostSite({ hosts, port: sitePort, secret, gateway, pages: join(ROOT, 'demo/pages'), tokenLife });
  const token = (sub: string) => mintToken({ secret, sub, expiresIn: 60 });
  const sendLines = async (lines: Iterable<string>) => {
    const sender = createSender(gateway, () => token(PRODUCER), new AbortController().signal);
    await load(lines, sender, { total: 0, doneAfter: () => 0 });
    if (sender.sums.rejected > 0) throw new Error(`The gateway refused ${JSON.stringify(sender.sums.errors[0])}.`);
  };
  await sendLines(history(Date.now() - days * DAY, Date.now()));

  return {
    site: site.url,
    gateway,
    secret,
    directoryFile,
    async ask<Data>(visitor: Visitor, path: string) {
      const response = await fetch(`${gateway}/v1/${path}`, { headers: { authorization: `Bearer ${await token(visitor)}` } });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Answer<Data>;
    },
    send: (messages) => sendLines(messages.map((message) => JSON.stringify(message))),
    async stopGateway() {
      await running?.close();
      running = null;
    },
    async startGateway() {
      running ??= await open();
    },
    async close() {
      await site.close();
      await running?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function* history(from: number, to: number): Generator<string> {
  for (const message of messagesBetween(demoWorld, from, to, from)) yield JSON.stringify(message);
}

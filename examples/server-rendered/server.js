import process from 'node:process';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { sign } from 'hono/jwt';
import { page } from './page.js';

const GATEWAY = 'http://127.0.0.1:8080';
const secret = process.env.JWT_SECRET;
if (!secret) throw new Error('Set JWT_SECRET to what the gateway checks tokens with.');

/** Whoever is signed in: your session says it. */
const visitor = 'portal';

/** Good for ten minutes; the widgets ask for the next one in time. */
async function token() {
  const now = Math.floor(Date.now() / 1000);
  return sign({ sub: visitor, iat: now, exp: now + 600 }, secret);
}

/** What the visitor may see: the page is written for that, and for nothing else. */
async function scope() {
  const response = await fetch(`${GATEWAY}/v1/scope`, { headers: { authorization: `Bearer ${await token()}` } });
  if (!response.ok) throw new Error(`The gateway answered ${response.status}.`);
  return response.json();
}

const site = new Hono();
site.get('/', async (c) => c.html(page(GATEWAY, await scope())));
site.get('/token', async (c) => c.text(await token(), 200, { 'cache-control': 'no-store' }));
site.get('*', serveStatic({ root: 'public' }));

serve({ fetch: site.fetch, hostname: '127.0.0.1', port: 4000 }, ({ port }) => console.log(`http://127.0.0.1:${port}/`));

import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

const GATEWAY = 'http://127.0.0.1:8080';

const site = new Hono();
site.use(
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", GATEWAY],
      styleSrc: ["'self'"],
      // The page's own server is asked for tokens.
      connectSrc: ["'self'", GATEWAY],
      imgSrc: ['data:'],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    crossOriginEmbedderPolicy: 'require-corp',
    crossOriginOpenerPolicy: 'same-origin',
  }),
);
// Your server signs a token for whoever is signed in; here the demo's does.
site.get('/token', async (c) => {
  const response = await fetch('http://127.0.0.1:3000/token?as=portal');
  return c.text(await response.text(), response.status);
});
site.get('*', serveStatic({ root: 'public' }));

serve({ fetch: site.fetch, hostname: '127.0.0.1', port: 4000 }, ({ port }) => console.log(`http://127.0.0.1:${port}/`));

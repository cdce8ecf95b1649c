/* global process */
import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitepress';

/** Where the demo answers, which `npm run docs` has started: without it each widget says so itself. */
const { DOCS_GATEWAY = 'http://127.0.0.1:8080', DOCS_HOST = 'http://127.0.0.1:3000' } = process.env;

const to = (text, link) => ({ text, link });
const tags = readdirSync(new URL('../pages/reference', import.meta.url))
  .filter((name) => name.startsWith('bot-'))
  .map((name) => name.replace('.md', ''));

export default defineConfig({
  srcDir: 'pages',
  outDir: '../dist/site',
  cacheDir: 'node_modules/.cache',
  title: 'bot-widgets',
  description: 'Custom elements that show what a chatbot does, on a gateway that counts exactly.',
  cleanUrls: true,
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // Addresses of the reader's own machine.
  ignoreDeadLinks: 'localhostLinks',
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('bot-') } } },
  vite: {
    server: {
      proxy: {
        '/v1': { target: DOCS_GATEWAY, changeOrigin: true },
        '/widgets/': { target: DOCS_GATEWAY, changeOrigin: true },
        '/token': { target: DOCS_HOST, changeOrigin: true },
      },
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [to('Start', '/start'), to('Widgets', '/widgets'), to('Reference', '/reference/'), to('Definitions', '/definitions')],
    sidebar: [
      {
        text: 'Getting started',
        items: [
          to('Try it, embed it', '/start'),
          to('First chart of your bot', '/first-chart'),
          to('In a client’s portal', '/for-client-portals'),
          to('In an internal admin page', '/for-admin-pages'),
          to('Under your own brand', '/for-partners'),
        ],
      },
      {
        text: 'Widgets',
        items: [
          to('Embed and set', '/widgets'),
          to('Look, words and formats', '/theming'),
          to('What the numbers mean', '/definitions'),
          to('Accessibility', '/accessibility'),
          to('The package', '/package'),
        ],
      },
      {
        text: 'Messages in',
        items: [
          to('Kinesis', '/ingest'),
          to('Shippers of logs', '/shippers'),
          to('Bot platforms', '/adapters'),
          to('An index that you have', '/import-elasticsearch'),
        ],
      },
      {
        text: 'Gateway',
        items: [
          to('Run it', '/gateway'),
          to('Operating', '/operating'),
          to('Several gateways', '/several-gateways'),
          to('What is promised', '/promises'),
          to('Security', '/security'),
          to('How fast', '/performance'),
          to('Decisions', '/decisions'),
        ],
      },
      { text: 'Reference', items: [...tags.map((tag) => to(tag, `/reference/${tag}`)), to('Routes', '/reference/routes')] },
    ],
  },
});

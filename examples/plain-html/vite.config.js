import { defineConfig } from 'vite';

const here = {
  // The origin that the gateway knows of (ALLOWED_ORIGINS).
  host: '127.0.0.1',
  port: 4000,
  strictPort: true,
  // Your server signs a token for whoever is signed in; here the demo's does.
  proxy: { '/token': { target: 'http://127.0.0.1:3000', changeOrigin: true, rewrite: () => '/token?as=portal' } },
};

export default defineConfig({ server: here, preview: here });

import { defineConfig } from 'vite';

/**
 * Bundles what runs on Node, one file a command, so that a clean checkout starts in well under a second.
 * Packages stay outside (`npm ci` brought them); only our own TypeScript is translated.
 */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    // A gateway may be running from it, or starting: names of chunks hold their hash, so old ones only lie about.
    emptyOutDir: false,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { gateway: 'gateway/main.ts', demo: 'demo/main.ts', bench: 'test/bench/main.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

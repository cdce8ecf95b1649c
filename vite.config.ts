import { defineConfig, type UserConfig } from 'vite';

/**
 * Bundles what runs on Node, one file a command, so that a clean checkout starts in well under a second.
 * Packages stay outside (`npm ci` brought them); only our own TypeScript is translated.
 */
const node: UserConfig = {
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    // A gateway may be running from it, or starting: names of chunks hold their hash, so old ones only lie about.
    emptyOutDir: false,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: {
        gateway: 'gateway/main.ts',
        demo: 'demo/main.ts',
        bench: 'test/bench/main.ts',
        pictures: 'test/pictures/main.ts',
        size: 'test/size/main.ts',
        site: 'site/main.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
};

/** One file a tag and one for all; what they share, and what only some pages need, in chunks named after their content. */
const widgets: UserConfig = {
  // The themes, as they are: `themes/*.css`.
  publicDir: 'widgets/public',
  build: {
    target: 'es2022',
    outDir: 'dist/widgets',
    // Says which file loads which: `npm run size` reads it.
    manifest: true,
    emptyOutDir: false,
    modulePreload: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        'bot-widgets': 'widgets/define.ts',
        'bot-provider': 'widgets/provider/define.ts',
        'bot-filters': 'widgets/filters/define.ts',
        'bot-trends': 'widgets/trends/define.ts',
        'bot-stories': 'widgets/stories/define.ts',
        'bot-words': 'widgets/words/define.ts',
        'bot-journey': 'widgets/journey/define.ts',
        'bot-messages': 'widgets/messages/define.ts',
      },
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        // All that is needed at once is one file, whichever tags a page has: many small ones load and compress worse.
        codeSplitting: { groups: [{ name: 'base', tags: ['$initial'], minShareCount: 2 }] },
      },
    },
  },
};

/** `vite build` makes the commands, `vite build --mode widgets` what browsers load. */
export default defineConfig(({ mode }) => (mode === 'widgets' ? widgets : node));

import { defineConfig } from 'vite';

// Main (ESM), its sandboxed preload (one CommonJS file), and the sync server, run by the shell in a process of its own.
const parts = {
  main: { entry: 'electron/main.ts', file: 'main.js', format: 'es' },
  preload: { entry: 'electron/preload.ts', file: 'preload.cjs', format: 'cjs' },
  'sync-server': { entry: 'sync-server/main.ts', file: 'sync-server.js', format: 'es' },
  // Beside the server, which runs it in a thread.
  'snapshot-thread': { entry: 'sync-server/rooms/snapshot-thread.ts', file: 'snapshot-thread.js', format: 'es' },
} as const;
const name = process.env['PART'] ?? 'main';
if (!(name in parts)) throw new Error(`PART is one of ${Object.keys(parts).join(', ')}`);
const part = parts[name as keyof typeof parts];

export default defineConfig({
  publicDir: false,
  // `build.ssr`, not library mode: that would take packages' browser builds, and a `ws` that cannot listen.
  ssr: { noExternal: true },
  build: {
    ssr: part.entry,
    outDir: 'dist/main',
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      // `bufferutil` and `utf-8-validate` are optional speed-ups of `ws`, tried and done without.
      external: [/^electron(\/.+)?$/, 'bufferutil', 'utf-8-validate'],
      output: { format: part.format, entryFileNames: part.file, codeSplitting: false },
    },
  },
});

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// In `npm run dev` the page comes from vite and everything else from the sync server beside it.
const server = process.env['COUNTERSIGN_SERVER'] ?? 'http://127.0.0.1:4777';
const publicFolder = join(import.meta.dirname, 'renderer/public');

/** Tells the service worker which files make up this version. It changes with any of them, which is how browsers notice an update. */
const ownFiles = (): Plugin => ({
  name: 'own-files',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler: (_options, bundle) => {
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
      if (worker.imports.length > 0) throw new Error('the service worker must stand alone, without imports');
      const digest = createHash('sha256');
      const built = Object.values(bundle).filter(({ fileName }) => fileName !== 'sw.js' && !fileName.endsWith('.map'));
      for (const file of built) digest.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source);
      const open = readdirSync(publicFolder);
      for (const name of open) digest.update(name).update(readFileSync(join(publicFolder, name)));
      // Every browser that runs this reads woff2; the older woff beside it is never asked for.
      const names = built.map(({ fileName }) => fileName).filter((name) => !name.endsWith('.woff'));
      const files = JSON.stringify([...names, ...open].sort());
      const version = JSON.stringify(digest.digest('hex').slice(0, 16));
      worker.code = `const APP_FILES = ${files}, APP_VERSION = ${version};\n${worker.code}`;
    },
  },
});

/** What zod needs to write a schema as JSON Schema: 6 kB that no page asks for, and that no bundler can tell are not needed. */
const noJsonSchema = (): Plugin => ({
  name: 'no-json-schema',
  apply: 'build',
  transform: {
    filter: { id: /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/ },
    handler: (code) => {
      const names = [...code.matchAll(/^export (?:const|function|class) (\w+)/gm)].map(([, name]) => `none as ${name}`);
      return `const none = () => { throw new Error('The page writes no JSON Schema.'); };\nexport { ${names.join(', ')} };`;
    },
  },
});

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), noJsonSchema(), ownFiles()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome150',
    reportCompressedSize: true,
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'renderer/index.html'),
        sw: join(import.meta.dirname, 'renderer/service-worker.ts'),
      },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  server: { proxy: { '/api': server, '/health': server, '/sync': { target: server, ws: true } } },
  // Two copies of Yjs break instanceof and save silently nothing (yjs#438).
  resolve: { dedupe: ['yjs', 'y-protocols', 'lib0'] },
});

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// In `npm run dev` the page comes from vite and everything else from the sync server beside it.
const server = process.env['COUNTERSIGN_SERVER'] ?? 'http://127.0.0.1:4777';

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: { outDir: '../dist/renderer', emptyOutDir: true, target: 'chrome150', reportCompressedSize: true },
  server: { proxy: { '/api': server, '/health': server, '/sync': { target: server, ws: true } } },
  // Two copies of Yjs break instanceof and save silently nothing (yjs#438).
  resolve: { dedupe: ['yjs', 'y-protocols', 'lib0'] },
});

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: { outDir: '../dist/renderer', emptyOutDir: true, target: 'chrome150', reportCompressedSize: true },
  // Two copies of Yjs break instanceof and save silently nothing (yjs#438).
  resolve: { dedupe: ['yjs', 'y-protocols', 'lib0'] },
});

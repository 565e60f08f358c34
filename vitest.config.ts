import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Most of these tests wait for a process, a disk or a socket: with one worker a small machine idles.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            'domain/**/*.test.ts',
            'sync-server/**/*.test.ts',
            'renderer/client/**/*.test.ts',
            'tests/house/**/*.test.ts',
          ],
          // Quick ones, too: a machine that does something else meanwhile is no failure of theirs.
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: [
            'renderer/editor/**/*.test.ts',
            'renderer/editor/**/*.test.tsx',
            'renderer/ui/**/*.test.tsx',
            'renderer/{app,home,campaign,start,people,palette,kept}/**/*.test.{ts,tsx}',
          ],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'integration',
          environment: 'node',
          include: ['tests/integration/**/*.test.ts', 'tests/faults/**/*.test.ts', 'tests/attacks/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'fuzz',
          environment: 'node',
          include: ['tests/fuzz/**/*.test.ts', 'tests/simulation/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        resolve: { alias: { electron: join(import.meta.dirname, 'tests/desktop/electron-absent.ts') } },
        test: {
          name: 'desktop',
          environment: 'node',
          include: ['tests/desktop/**/*.test.ts', 'tests/desktop-host/**/*.test.ts'],
          globalSetup: ['tests/desktop/built.ts'],
          // Each file drives a browser of its own; two at once on a small machine only wait for each other.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

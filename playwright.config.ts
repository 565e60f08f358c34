import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  // Each test has a server and browsers of its own, and waits for them more than it works.
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 45_000 },
  forbidOnly: process.env['CI'] !== undefined,
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    actionTimeout: 45_000,
    navigationTimeout: 45_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      // As root Chromium has no sandbox of its own to start.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});

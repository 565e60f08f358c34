import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, LaunchOptions, Page } from '@playwright/test';
import type { Server } from '../e2e/server.ts';
import { builtApp } from './built.ts';

// The server of these tests serves browsers the very page that the shell was built with.
process.env['COUNTERSIGN_APP'] ??= join(builtApp, 'renderer');

const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** The browser of the people who have no app: Debian's where there is one, else Playwright's own. */
export const browserOptions: LaunchOptions = {
  ...(existsSync(chromium) && { executablePath: chromium }),
  // As root Chromium has no sandbox of its own to start.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
};

/** A laptop of its own: own storage, own cookies. Whatever its pages throw goes to `thrown`. */
export const laptop = async (
  browser: Browser,
  server: Server,
  thrown: string[],
): Promise<{ context: BrowserContext; page: Page }> => {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  context.setDefaultTimeout(60_000);
  context.on('page', (page) => page.on('pageerror', (error) => thrown.push(String(error.stack ?? error))));
  return { context, page: await context.newPage() };
};

import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { Server } from './server.ts';

type Fixtures = {
  server: Server;
  /** A laptop of its own: own storage, own cookies. Fails the test if its page throws. */
  laptop: () => Promise<{ context: BrowserContext; page: Page }>;
  /** Fails with every violation axe finds on the page as it stands. */
  noAxeFindings: (page: Page) => Promise<void>;
};

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = new Server();
    await server.start();
    await use(server);
    await server.remove();
  },
  laptop: async ({ browser, server }, use) => {
    const thrown: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL: server.url });
      contexts.push(context);
      context.on('page', (page) => page.on('pageerror', (error) => thrown.push(String(error.stack ?? error))));
      return { context, page: await context.newPage() };
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(thrown, 'a page threw').toEqual([]);
  },
  // eslint-disable-next-line no-empty-pattern
  noAxeFindings: async ({}, use) => {
    await use(async (page) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect
        .soft(
          violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} (${failureSummary})`).join('\n  ')}`,
          ),
        )
        .toEqual([]);
    });
  },
});
export { expect };

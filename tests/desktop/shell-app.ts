import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchDesktop, newProfile, removeProfile, type DesktopApp } from '../desktop-host/launch.ts';
import { fixtureMain } from './built.ts';
import { pagesHaveTime } from './native.ts';
import { secondStart } from './second-start.ts';

const anyChannel = join(import.meta.dirname, 'any-channel.cjs');

/** The built shell round the fixture's page, on a profile of its own. */
export class ShellApp {
  readonly profile: string;
  readonly #server: string | null;
  app!: DesktopApp;
  page!: Page;

  /** `server`: the one named on its command line. */
  constructor(server: string | null = 'http://127.0.0.1:4999', profile = newProfile()) {
    this.#server = server;
    this.profile = profile;
  }

  async start(args: string[] = [], env: Record<string, string> = {}): Promise<void> {
    const server = this.#server === null ? [] : [`--server=${this.#server}`];
    this.app = await launchDesktop({ profile: this.profile, main: fixtureMain, args: [...server, ...args], env });
    await pagesHaveTime(this.app);
    this.page = await this.app.firstWindow();
    this.page.setDefaultTimeout(60_000);
    await this.isReady();
  }
  async isReady(): Promise<void> {
    await this.page.getByText(/^ready \d+$/).waitFor();
  }
  /** Quits as a person would, and starts again. */
  async restart(args: string[] = [], env: Record<string, string> = {}): Promise<void> {
    const code = await this.app.quit();
    if (code !== 0) throw new Error(`the app ended with ${code}\n${this.app.output()}`);
    await this.start(args, env);
  }
  /** Starts the app once more on the same profile; resolves to that one's exit code. */
  second(args: string[]): Promise<number | null> {
    return secondStart({ profile: this.profile, main: fixtureMain, args });
  }
  async end(): Promise<void> {
    await this.app?.kill();
    removeProfile(this.profile);
  }

  text(selector: string): Promise<string | null> {
    return this.page.locator(selector).textContent();
  }
  chooses(item: string): Promise<void> {
    return this.app.evaluate(({ Menu }, id: string) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), item);
  }

  /** A window whose page, at this address, may speak on any channel: `window.ask(channel, arguments as JSON)`. */
  async forges(url: string): Promise<Page> {
    const known = new Set(this.app.windows());
    await this.app.evaluate(
      ({ BrowserWindow }, { preload, at }: { preload: string; at: string }) => {
        const window = new BrowserWindow({
          show: false,
          webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false },
        });
        return window.loadURL(at);
      },
      { preload: anyChannel, at: url },
    );
    for (;;) {
      const page = this.app.windows().find((each) => !known.has(each));
      if (page) return page;
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}

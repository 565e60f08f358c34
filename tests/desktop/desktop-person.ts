import type { Command } from '../../domain/command.ts';
import { Person } from '../e2e/people.ts';
import { launchDesktop, type DesktopApp, type Launch } from '../desktop-host/launch.ts';

/** A person whose laptop has the desktop app. What they do on the screen is the same; what they send past it goes through the shell. */
export class DesktopPerson extends Person {
  app: DesktopApp;
  readonly #launch: Launch;
  #cuts = 0;

  private constructor(name: string, launch: Launch, app: DesktopApp, page: Person['page']) {
    super(name, { context: app.context(), page });
    this.#launch = launch;
    this.app = app;
  }

  static async starts(name: string, launch: Launch): Promise<DesktopPerson> {
    const app = await launchDesktop(launch);
    return new DesktopPerson(name, launch, app, await app.firstWindow());
  }

  /** Starts the app again, with other arguments where they are given. */
  async startsAgain(args: string[] = this.#launch.args ?? []): Promise<void> {
    this.app = await launchDesktop({ ...this.#launch, args });
    this.context = this.app.context();
    this.page = await this.app.firstWindow();
  }

  /** Loses power rather than closing: now the browser is killed, now the main process, now both; then the app starts from cold. */
  override async reopens(): Promise<void> {
    const at = new URL(this.page.url()).hash;
    const { app, workspace } = this;
    const cut = app.browser === null ? 'both' : (['browser', 'main', 'both'] as const)[this.#cuts % 3];
    this.#cuts += 1;
    if (cut === 'browser' && app.browser !== null) process.kill(app.browser, 'SIGKILL');
    else if (cut === 'main') app.process.kill('SIGKILL');
    else await app.kill();
    await app.exited;
    await this.startsAgain();
    // It opens the workspace that was open last, with nothing said about it.
    await this.isInside();
    this.workspace = workspace;
    await this.page.goto(this.address(at.slice(1)));
  }

  override async asks(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }> {
    const server = this.server;
    const answer = await this.page.evaluate((asked) => window.desktop?.request({ ...asked, seat: 'me' }), {
      server,
      workspace: this.workspace,
      method,
      path: `/api/w/${this.workspace}${path}`,
      body: body ?? null,
    });
    if (!answer) throw new Error('There is no shell round this page.');
    return answer;
  }

  /** The page's commands go through the main process, so they are held there. */
  override async whileSending(kind: Command['kind'], meanwhile: () => Promise<void>): Promise<void> {
    await this.app.evaluate(({ net }, wanted: string) => {
      const send = net.fetch.bind(net);
      Object.assign(net, {
        fetch: async (...asked: Parameters<typeof net.fetch>) => {
          const body = asked[1]?.body;
          if (typeof body === 'string' && body.includes(wanted)) {
            Object.assign(net, { fetch: send });
            const gate = Promise.withResolvers<void>();
            Object.assign(globalThis, { heldCommand: gate.resolve });
            await gate.promise;
          }
          return send(...asked);
        },
      });
    }, kind);
    void this.#release(meanwhile);
  }

  async #release(meanwhile: () => Promise<void>): Promise<void> {
    const isHeld = () => this.app.evaluate(() => 'heldCommand' in globalThis);
    while (!(await isHeld())) await new Promise((done) => setTimeout(done, 20));
    await meanwhile();
    await this.app.evaluate(() => (globalThis as unknown as { heldCommand: () => void }).heldCommand());
  }

  /** The app opens at its start by itself. */
  protected override async begins(): Promise<void> {
    await this.page.getByRole('button', { name: /^Start a workspace/ }).waitFor();
  }

  /** The team's server; a page of the shell has no server's address. */
  get server(): string {
    return this.#launch.args?.find((each) => each.startsWith('--server='))?.slice('--server='.length) ?? '';
  }

  protected override address(path: string): string {
    return new URL(super.address(path), this.page.url().replace(/[?#].*$/, '')).href;
  }
}

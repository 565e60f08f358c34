import { randomUUID } from 'node:crypto';
import { expect as anyExpect, type BrowserContext, type Page } from '@playwright/test';
import type { Command } from '../../domain/command.ts';
import { FeedReply, SEAT_HEADER } from '../../domain/wire/http.ts';
import { isShown, type FeedRow } from '../../domain/event.ts';

/** Waits as long where no Playwright configuration says so: the desktop's tests have another runner. */
export const expect = anyExpect.configure({ timeout: 60_000 });

type Unsent<C> = C extends { id: string } ? Omit<C, 'id'> : never;
const roleIds = { Marketing: 'marketing', Sales: 'sales', 'Sales lead': 'sales-lead' } as const;
type Role = keyof typeof roleIds;

/** One person with a laptop of their own: what they do on the screen, and what they send by hand past it. */
export class Person {
  readonly name: string;
  context: BrowserContext;
  page: Page;
  workspace = '';

  constructor(name: string, { context, page }: { context: BrowserContext; page: Page }) {
    this.name = name;
    this.context = context;
    this.page = page;
  }

  /** Stands at the start, with nothing open. */
  protected async begins(): Promise<void> {
    await this.page.goto('/');
  }

  async founds(workspace: string, role: Role): Promise<void> {
    const { page } = this;
    await this.begins();
    await page.getByRole('button', { name: /^Start a workspace/ }).click();
    await page.getByLabel('Name of the workspace').fill(workspace);
    await page.getByLabel('Your name').fill(this.name);
    await page.getByRole('radio', { name: role, exact: true }).check({ force: true });
    await page.getByRole('button', { name: 'Start the workspace' }).click();
    await this.isInside();
  }

  /** Makes an invite link, as an admin does. */
  async invites(role: Role): Promise<string> {
    const { page } = this;
    await page.goto(this.address('/people'));
    await page.getByRole('button', { name: 'Invite someone' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Role').selectOption(roleIds[role]);
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByLabel('Invite link').inputValue();
    await this.closesSecret();
    return link;
  }

  /** Puts away what is shown only once; uncopied, it asks first. */
  async closesSecret(): Promise<void> {
    const dialog = this.page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.getByRole('button', { name: 'Close without copying' }).click();
  }

  async joins(link: string): Promise<void> {
    const { page } = this;
    await page.goto(link);
    await page.getByLabel('Your name').fill(this.name);
    await page.getByRole('button', { name: /^Join/ }).click();
    await this.isInside();
  }

  async isInside(): Promise<void> {
    await expect(this.page.getByRole('navigation', { name: 'Workspace' })).toBeVisible();
    this.workspace = new URL(this.page.url()).searchParams.get('workspace') ?? '';
  }

  /** Opens a place of a campaign in this person's page. */
  async opens(campaign: string, place = ''): Promise<void> {
    await this.page.goto(this.address(`/campaign/${campaign}${place === '' ? '' : `/${place}`}`));
  }

  async home(): Promise<void> {
    await this.page.goto(this.address('/'));
    await this.isInside();
  }

  /** Closes the page as one closes a window, and opens the same address in a new one. */
  async reopens(): Promise<void> {
    const url = this.page.url();
    await this.page.close({ runBeforeUnload: false });
    this.page = await this.context.newPage();
    await this.page.goto(url);
  }

  text(label: string | RegExp) {
    return this.page.getByRole('textbox', { name: label, exact: true });
  }

  async says(status: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('button', { name: /^Sync: / })).toHaveAccessibleName(
      typeof status === 'string' ? `Sync: ${status}` : status,
    );
  }

  /** Does something else while this person's next command of that kind is on its way. */
  async whileSending(kind: Command['kind'], meanwhile: () => Promise<void>): Promise<void> {
    let held = false;
    await this.page.route('**/commands*', async (route) => {
      if (!held && route.request().postData()?.includes(kind)) {
        held = true;
        await meanwhile();
      }
      await route.continue();
    });
  }

  /** A command by hand, with this person's own session. */
  async sends(command: Unsent<Command>): Promise<{ status: number; body: Record<string, unknown> }> {
    const seen = (await this.feed()).at(-1);
    const head = seen ? `?after=${seen.number}&head=${seen.head}` : '';
    const { status, body } = await this.asks('POST', `/commands${head}`, { id: randomUUID(), ...command });
    return { status, body: body as Record<string, unknown> };
  }

  async feed(): Promise<FeedRow[]> {
    return FeedReply.parse((await this.asks('GET', '/feed?after=0')).body).rows.filter(isShown);
  }

  /** One request of the contract past the screen, with this person's own session. */
  async asks(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await this.context.request.fetch(this.path(path), {
      method,
      headers: this.headers,
      ...(method === 'POST' && { data: body }),
    });
    return { status: response.status(), body: await response.json() };
  }

  path(rest: string): string {
    return `${new URL(this.page.url()).origin}/api/w/${this.workspace}${rest}`;
  }

  get headers(): Record<string, string> {
    return { origin: new URL(this.page.url()).origin, [SEAT_HEADER]: 'me' };
  }

  /** Where a place inside the app is, for this person's page. */
  protected address(path: string): string {
    return `/?workspace=${this.workspace}&seat=me#${path}`;
  }
}

import { createServer, type Server } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requests, type Channel } from '../../electron/contract/ipc.ts';
import { root } from './built.ts';
import { ShellApp } from './shell-app.ts';
import { fieldsOf, fits, wrongRequests, type Arguments } from './wrong-requests.ts';

// Every channel of the contract, spoken to as a hostile page would: through Electron's own IPC, from whatever page, with whatever arguments.
const channels = Object.keys(requests) as Channel[];
const shell = new ShellApp();
let own: Page;
let stranger: Page;
let elsewhere: Server;

const ask = (page: Page, channel: string, args: Arguments): Promise<string> =>
  page.evaluate(
    ([name, text]) => (window as unknown as { ask: (name: string, text: string) => Promise<string> }).ask(name!, text!),
    [channel, JSON.stringify(args)],
  );

beforeAll(async () => {
  elsewhere = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Elsewhere</title>');
  });
  await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
  const address = elsewhere.address();
  await shell.start();
  own = await shell.forges('app://countersign/');
  stranger = await shell.forges(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
});
afterAll(async () => {
  await shell.end();
  elsewhere.closeAllConnections();
  elsewhere.close();
});

it('a channel that is not in the contract is not there', async () => {
  expect(await ask(own, 'servers:forget-everything', [])).toMatch(/No handler registered/);
  // `handle` is the only place that registers one, and its type takes a channel of the contract.
  const folder = join(root, 'electron');
  const registering = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && /ipcMain\.|\.ipc\b/.test(readFileSync(join(folder, name), 'utf8')),
  );
  expect(registering).toEqual(['handle.ts']);
});

describe.each(channels)('%s', (channel) => {
  it('answers no page of another origin that has our preload', async () => {
    expect(await ask(stranger, channel, [fits(channel) ?? { $odd: 'absent' }])).toMatch(/may not ask/);
  });

  it('has every field of its schema among the requests below', () => {
    const right = fits(channel);
    expect(fieldsOf(channel)?.toSorted() ?? null).toEqual(right && Object.keys(right).toSorted());
  });

  it('refuses what does not fit', async () => {
    const taken: string[] = [];
    for (const args of wrongRequests(channel)) {
      const said = await ask(own, channel, args);
      if (!said.includes('does not fit')) taken.push(`${JSON.stringify(args).slice(0, 300)}: ${said}`);
    }
    expect(taken).toEqual([]);
  });
});

it.each(channels.filter((channel) => fits(channel) !== null))('%s takes what fits', async (channel) => {
  expect(await ask(own, channel, [fits(channel)])).not.toMatch(/does not fit|may not ask/);
});

it('a page still works after all that', async () => {
  expect(await shell.page.evaluate(() => window.desktop?.servers())).toContainEqual({
    url: 'http://127.0.0.1:4999',
    hosted: false,
    joinAt: null,
    fingerprint: null,
    trouble: null,
  });
});

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog } from 'electron';
import { LaunchPackage } from '../domain/wire/http.ts';
import type { DeepLink } from './deep-link.ts';
import { oneLine } from './one-line.ts';

/** The largest file that is looked into, in bytes; a launch package is a few hundred kB. */
const MAX_FILE = 64 * 1024 * 1024;

/** What a `.countersign` file holds, in words, and the campaign it may open. Opening it only ever shows something. */
export type LaunchFile = { message: string; detail: string; link: DeepLink | null };

const notOne: LaunchFile = {
  message: 'This is not a launch package.',
  detail: 'A launch package is what Countersign writes when a signed version is launched. Nothing was opened.',
  link: null,
};

/** Reads a launch package's own claims, and whether the text in it is the text that its digest names. */
export const readLaunchFile = (text: string): LaunchFile => {
  let parsed: ReturnType<typeof LaunchPackage.safeParse>;
  try {
    parsed = LaunchPackage.safeParse(JSON.parse(text));
  } catch {
    return notOne;
  }
  if (!parsed.success) return notOne;
  const { name, version, digest, canonical, launchedAt, campaign, record } = parsed.data;
  const same = createHash('sha256').update(canonical, 'utf8').digest('hex') === digest;
  return {
    message: `Version ${version} of “${oneLine(name)}”, launched on ${oneLine(launchedAt.slice(0, 10))}`,
    detail: same
      ? `The text in this file is the text its digest names:\n${digest}\n\nIts record has ${record.length} entries. To check their signatures too, run “npm run verify” on this file.`
      : 'The text in this file is not the text its digest names: it was changed after the launch. Do not use it.',
    link: same ? { kind: 'campaign', id: campaign, place: 'record' } : null,
  };
};

/** The path that one argument names: Linux's desktops hand over `file:` addresses, Windows and a shell plain paths. Null for any other. */
const pathIn = (argument: string): string | null => {
  if (argument.startsWith('-')) return null;
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(argument)) return argument;
  try {
    return fileURLToPath(argument);
  } catch {
    // Another scheme, or a file on another computer.
    return null;
  }
};

/** The launch package among a command line's arguments, as a file manager on Windows and Linux names it. */
export const fileAmong = (args: readonly string[], folder: string): string | null => {
  const file = args
    .slice(1)
    .map(pathIn)
    .find((path) => path !== null && /\.countersign$/i.test(path));
  return file == null ? null : isAbsolute(file) ? file : resolve(folder, file);
};

/** Shows what a file holds; where the person wants, `open` leads to its campaign. */
const show = async (path: string, open: (link: DeepLink) => void): Promise<void> => {
  let file = notOne;
  try {
    if (statSync(path).size <= MAX_FILE) file = readLaunchFile(readFileSync(path, 'utf8'));
  } catch {
    file = { ...notOne, message: 'This file cannot be read.' };
  }
  const { response } = await dialog.showMessageBox({
    type: file.link ? 'info' : 'warning',
    message: file.message,
    detail: file.detail,
    buttons: file.link ? ['Open the Campaign', 'Close'] : ['Close'],
    defaultId: 0,
    cancelId: file.link ? 1 : 0,
  });
  if (file.link && response === 0) open(file.link);
};

/** Launch packages that a person opens: from the command line, from a second start, and as macOS hands them over. */
export class LaunchFiles {
  readonly #open: (link: DeepLink) => void;

  constructor(open: (link: DeepLink) => void) {
    this.#open = open;
  }

  /** Must run before the app is ready: macOS hands over the file of a cold start right then. */
  listen(): void {
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.#show(path);
    });
    this.take(process.argv, process.cwd());
  }

  take(args: readonly string[], folder: string): void {
    const file = fileAmong(args, folder);
    if (file !== null) this.#show(file);
  }

  #show(path: string): void {
    void app.whenReady().then(() => show(path, this.#open));
  }
}

import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import { Failure } from '../domain/wire/http.ts';
import type { SaveAnswer } from './contract/desktop.ts';
import type { Request } from './contract/ipc.ts';
import type { ServerRequests } from './server-requests.ts';

/** What each file is and how its name ends: decided here, so that a page cannot lay down anything a system would run. */
const kinds = {
  export: { ending: '.json', type: 'application/json', what: 'Record' },
  certificate: { ending: '.html', type: 'text/html', what: 'Certificate' },
  package: { ending: '.countersign', type: 'application/json', what: 'Launch package' },
} as const;

/** A name any file system takes, one line and no path, with the ending of its kind. */
export const safeName = (name: string, ending: string): string => {
  const plain = name
    .normalize('NFC')
    // Separators, characters Windows refuses, and whatever turns or hides the text around it.
    .replace(/[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '')
    .slice(0, 100)
    .trim();
  const base = plain.toLowerCase().endsWith(ending) ? plain.slice(0, -ending.length).trim() : plain;
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(base);
  return `${base === '' || reserved ? 'Countersign' : base}${ending}`;
};

/**
 * Beside it first: a disk that fills up leaves the old file and not half of a new one. Under a name nobody else has, made and never
 * opened: what lies there already may be another program's, or a link that leads elsewhere.
 */
export const writeWhole = (file: string, bytes: Uint8Array, beside = `${randomUUID()}.part`): void => {
  const part = join(dirname(file), beside);
  const handle = openSync(part, 'wx');
  try {
    try {
      for (let at = 0; at < bytes.length; at += writeSync(handle, bytes, at));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
};

/** Fetches a file with the session of its workspace and writes it where the person chooses. Nothing is opened. */
export const saveFile = async (
  requests: ServerRequests,
  asked: Request<'file:save'>,
  page: WebContents,
): Promise<SaveAnswer> => {
  const kind = kinds[asked.path.slice(asked.path.lastIndexOf('/') + 1) as keyof typeof kinds];
  const refusal = requests.refuses(asked);
  if (refusal !== null) throw new Error(refusal);
  const answer = await requests.file(asked).catch(() => null);
  if (!answer) return { ok: false, says: 'The server cannot be reached. Try again when this laptop is connected.' };
  const { status, type, bytes } = answer;
  if (status !== 200) return { ok: false, says: refusalIn(bytes) };
  if (!type.startsWith(kind.type)) return { ok: false, says: 'The server sent something else than this file.' };
  const window = BrowserWindow.fromWebContents(page);
  if (!window) return { ok: true, saved: false };
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('downloads'), safeName(asked.name, kind.ending)),
    filters: [{ name: kind.what, extensions: [kind.ending.slice(1)] }],
  });
  if (canceled || !filePath) return { ok: true, saved: false };
  try {
    writeWhole(filePath, bytes);
    return { ok: true, saved: true };
  } catch {
    return { ok: false, says: 'It could not be written there. Choose another folder, or free some space.' };
  }
};

const refusalIn = (bytes: Uint8Array): string => {
  try {
    return Failure.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))).says;
  } catch {
    return 'The server did not send it. Try again in a moment.';
  }
};

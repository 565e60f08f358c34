import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, isAbsolute, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { HttpError, sendText } from './answer.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
};

/** Opened only where the app needs it; connections only to this host, spelled out because `self` is not websockets everywhere. */
export const contentSecurity = (host: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ws://${host} wss://${host}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** A path of the app inside its folder; null for anything that is not plainly one. Decoded once, before it is judged. */
export const placeOf = (folder: string, path: string): string | null => {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (/[\0\\]/.test(decoded) || decoded.split('/').some((part) => part === '..' || part === '.' || part.includes('%')))
    return null;
  const place = join(folder, decoded === '/' ? 'index.html' : decoded);
  return isInside(folder, place) ? place : null;
};

const isInside = (folder: string, place: string): boolean => {
  const way = relative(folder, place);
  return way !== '' && !isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`);
};

/** Serves the built app. Files with a hash in their name never change; the page itself is asked for every time. */
export const serveApp = async (
  folder: string | null,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> => {
  const host = request.headers.host ?? '';
  const headers = {
    'content-security-policy': contentSecurity(/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
  if (folder === null) {
    if (path !== '/') throw notFound();
    return sendText(
      response,
      200,
      'This is a Countersign server. Open it with the Countersign app.\n',
      'text/plain; charset=utf-8',
      headers,
    );
  }
  const place = placeOf(folder, path);
  const found = place === null ? null : await fileAt(folder, place);
  if (!found) throw notFound();
  const name = relative(folder, place!).split(sep).join('/');
  response.writeHead(200, {
    ...headers,
    'content-type': types[extname(found.place).toLowerCase()] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': /^assets\/.+-[\w-]{8,}\.\w+$/.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') return void response.end();
  // A reader that went away is no fault.
  await pipeline(createReadStream(found.place), response).catch(() => undefined);
};

const notFound = (): HttpError => new HttpError(404, 'not found', 'There is nothing at this address.');

/** The file, following links only within the folder. */
const fileAt = async (folder: string, place: string): Promise<{ place: string; size: number } | null> => {
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(place)]);
    if (!isInside(root, real)) return null;
    const { size, ...what } = await stat(real).then((is) => ({ size: is.size, file: is.isFile() }));
    return what.file ? { place: real, size } : null;
  } catch {
    return null;
  }
};

import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { contentSecurityPolicy } from './content-security.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
};

/** Must run before the app is ready, so before anything awaits. No `bypassCSP`, no service worker: the shell has the files itself. */
export const registerAppScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
};

/**
 * The file that an `app://countersign/...` address names inside `root`, or null. An address names a file in the plainest way or not
 * at all: no dot segments, no encoded slash or dot, no backslash; and where links in the file system lead outside, the file is not ours.
 */
export const fileOf = async (url: string, root: string): Promise<string | null> => {
  const match = /^app:\/\/countersign(\/[^?#]*)?(?:[?#].*)?$/.exec(url);
  if (!match) return null;
  const raw = match[1] ?? '/';
  if (/%(?:2e|2f|5c|00|25)|\\|\0/i.test(raw)) return null;
  let path: string;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return null;
  }
  const segments = path.slice(1).split('/');
  if (segments.some((each) => each === '..' || each === '.' || /[\\:\0]/.test(each))) return null;
  try {
    const base = await realpath(root);
    const file = await realpath(join(base, path === '/' ? 'index.html' : path));
    return file.startsWith(base + sep) ? file : null;
  } catch {
    return null;
  }
};

const headers = (file: string | null, servers: readonly string[]): Record<string, string> => ({
  'content-type': file === null ? 'text/plain; charset=utf-8' : (types[extname(file)] ?? 'application/octet-stream'),
  'content-security-policy': contentSecurityPolicy(servers),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // A looked-up name is heard by whoever answers for it, and no policy covers looking up.
  'x-dns-prefetch-control': 'off',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
});

/** One answer of the app's own origin. */
export const answerApp = async (
  request: { url: string; method: string },
  root: string,
  servers: readonly string[],
): Promise<Response> => {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response('Only reading.', { status: 405, headers: headers(null, servers) });
  const file = await fileOf(request.url, root);
  const bytes = file === null ? null : await readFile(file).catch(() => null);
  if (bytes === null) return new Response('There is no such file.', { status: 404, headers: headers(null, servers) });
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), { headers: headers(file, servers) });
};

/** Serves the built renderer under `app://`. `servers` is asked for every answer, so a new server is in the next page's policy. */
export const serveApp = (session: Session, root: string, servers: () => readonly string[]): void => {
  session.protocol.handle('app', (request) => answerApp(request, root, servers()));
};

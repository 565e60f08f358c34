/**
 * Keeps the app's own files, so that it starts with no server. Built as `sw.js` (vite.config.ts); nothing of a workspace passes
 * through here. One version's files stand in one cache and are only served together: a page never gets a mixture of two.
 */

/** Filled in by the build: every file of this version, and a digest of them all. */
declare const APP_FILES: readonly string[];
declare const APP_VERSION: string;

type Extendable = Event & { waitUntil: (work: Promise<unknown>) => void };
type Fetched = Extendable & { request: Request; respondWith: (response: Promise<Response> | Response) => void };
/** The parts of a ServiceWorkerGlobalScope that are used; its own types cannot stand beside a window's. */
type Scope = {
  addEventListener: ((type: 'install' | 'activate', listener: (event: Extendable) => void) => void) &
    ((type: 'fetch', listener: (event: Fetched) => void) => void) &
    ((type: 'message', listener: (event: MessageEvent) => void) => void);
  skipWaiting: () => Promise<void>;
  clients: { matchAll: () => Promise<unknown[]>; claim: () => Promise<void> };
  registration: { scope: string; waiting: { postMessage: (message: unknown) => void } | null };
};
const scope = globalThis as unknown as Scope;

const PREFIX = 'countersign ';
const CACHE = PREFIX + APP_VERSION;
const TAKE_OVER = 'take over';
const page = (): string => new URL('index.html', scope.registration.scope).href;

scope.addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    // Past the browser's own cache, which may still hold a page of the version before.
    await cache.addAll(
      APP_FILES.map((file) => new Request(new URL(file, scope.registration.scope), { cache: 'reload' })),
    );
  };
  event.waitUntil(keep());
});

scope.addEventListener('activate', (event) => {
  const tidy = async () => {
    const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    // A window of the version before may still load a part of it.
    await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
    await scope.clients.claim();
  };
  event.waitUntil(tidy());
});

scope.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) void scope.skipWaiting();
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== new URL(scope.registration.scope).origin) return;
  const asked = pathname.slice(new URL(scope.registration.scope).pathname.length);
  if (request.mode === 'navigate') {
    if (asked === '' || asked === 'index.html') event.respondWith(navigate(request));
  } else if (APP_FILES.includes(asked) || asked.startsWith('assets/')) event.respondWith(fileOf(request));
});

/** How often the newer version is asked for before this one shows itself once more: nobody must be left before an empty page. */
const TRIES = 5;
let tried = 0;

/** The page of this version. Where a newer one waits and this is the only window, that one takes over and the page is asked for again. */
const navigate = async (request: Request): Promise<Response> => {
  const { waiting } = scope.registration;
  if (tried === TRIES) tried = 0;
  else if (waiting && (await scope.clients.matchAll()).length < 2) {
    // A worker has no target origin: it is ours.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    waiting.postMessage(TAKE_OVER);
    tried += 1;
    return askAgain(tried === 1 ? 50 : 500);
  }
  const kept = await caches.open(CACHE).then((cache) => cache.match(page()));
  return kept ?? fetch(request);
};

/**
 * A page that asks for itself again. Not by a `refresh` header: the address ends in a fragment, and going to it is no new request, so the
 * window stayed empty. Not at once: the newer version takes over when this one has nothing to do. `ms`: how long it waits.
 */
const askAgain = (ms: number): Response =>
  new Response(`<!doctype html><title>Countersign</title><script>setTimeout(() => location.reload(), ${ms})</script>`, {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });

const fileOf = async (request: Request): Promise<Response> => {
  const kept = await caches.open(CACHE).then((cache) => cache.match(request, { ignoreSearch: true }));
  // A window of another version asks for its own files; their names hold their digest.
  return kept ?? (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
};

import { app } from './app.ts';
import { prevented } from './loud.ts';
import { fromStandIn, policyForChromium, schemes, toStandIn } from './schemes.ts';
import { session } from './session.ts';
import { cdp, state } from './state.ts';
import { pagesByFrame, type WebContents } from './web-contents.ts';

type Paused = {
  requestId: string;
  frameId?: string;
  resourceType: string;
  redirectedRequestId?: string;
  request: { url: string; method: string; headers: Record<string, string>; postDataEntries?: { bytes?: string }[] };
};

/** Targets of popups that were denied; they get no document while they are being closed. */
export const deniedTargets = new Set<string>();
/** The last document request of each page: a redirect keeps its number. */
const lastDocument = new WeakMap<WebContents, string>();

/** Every document, and everything of the app's own scheme, passes through here. */
export const interceptRequests = async (): Promise<void> => {
  cdp().on('Fetch.requestPaused', (paused: Paused) => void answer(paused));
  await cdp().send('Fetch.enable', {
    patterns: [
      ...[...schemes.keys()].map((scheme) => ({ urlPattern: `https://*.${scheme}.invalid/*` })),
      { urlPattern: '*', resourceType: 'Document' },
    ],
  });
};

const fail = (requestId: string, errorReason: string): void => {
  void cdp()
    .send('Fetch.failRequest', { requestId, errorReason })
    .catch(() => undefined);
};

const answer = async (paused: Paused): Promise<void> => {
  const { requestId, frameId, resourceType, request } = paused;
  if (frameId !== undefined && deniedTargets.has(frameId)) return fail(requestId, 'Aborted');
  const page = frameId === undefined ? undefined : pagesByFrame.get(frameId);
  const url = fromStandIn(request.url);
  if (page && resourceType === 'Document' && !mayLoad(page, paused, url)) return fail(requestId, 'Aborted');
  if (url === request.url) {
    void cdp()
      .send('Fetch.continueRequest', { requestId })
      .catch(() => undefined);
    return;
  }
  const scheme = url.split(':')[0] ?? '';
  const privileges = schemes.get(scheme);
  const handler = session.defaultSession.protocol.handlers.get(scheme);
  if (!handler) return fail(requestId, 'Failed');
  if (!privileges?.supportFetchAPI && (resourceType === 'XHR' || resourceType === 'Fetch'))
    return fail(requestId, 'BlockedByClient');
  if (!privileges?.allowServiceWorkers && request.headers['Service-Worker']) return fail(requestId, 'BlockedByClient');
  try {
    await fulfil(requestId, await handler(toRequest(url, request)));
  } catch (error) {
    if (!state.exiting) console.error(`desktop host: the handler of ${url} failed`, error);
    fail(requestId, 'Failed');
  }
};

/** Lets the app judge a document request as Electron would: redirects, navigations of the page, navigations of its frames. */
const mayLoad = (page: WebContents, { requestId, frameId, redirectedRequestId }: Paused, url: string): boolean => {
  const isMainFrame = frameId === page.targetId;
  const details = { url, isMainFrame, isSameDocument: false, frame: page.frame(frameId) };
  const job = requestId.replace(/\.\d+$/, '');
  if (isMainFrame) {
    if (redirectedRequestId !== undefined || lastDocument.get(page) === job)
      return !prevented(page, 'will-redirect', details);
    lastDocument.set(page, job);
    if (page.expectedLoads > 0) {
      page.expectedLoads -= 1;
      return true;
    }
    if (prevented(page, 'will-navigate', details)) return false;
  }
  return !prevented(page, 'will-frame-navigate', details);
};

const toRequest = (url: string, { method, headers, postDataEntries }: Paused['request']): Request => {
  const ours = new Headers();
  for (const [name, value] of Object.entries(headers))
    ours.set(name, /^(origin|referer)$/i.test(name) ? fromStandIn(value) : value);
  const body = Buffer.concat((postDataEntries ?? []).map(({ bytes = '' }) => Buffer.from(bytes, 'base64')));
  return Object.defineProperty(
    new Request('https://stand-in.invalid/', { method, headers: ours, ...(body.length > 0 && { body }) }),
    'url',
    // A Request would normalise the address; the handler must see what the page asked for.
    { value: url },
  );
};

const fulfil = async (requestId: string, response: Response): Promise<void> => {
  if (!(response instanceof Response)) throw new TypeError('the handler did not answer with a Response');
  const responseHeaders = [...response.headers].map(([name, value]) => ({
    name,
    value: name.startsWith('content-security-policy')
      ? policyForChromium(value)
      : name === 'location'
        ? toStandIn(value)
        : value,
  }));
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  await cdp()
    .send('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body })
    .catch(() => undefined);
};

/** Downloads are cancelled by the browser; the app is told first, as Electron tells it. */
export const denyDownloads = async (): Promise<void> => {
  app.emit('session-created', session.defaultSession);
  await cdp().send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true });
  cdp().on('Browser.downloadWillBegin', ({ url }: { url: string }) => {
    if (!prevented(session.defaultSession, 'will-download', {}, { getURL: () => fromStandIn(url) }))
      throw new Error('desktop host: a download that the app does not prevent is not modelled');
  });
};

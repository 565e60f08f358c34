import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { BrowserWindow } from './browser-window.ts';
import type { CdpSession } from './cdp.ts';
import { makeCodec } from './codec.ts';
import { handlers } from './ipc-main.ts';
import { LoudEmitter, onlyKnown, prevented } from './loud.ts';
import { startPreload, type WorldSettings } from './page/preload-world.ts';
import { watchPage } from './page/watch.ts';
import { joinWorlds } from './page/worlds.ts';
import { fromStandIn, originOf, schemes, toStandIn } from './schemes.ts';
import { session, type Session } from './session.ts';
import { cdp, state } from './state.ts';

const WORLD = 'Electron Isolated Context';
const OWN_WORLD = 'desktop host';
const codec = makeCodec();

export type Preferences = {
  preload?: string;
  sandbox?: boolean;
  contextIsolation?: boolean;
  nodeIntegration?: boolean;
  webviewTag?: boolean;
  webSecurity?: boolean;
};
/** The last ones change nothing that a test here could see; `preferences` in electron/window.ts has a test of its own. */
const known = [
  'preload',
  'sandbox',
  'contextIsolation',
  'nodeIntegration',
  'webviewTag',
  'webSecurity',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'navigateOnDragDrop',
  'backgroundThrottling',
  'spellcheck',
  'devTools',
];
export type Target = { session: string; target: string };
type FrameTree = { id: string; parentId?: string; url: string; urlFragment?: string };
type Frame = { url: string; parent: string | null };
type FrameInfo = { url: string; origin: string; parent: FrameInfo | null; top: FrameInfo };
type FromPreload =
  | { kind: 'invoke'; id: number; channel: string; args: unknown }
  | { kind: 'preload-error'; message: string };
type Watched = { title?: string; key?: unknown; external?: string };
type Loading = { resolve: () => void; reject: (error: Error) => void };
export type OpenHandler = (details: { url: string; frameName: string }) => { action: 'deny' | 'allow' };

let nextId = 1;
export const pagesByTarget = new Map<string, WebContents>();
/** Every frame of every page, to know whose request the browser paused. */
export const pagesByFrame = new Map<string, WebContents>();

const failure = (code: string, url: string): Error =>
  Object.assign(new Error(`${code} loading '${url}'`), { code, url });

export class WebContents extends LoudEmitter {
  readonly id = nextId++;
  readonly session: Session = session.defaultSession;
  readonly #window: BrowserWindow;
  readonly #preferences: Preferences;
  readonly #frames = new Map<string, Frame>();
  /** The preload's world of each frame. */
  readonly #contexts = new Map<number, string>();
  readonly #secret = `x${randomBytes(12).toString('hex')}`;
  readonly #target = Promise.withResolvers<Target>();
  /** Settles when the page can be spoken to. */
  readonly attached: Promise<void>;
  #cdp: CdpSession | null = null;
  #targetId = '';
  #gone = false;
  #crashed = false;
  #busy = false;
  #loading: Loading | null = null;
  #title = '';
  #webRtcPolicy = 'default';
  openHandler: OpenHandler | null = null;
  /** Loads the app itself asked for; every other document request is the page's own doing. */
  expectedLoads = 0;

  constructor(window: BrowserWindow, preferences: Preferences) {
    super();
    onlyKnown(preferences, known, 'webPreferences');
    const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } = preferences;
    if ([sandbox, contextIsolation, webSecurity].includes(false) || nodeIntegration === true || webviewTag === true)
      throw new Error('desktop host: only sandboxed, isolated pages without Node and webviews are modelled');
    this.#window = window;
    this.#preferences = preferences;
    this.attached = this.#target.promise.then((target) => this.#attach(target));
    this.attached.catch((error: unknown) => {
      if (!this.#gone && !state.exiting) console.error('desktop host: a window did not come up', error);
    });
  }

  get cdp(): CdpSession {
    if (!this.#cdp) throw new Error('desktop host: the page is not up yet');
    return this.#cdp;
  }
  get targetId(): string {
    return this.#targetId;
  }
  becomeTarget(target: Target): void {
    this.#target.resolve(target);
  }

  async #attach({ session: id, target }: Target): Promise<void> {
    const page = cdp().session(id);
    this.#cdp = page;
    this.#targetId = target;
    pagesByTarget.set(target, this);
    pagesByFrame.set(target, this);
    this.#followFrames(page);
    this.#followLoads(page);
    page.on('detached', () => this.#window.targetGone());
    page.on('Inspector.targetCrashed', () => {
      this.#crashed = true;
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
    page.on(
      'Runtime.executionContextCreated',
      ({ context }: { context: { id: number; name: string; auxData: { frameId: string } } }) => {
        if (context.name === WORLD) this.#contexts.set(context.id, context.auxData.frameId);
      },
    );
    page.on('Runtime.executionContextDestroyed', ({ executionContextId }: { executionContextId: number }) => {
      this.#contexts.delete(executionContextId);
    });
    page.on('Runtime.executionContextsCleared', () => this.#contexts.clear());
    page.on(
      'Runtime.bindingCalled',
      ({ name, payload, executionContextId }: { name: string; payload: string; executionContextId: number }) => {
        if (name === 'hostWatch') this.#watched(JSON.parse(payload) as Watched);
        else if (name === 'hostSend')
          void this.#heard(JSON.parse(payload) as FromPreload, this.#contexts.get(executionContextId));
      },
    );
    await Promise.all([
      page.send('Page.enable'),
      page.send('Runtime.enable'),
      page.send('Inspector.enable'),
      page.send('Runtime.addBinding', { name: 'hostWatch', executionContextName: OWN_WORLD }),
      page.send('Page.addScriptToEvaluateOnNewDocument', { worldName: OWN_WORLD, source: `(${String(watchPage)})()` }),
      page.send('Page.addScriptToEvaluateOnNewDocument', {
        source: `(${String(joinWorlds)})(${JSON.stringify(this.#secret)}, 'page');`,
      }),
      ...this.#preloadScripts(page),
    ]);
    await page.send('Runtime.runIfWaitingForDebugger');
  }

  #preloadScripts(page: CdpSession): Promise<unknown>[] {
    const { preload } = this.#preferences;
    if (preload === undefined) return [];
    const settings: WorldSettings = {
      secret: this.#secret,
      send: 'hostSend',
      receive: 'hostReceive',
      preload,
      process: { platform: process.platform, arch: process.arch, versions: { ...process.versions } },
    };
    const source = [
      `(${String(startPreload)})(${JSON.stringify(settings)}, ${String(makeCodec)}, ${String(joinWorlds)},`,
      'function (require, module, exports, process) {',
      readFileSync(preload, 'utf8'),
      `});\n//# sourceURL=${pathToFileURL(preload).href}`,
    ].join('\n');
    return [
      page.send('Runtime.addBinding', { name: 'hostSend', executionContextName: WORLD }),
      page.send('Page.addScriptToEvaluateOnNewDocument', { worldName: WORLD, source }),
    ];
  }

  #followFrames(page: CdpSession): void {
    page.on('Page.frameAttached', ({ frameId, parentFrameId }: { frameId: string; parentFrameId: string }) => {
      this.#frames.set(frameId, { url: '', parent: parentFrameId });
      pagesByFrame.set(frameId, this);
    });
    page.on('Page.frameDetached', ({ frameId }: { frameId: string }) => {
      this.#frames.delete(frameId);
      pagesByFrame.delete(frameId);
    });
    page.on('Page.frameNavigated', ({ frame }: { frame: FrameTree }) => {
      this.#frames.set(frame.id, { url: frame.url + (frame.urlFragment ?? ''), parent: frame.parentId ?? null });
      pagesByFrame.set(frame.id, this);
      if (frame.parentId !== undefined) return;
      this.#crashed = false;
      this.session.applyPermissions(originOf(frame.url));
      this.emit('did-navigate', {}, fromStandIn(frame.url), 200, 'OK');
    });
    page.on('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
      const frame = this.#frames.get(frameId);
      if (frame) frame.url = url;
      this.emit('did-navigate-in-page', {}, fromStandIn(url), frame?.parent === null);
    });
  }

  #followLoads(page: CdpSession): void {
    page.on('Page.frameStartedLoading', ({ frameId }: { frameId: string }) => {
      if (frameId !== this.#targetId) return;
      this.#busy = true;
      this.emit('did-start-loading', {});
    });
    page.on('Page.frameStoppedLoading', ({ frameId }: { frameId: string }) => {
      if (frameId === this.#targetId) this.#busy = this.#loading !== null;
    });
    page.on('Page.loadEventFired', () => {
      this.#busy = false;
      this.emit('did-finish-load', {});
      this.#loading?.resolve();
      this.#loading = null;
      this.#window.becomeReadyToShow();
    });
    page.on('Page.javascriptDialogOpening', ({ type }: { type: string }) => {
      if (type !== 'beforeunload') return;
      const leave = prevented(this, 'will-prevent-unload');
      void page.send('Page.handleJavaScriptDialog', { accept: leave });
      if (!leave) this.#window.closeRefused();
    });
  }

  #watched({ title, key, external }: Watched): void {
    if (external !== undefined && !prevented(this, 'will-navigate', { url: external, isMainFrame: true }))
      throw new Error(`desktop host: ${external} is not modelled, and the app did not prevent it`);
    if (key !== undefined) this.#window.pressed(key);
    if (title === undefined || title === this.#title) return;
    this.#title = title;
    if (!prevented(this.#window, 'page-title-updated', {}, title, true)) this.#window.setTitle(title);
  }

  frame(id: string | undefined): FrameInfo | null {
    const frame = id === undefined ? undefined : this.#frames.get(id);
    if (!frame) return null;
    const url = fromStandIn(frame.url);
    const parent = frame.parent === null ? null : this.frame(frame.parent);
    const info = { url, origin: originOf(url), parent } as FrameInfo;
    info.top = parent?.top ?? info;
    return info;
  }
  get mainFrame(): FrameInfo | null {
    return this.frame(this.#targetId);
  }

  async #heard(message: FromPreload, frame: string | undefined): Promise<void> {
    if (message.kind === 'preload-error') {
      this.emit('preload-error', {}, this.#preferences.preload, new Error(message.message));
      return;
    }
    const { id, channel } = message;
    const event = { sender: this, senderFrame: this.frame(frame), type: 'frame', processId: 1, frameId: 1 };
    const handler = handlers.get(channel);
    try {
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      const value = await handler(event, ...(codec.decode(message.args) as unknown[]));
      this.#post({ kind: 'result', id, ok: true, value: codec.encode(value) });
    } catch (error) {
      this.#post({
        kind: 'result',
        id,
        ok: false,
        error: `Error invoking remote method '${channel}': ${String(error)}`,
      });
    }
  }
  #post(message: object): void {
    if (this.#gone || !this.#cdp) return;
    for (const [contextId, frame] of this.#contexts)
      if (frame === this.#targetId)
        void this.#cdp
          .send('Runtime.evaluate', { contextId, expression: `hostReceive(${JSON.stringify(message)})`, silent: true })
          .catch(() => undefined);
  }
  send(channel: string, ...args: unknown[]): void {
    this.#post({ kind: 'event', channel, args: codec.encode(args) });
  }

  async loadURL(url: string): Promise<void> {
    await this.attached;
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1] ?? '';
    const privileges = schemes.get(scheme);
    if (privileges && !(privileges.standard && privileges.secure))
      throw new Error(`desktop host: scheme ${scheme} is modelled only when standard and secure`);
    if (!privileges && !['http', 'https', 'about', 'data'].includes(scheme))
      throw failure('ERR_UNKNOWN_URL_SCHEME', url);
    if (scheme !== 'about' && scheme !== 'data') this.expectedLoads += 1;
    this.#loading?.reject(failure('ERR_ABORTED', url));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    promise.catch(() => undefined);
    this.#loading = { resolve, reject };
    const { errorText } = await this.cdp.send<{ errorText?: string }>('Page.navigate', { url: toStandIn(url) });
    if (errorText !== undefined) throw failure(errorText.replace('net::', ''), url);
    await promise;
  }
  reload(): void {
    this.expectedLoads += 1;
    void this.#cdp?.send('Page.reload').catch(() => undefined);
  }
  getURL(): string {
    return fromStandIn(this.#frames.get(this.#targetId)?.url ?? '');
  }
  isDestroyed(): boolean {
    return this.#gone;
  }
  isLoadingMainFrame(): boolean {
    return this.#busy || this.#loading !== null;
  }
  isCrashed(): boolean {
    return this.#crashed;
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  /** Kept and told, as Electron does; Chromium takes it at its start only, so nothing comes of it here. */
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.#webRtcPolicy = policy;
  }
  getWebRTCIPHandlingPolicy(): string {
    return this.#webRtcPolicy;
  }
  forcefullyCrashRenderer(): void {
    void this.#cdp?.send('Page.crash').catch(() => undefined);
  }
  async executeJavaScript(code: string): Promise<unknown> {
    await this.attached;
    const { result } = await this.cdp.send<{ result: { value: unknown } }>('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value;
  }

  /** The window is gone, and this page with it. */
  end(): void {
    this.#gone = true;
    pagesByTarget.delete(this.#targetId);
    for (const [frame, page] of pagesByFrame) if (page === this) pagesByFrame.delete(frame);
    this.#loading?.reject(new Error('ERR_FAILED (-2)'));
    this.emit('destroyed');
  }
}

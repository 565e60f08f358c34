import { app } from './app.ts';
import { LoudEmitter, onlyKnown, prevented } from './loud.ts';
import { pressAccelerator } from './menu.ts';
import { cdp, state } from './state.ts';
import { WebContents, type Preferences } from './web-contents.ts';

type Bounds = { x: number; y: number; width: number; height: number };
type Options = Partial<Bounds> & { show?: boolean; title?: string; webPreferences?: Preferences };

/** Places the window, or only Electron draws by it (`minWidth`, `backgroundColor`): the page is the same with any value. */
const known = [
  'x',
  'y',
  'width',
  'height',
  'show',
  'title',
  'webPreferences',
  'minWidth',
  'minHeight',
  'backgroundColor',
];

const windows = new Map<number, BrowserWindow>();
let nextId = 1;
let focused: BrowserWindow | null = null;
const setFocused = (window: BrowserWindow): void => {
  focused = window;
};

/** A window without a window manager: its state machine and events are kept here, its page is Chromium's. */
export class BrowserWindow extends LoudEmitter {
  readonly id = nextId++;
  readonly webContents: WebContents;
  closeSettled: Promise<void> = Promise.resolve();
  #settle: () => void = () => undefined;
  #bounds: Bounds;
  #title: string;
  #visible: boolean;
  #state: 'normal' | 'minimized' | 'maximized' = 'normal';
  #closing = false;
  #destroyed = false;
  #shownOnce = false;

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()];
  }
  static fromWebContents(page: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((each) => each.webContents === page) ?? null;
  }
  static getFocusedWindow(): BrowserWindow | null {
    return focused;
  }

  constructor(options: Options = {}) {
    super();
    if (!state.ready) throw new Error('Cannot create BrowserWindow before app is ready');
    onlyKnown(options, known, 'BrowserWindow options');
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#title = options.title ?? app.getName();
    this.#visible = options.show !== false;
    this.webContents = new WebContents(this, options.webPreferences ?? {});
    windows.set(this.id, this);
    if (this.#visible) setFocused(this);
    void cdp()
      .send('Target.createTarget', {
        url: `about:blank#desktop-host-${this.id}`,
        newWindow: true,
        left: x,
        top: y,
        width,
        height,
      })
      .catch((error: unknown) => console.error('desktop host:', error));
    void this.webContents.attached.then(() => this.#applyBounds()).catch(() => undefined);
    app.emit('browser-window-created', {}, this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async #applyBounds(): Promise<void> {
    const { targetId } = this.webContents;
    const { windowId } = await cdp().send<{ windowId: number }>('Browser.getWindowForTarget', { targetId });
    const { x: left, y: top, width, height } = this.#bounds;
    await cdp().send('Browser.setWindowBounds', { windowId, bounds: { left, top, width, height } });
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  show(): void {
    if (!this.#visible) {
      this.#visible = true;
      this.emit('show', {});
    }
    this.#comeForward();
  }
  isVisible(): boolean {
    return this.#visible;
  }
  focus(): void {
    this.#comeForward();
  }
  #comeForward(): void {
    if (this.#destroyed || focused === this) return;
    setFocused(this);
    this.emit('focus', {});
    void this.webContents.attached.then(() => this.webContents.cdp.send('Page.bringToFront')).catch(() => undefined);
  }
  isFocused(): boolean {
    return focused === this;
  }
  minimize(): void {
    this.#become('minimized', 'minimize');
  }
  maximize(): void {
    this.#become('maximized', 'maximize');
  }
  restore(): void {
    this.#become('normal', 'restore');
  }
  #become(next: 'normal' | 'minimized' | 'maximized', event: string): void {
    if (this.#state === next) return;
    this.#state = next;
    this.emit(event, {});
  }
  isMinimized(): boolean {
    return this.#state === 'minimized';
  }
  isMaximized(): boolean {
    return this.#state === 'maximized';
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  getTitle(): string {
    return this.#title;
  }
  setTitle(title: string): void {
    this.#title = title;
  }
  getBounds(): Bounds {
    return { ...this.#bounds };
  }
  getNormalBounds(): Bounds {
    return this.getBounds();
  }
  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    void this.webContents.attached.then(() => this.#applyBounds()).catch(() => undefined);
    this.emit('resize', {});
  }

  becomeReadyToShow(): void {
    if (this.#shownOnce) return;
    this.#shownOnce = true;
    this.emit('ready-to-show', {});
  }
  pressed(key: unknown): void {
    pressAccelerator(key as Parameters<typeof pressAccelerator>[0], this);
  }

  close(): void {
    if (this.#destroyed || this.#closing) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closeSettled = promise;
    this.#settle = resolve;
    if (prevented(this, 'close')) return this.closeRefused();
    this.#closing = true;
    // Runs the page's `beforeunload`, which may refuse.
    void this.webContents.attached.then(() => this.webContents.cdp.send('Page.close')).catch(() => this.targetGone());
  }
  /** Kept open by the app or the page: a quit under way ends right here, as in Electron. */
  closeRefused(): void {
    this.#closing = false;
    state.quitting = false;
    this.#settle();
  }
  destroy(): void {
    const { targetId } = this.webContents;
    this.#closing = true;
    this.targetGone();
    if (targetId)
      void cdp()
        .send('Target.closeTarget', { targetId })
        .catch(() => undefined);
  }
  targetGone(): void {
    if (this.#destroyed) return;
    // Closed by the page or by the test's driver: told, but too late to prevent.
    if (!this.#closing && !state.exiting) prevented(this, 'close');
    this.#destroyed = true;
    windows.delete(this.id);
    if (focused === this) focused = null;
    this.webContents.end();
    this.emit('closed');
    this.#settle();
    if (windows.size > 0 || state.quitting || state.exiting) return;
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
    else app.quit();
  }
}

export const windowById = (id: number): BrowserWindow | undefined => windows.get(id);
app.windows = () => BrowserWindow.getAllWindows();

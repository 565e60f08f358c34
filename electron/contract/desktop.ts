/** What the shell adds to a browser. Absent in a browser: `window.desktop` is undefined there and nothing else differs. */
export type Desktop = {
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Sends one HTTP request of the contract (`domain/wire/http.ts`) with this workspace's session; the token never reaches the renderer.
   * `seat` names whose session of that workspace; without it the last one entered. Rejects when the server cannot be reached.
   */
  request: (request: {
    server: string;
    workspace: string | null;
    seat?: string | undefined;
    method: 'GET' | 'POST';
    path: string;
    body: unknown;
  }) => Promise<{ status: number; body: unknown }>;
  /** Listens to the live feed; returns its undo. `onEnd` is called once, with a sentence or null when the server merely went away. */
  feed: (
    from: { server: string; workspace: string; seat?: string | undefined; after: number },
    onRow: (row: unknown) => void,
    onEnd: (says: string | null) => void,
  ) => () => void;
  /** The shell asks for this before it closes; answer what is unsent once local writes are done. */
  onFlush: (flush: () => Promise<{ unsent: Unsent[] }>) => () => void;
  /** A deep link was opened: `path` is a place inside the app, `/campaign/<id>/<place>` or `/`. Opening is all a link can do. */
  onOpenLink: (open: (path: string) => void) => () => void;
  /** A menu item that the renderer carries out. */
  onMenu: (choose: (item: MenuItem) => void) => () => void;
  /** The servers this laptop knows, the one where new workspaces begin first. Only these can be reached, also by websocket. */
  servers: () => Promise<KnownServer[]>;
  /** Something about them changed that no reload tells: a hosted one that is gone or back. */
  onServers: (changed: () => void) => () => void;
  /**
   * Uses a server by its address, from now on first. A new one is asked about in the system's own dialog, and must answer; then the page is
   * loaded again, because its policy names every server.
   * `fingerprint`, from an invite, is the only certificate that is trusted there; without it the system's trust decides.
   */
  addServer: (address: string, fingerprint?: string) => Promise<ServerAnswer>;
  /** Forgets a server at which nobody is signed in here, when the person confirms it in the system's own dialog; the page is loaded again. */
  removeServer: (url: string) => Promise<ServerAnswer>;
  /** Starts the sync server on this laptop, for someone who has none; from then on it starts with the app. */
  hostServer: () => Promise<ServerAnswer>;
  /**
   * Fetches one of the files that a server makes (record, certificate, launch package) and writes it where the person says. It is
   * never opened, and its ending is what the server made, whatever `name` says.
   */
  saveFile: (file: {
    server: string;
    workspace: string;
    seat?: string | undefined;
    path: string;
    name: string;
  }) => Promise<SaveAnswer>;
  /** A sentence when sessions cannot be kept on this laptop and one must sign in again after a restart; else null. */
  sessionNotice: () => Promise<string | null>;
};

/**
 * `hosted`: this app runs it; `trouble` says why it cannot at the moment, in a sentence, else null. `joinAt` is the address under which
 * colleagues reach it, null while only this laptop does, and `fingerprint` the certificate they must find there, null where every system
 * trusts it anyway.
 */
export type KnownServer = {
  url: string;
  hosted: boolean;
  joinAt: string | null;
  fingerprint: string | null;
  trouble: string | null;
};
export type ServerAnswer = { ok: true; url: string } | { ok: false; says: string };
export type SaveAnswer = { ok: true; saved: boolean } | { ok: false; says: string };
/** How many things of one workspace the server does not have. `of` names it the same in every window, so that none counts twice. */
export type Unsent = { of: string; count: number };
export type MenuItem = 'home' | 'new-campaign' | 'palette';

declare global {
  interface Window {
    readonly desktop?: Desktop;
  }
}

/** What the shell adds to a browser (DESIGN 7). Absent in a browser: `window.desktop` is undefined there and nothing else differs. */
export type Desktop = {
  platform: 'linux' | 'darwin' | 'win32';
  /** Sends one HTTP request of the contract (`domain/wire/http.ts`) with this workspace's session; the token never reaches the renderer. */
  request: (request: {
    server: string;
    workspace: string | null;
    method: 'GET' | 'POST';
    path: string;
    body: unknown;
  }) => Promise<{ status: number; body: unknown }>;
  /** Listens to the live feed; returns its undo. */
  feed: (
    from: { server: string; workspace: string; after: number },
    onRow: (row: unknown) => void,
    onEnd: (says: string | null) => void,
  ) => () => void;
  /** The shell asks for this before it closes; answer how many things are unsent once local writes are done. */
  onFlush: (flush: () => Promise<{ unsent: number }>) => () => void;
  onOpenLink: (open: (path: string) => void) => () => void;
};
declare global {
  interface Window {
    readonly desktop?: Desktop;
  }
}

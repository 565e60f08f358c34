import type { Endpoint } from './endpoint.ts';

/** Where colleagues reach a server; `onlyHere` while only this computer does. */
export type JoinAddress = { address: string; fingerprint: string | null; onlyHere: boolean };
export type Saved = { ok: true; saved: boolean } | { ok: false; says: string };
export type Answer = { status: number; body: unknown };
export type FeedListener = {
  onRow: (row: unknown) => void;
  /** Something was heard, be it an empty line. */
  onAlive: () => void;
  /** Once: with a sentence where the server refused, with null where the line merely broke. */
  onEnd: (says: string | null) => void;
};

/** How this host reaches sync servers. A browser reaches the one that served the page; the shell those that it knows. */
export type Transport = {
  /** The servers this laptop may ask, the one where new workspaces begin first. */
  servers: () => Promise<string[]>;
  /** Rejects where the server cannot be reached, and for nothing else. */
  request: (endpoint: Endpoint, method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Answer>;
  feed: (endpoint: Endpoint, after: number, listener: FeedListener) => () => void;
  socket: (endpoint: Endpoint, room: string, protocols: string[]) => WebSocket;
  joinAddress: (server: string) => Promise<JoinAddress>;
  /** Keeps a file that the server makes where the person wants it. `saved: false` where they thought better of it. */
  save: (endpoint: Endpoint, path: string, name: string) => Promise<Saved>;
};

import type { Server } from 'node:http';
import type { SocketServer } from './sockets/socket-server.ts';
import type { Unsaved, Workspaces } from './workspaces.ts';

/** How long a disk that refuses is asked again before the server ends without it, in ms. */
const SAVE_DEADLINE = 4_000;
/** How long connections may take to end by themselves, in ms. */
const CLOSE_DEADLINE = 3_000;

export type ShutdownFrom = {
  workspaces: Workspaces;
  sockets: SocketServer;
  listeners: readonly Server[];
  /** Ends of live feeds that are open. */
  streams: ReadonlySet<() => void>;
};

/** Saves everything and ends every connection, each within its deadline. Returns what could not be saved. */
export const shutDown = async ({ workspaces, sockets, listeners, streams }: ShutdownFrom): Promise<Unsaved[]> => {
  sockets.stop();
  for (const end of streams) end();
  // Everything is written, and every socket told, before anything waits for the network.
  const unsaved = await workspaces.close(SAVE_DEADLINE);
  const closed = listeners.map((each) => new Promise<void>((resolve) => each.close(() => resolve())));
  for (const each of listeners) each.closeIdleConnections();
  const deadline = setTimeout(() => {
    sockets.terminate();
    for (const each of listeners) each.closeAllConnections();
  }, CLOSE_DEADLINE);
  await Promise.all(closed);
  clearTimeout(deadline);
  sockets.terminate();
  return unsaved;
};

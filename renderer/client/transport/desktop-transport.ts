import type { Desktop } from '../../../electron/contract/desktop.ts';
import { socketAddress, type Place } from './place.ts';
import type { Transport } from './transport.ts';

const seatOf = ({ seat }: Place): { seat?: string } => (seat === null ? {} : { seat });

/** In the shell the main process holds the session and speaks HTTP; websockets are opened here, with its tickets. */
export const desktopTransport = (desktop: Desktop): Transport => ({
  servers: async () => (await desktop.servers()).map(({ url }) => url),
  request: (place, method, path, body) =>
    desktop.request({
      server: place.server,
      workspace: place.workspace,
      ...seatOf(place),
      method,
      path,
      body: body ?? null,
    }),
  feed: (place, after, { onRow, onAlive, onEnd }) => {
    if (place.workspace === null) throw new Error('A feed belongs to a workspace.');
    return desktop.feed(
      { server: place.server, workspace: place.workspace, ...seatOf(place), after },
      (row) => {
        onAlive();
        onRow(row);
      },
      onEnd,
    );
  },
  socket: (place, room, protocols) => new WebSocket(socketAddress(place, room), protocols),
  joinAddress: async (server) => {
    const known = (await desktop.servers()).find(({ url }) => url === server);
    const joinAt = known?.joinAt ?? null;
    return { address: joinAt ?? server, fingerprint: known?.fingerprint ?? null, onlyHere: joinAt === null };
  },
  save: async (place, path, name) => {
    if (place.workspace === null) throw new Error('A file belongs to a workspace.');
    return desktop.saveFile({ server: place.server, workspace: place.workspace, ...seatOf(place), path, name });
  },
});

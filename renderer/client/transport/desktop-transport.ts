import type { Desktop } from '../../../electron/contract/desktop.ts';
import { socketAddress, type Endpoint } from './endpoint.ts';
import type { Transport } from './transport.ts';

const seatOf = ({ seat }: Endpoint): { seat?: string } => (seat === null ? {} : { seat });

/** In the shell the main process holds the session and speaks HTTP; websockets are opened here, with its tickets. */
export const desktopTransport = (desktop: Desktop): Transport => ({
  servers: async () => (await desktop.servers()).map(({ url }) => url),
  request: (endpoint, method, path, body) =>
    desktop.request({
      server: endpoint.server,
      workspace: endpoint.workspace,
      ...seatOf(endpoint),
      method,
      path,
      body: body ?? null,
    }),
  feed: (endpoint, after, { onRow, onAlive, onEnd }) => {
    if (endpoint.workspace === null) throw new Error('A feed belongs to a workspace.');
    return desktop.feed(
      { server: endpoint.server, workspace: endpoint.workspace, ...seatOf(endpoint), after },
      (row) => {
        onAlive();
        onRow(row);
      },
      onEnd,
    );
  },
  socket: (endpoint, room, protocols) => new WebSocket(socketAddress(endpoint, room), protocols),
  joinAddress: async (server) => {
    const known = (await desktop.servers()).find(({ url }) => url === server);
    const joinAt = known?.joinAt ?? null;
    return { address: joinAt ?? server, fingerprint: known?.fingerprint ?? null, onlyHere: joinAt === null };
  },
  save: async (endpoint, path, name) => {
    if (endpoint.workspace === null) throw new Error('A file belongs to a workspace.');
    return desktop.saveFile({
      server: endpoint.server,
      workspace: endpoint.workspace,
      ...seatOf(endpoint),
      path,
      name,
    });
  },
});

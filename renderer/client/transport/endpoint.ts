/** A server, and on it the chair whose session a request goes out with; none for what needs no session. */
export type Endpoint = { server: string; workspace: string | null; seat: string | null };

/** Address of a room's websocket. */
export const socketAddress = ({ server, workspace }: Endpoint, room: string): string =>
  `${server.replace(/^http/, 'ws')}/sync/${workspace}/${room}`;

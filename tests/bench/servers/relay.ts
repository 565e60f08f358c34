import { readFileSync } from 'node:fs';
import { WebSocketServer, type WebSocket } from 'ws';

// The least a server can do: passes on each message to everybody else in the room, one frame each; no document, no disk.
// Whoever asks by step 1 gets the file BLOB names, read from disk by the first, or nothing.
const rooms = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, maxPayload: 2 ** 26 });
let blob: Buffer | null = null;
const step2 = (): Buffer => {
  if (blob) return blob;
  const file = process.env['BLOB'];
  const bytes = file ? readFileSync(file) : Buffer.of(0, 0);
  const head = [0, 1];
  let length = bytes.length;
  for (; length > 127; length = Math.floor(length / 128)) head.push((length % 128) | 0x80);
  return (blob = Buffer.concat([Buffer.from([...head, length]), bytes]));
};
server.on('connection', (socket, request) => {
  const name = request.url ?? '';
  const room = rooms.get(name) ?? new Set();
  rooms.set(name, room.add(socket));
  socket.on('message', (data: Buffer) => {
    if (data[0] === 0 && data[1] === 0) return socket.send(step2());
    for (const other of room) if (other !== socket && other.readyState === other.OPEN) other.send(data);
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    room.delete(socket);
    if (room.size === 0) rooms.delete(name);
  });
});
server.on('listening', () => {
  const { port } = server.address() as { port: number };
  process.stdout.write(`listens on http://127.0.0.1:${port}\n`);
});
process.on('SIGTERM', () => process.exit(0));

// Hocuspocus as its documentation sets it up, with its SQLite extension.
import { join } from 'node:path';
import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';

const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  extensions: [new SQLite({ database: join(process.env.DATA, 'hocuspocus.sqlite') })],
});
await server.listen();
process.stdout.write(`listens on http://127.0.0.1:${server.address.port}\n`);
process.on('SIGTERM', async () => {
  await server.destroy();
  process.exit(0);
});

// The reference server with its LevelDB persistence, as its own bin starts it.
process.env.YPERSISTENCE = process.env.DATA;
const http = require('http');
const WebSocket = require('ws');
const { setupWSConnection } = require('y-websocket/bin/utils');

const server = http.createServer((_, response) => response.end('okay'));
const sockets = new WebSocket.Server({ noServer: true });
sockets.on('connection', setupWSConnection);
server.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (websocket) => sockets.emit('connection', websocket, request)),
);
server.listen(0, '127.0.0.1', () => process.stdout.write(`listens on http://127.0.0.1:${server.address().port}\n`));
process.on('SIGTERM', () => process.exit(0));

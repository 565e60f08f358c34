// Stands where the bundled sync server stands: answers, counts its starts, and takes its time to save when it is told to end.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const {
  COUNTERSIGN_DATA: data,
  COUNTERSIGN_PORT: port,
  COUNTERSIGN_HOST: host,
  COUNTERSIGN_ORIGINS: origins,
} = process.env;
const file = join(data, 'starts.json');
mkdirSync(data, { recursive: true });
let kept = { starts: 0, saved: true };
try {
  kept = JSON.parse(readFileSync(file, 'utf8'));
} catch {
  // The first start.
}
kept = { starts: kept.starts + 1, saved: false };
writeFileSync(file, JSON.stringify(kept));
writeFileSync(join(data, 'pid'), String(process.pid));
const server = createServer((_request, response) =>
  response.end(
    JSON.stringify({
      starts: kept.starts,
      origins,
      pid: process.pid,
      settings: Object.keys(process.env).filter((name) => name.startsWith('COUNTERSIGN_')),
    }),
  ),
);
// As `behaves` says, a file that a test lays: a server that hangs, that names an address before it listens, that saves too slowly.
const behaves = existsSync(join(data, 'behaves')) ? readFileSync(join(data, 'behaves'), 'utf8') : '';
console.error('{"at":"now","what":"a log line that names https://elsewhere.invalid:1"}');
console.log('See http://127.0.0.1:9 for more.');
server.on('error', ({ message }) => {
  console.error(`${message} End that one, or set COUNTERSIGN_PORT to another port.`);
  process.exit(1);
});
if (behaves !== 'hangs')
  server.listen(Number(port), host, () => console.log(`Countersign listens on http://${host}:${port}`));
else setInterval(() => {}, 1_000);
process.parentPort.once('message', () => {
  if (behaves === 'never ends') return;
  setTimeout(() => {
    writeFileSync(file, JSON.stringify({ ...kept, saved: true }));
    process.exit(0);
  }, 100);
});

// Stands where the bundled sync server stands: answers, counts its starts, and takes its time to save when it is told to end.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
const server = createServer((_request, response) =>
  response.end(JSON.stringify({ starts: kept.starts, origins, pid: process.pid })),
);
server.listen(Number(port), host, () => console.log(`Listening on http://${host}:${port}`));
process.on('SIGTERM', () => {
  setTimeout(() => {
    writeFileSync(file, JSON.stringify({ ...kept, saved: true }));
    process.exit(0);
  }, 100);
});

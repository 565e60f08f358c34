import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Ports that a server of this app keeps over restarts. Systems lend ports to outgoing connections from 32768 (Linux) or 49152 (Windows,
 * macOS) upwards; one from there would be taken by some program or other sooner or later.
 */
const [FROM, TO] = [20_000, 30_000];
const TRIES = 100;

/** Whether nothing listens on this port of this address at the moment. */
export const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });

/** A port that nothing listens on at the moment and that systems do not lend. Throws where none is found. */
export const freePort = async (host: string): Promise<number> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FROM, TO);
    if (await isFree(host, port)) return port;
  }
  throw new Error('This computer has no free port for a server.');
};

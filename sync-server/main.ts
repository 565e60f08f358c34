import { readConfiguration, unknownSettings } from './configuration.ts';
import { endInOrder } from './end-in-order.ts';
import { Fault } from './fault.ts';
import { standardLog } from './log.ts';
import { sampleWorkspace } from './sample/seed.ts';
import { startServer } from './server.ts';

// Reads the settings, opens the data, listens, says where, and ends in order when it is told to. What it writes is its owner’s alone.
process.umask(0o077);
try {
  const { offersSample, logs, ...settings } = readConfiguration(process.env);
  const log = standardLog(logs);
  for (const setting of unknownSettings(process.env))
    log('a variable is no setting of this server and does nothing', { level: 'warn', setting });
  const server = await startServer({ ...settings, log, sample: offersSample ? sampleWorkspace() : null });
  endInOrder(server, log);
  log('listening', { url: server.url, tls: server.tlsUrl, workspaces: server.workspaces.open.length });
  process.stdout.write(
    `Countersign listens on ${server.url}${server.tlsUrl ? `, and with TLS on ${server.tlsUrl}` : ''}\n`,
  );
} catch (error) {
  // A fault has a sentence for whoever started this; anything else is a mistake of ours and shows where.
  process.stderr.write(
    error instanceof Fault ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
}

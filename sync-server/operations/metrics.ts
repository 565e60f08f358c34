import { statfsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Id } from '../../domain/id.ts';
import type { SocketServer } from '../sockets/socket-server.ts';
import type { Workspaces } from '../workspaces.ts';
import type { Meters } from './meters.ts';
import { Registry } from './prometheus.ts';

/** From a commit on a fast disk to one that somebody waits for, in seconds. */
const COMMIT = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** From an edit nobody feels to one that is late on the other screen, in seconds. */
const DELIVERY = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What is counted as it happens, before there is anything to read off. */
export type Counted = {
  registry: Registry;
  /** Counts for one workspace. */
  metersOf: (workspace: Id) => Meters;
  /** A connection was closed for what it sent, or holds; by its close code. */
  refused: Meters['refused'];
  /** A request was answered, with this status. */
  answered: (status: number) => void;
  /** Workspaces whose last transaction did not get onto the disk. */
  refusing: () => ReadonlySet<Id>;
};

export const countedMetrics = (): Counted => {
  const registry = new Registry();
  const refusing = new Set<Id>();
  const commit = registry.histogram('countersign_commit_seconds', 'One commit of what people wrote.', COMMIT);
  const updates = registry.counter('countersign_updates_total', 'Updates of texts that were made durable.');
  const failed = registry.counter('countersign_commit_failures_total', 'Commits that the disk refused.');
  const delivery = registry.histogram(
    'countersign_delivery_seconds',
    'From the arrival of an update to its hand-over to the other connections, after the commit.',
    DELIVERY,
  );
  const closed = registry.counter(
    'countersign_refused_total',
    'Connections closed for what they sent or would not read, by close code.',
  );
  const refused = (code: number): void => closed.add(1, { code: String(code) });
  const quarantined = registry.counter('countersign_quarantined_total', 'Updates and stored rows that were set aside.');
  const snapshots = registry.counter(
    'countersign_snapshot_failures_total',
    'Texts that were not written whole; their log has everything.',
  );
  const answered = registry.counter('countersign_requests_total', 'HTTP requests, by the first digit of the status.');
  return {
    registry,
    metersOf: (workspace) => ({
      committed: (seconds, count) => {
        refusing.delete(workspace);
        commit.observe(seconds);
        updates.add(count);
      },
      commitFailed: () => {
        refusing.add(workspace);
        failed.add();
      },
      delivered: (seconds) => delivery.observe(seconds),
      refused,
      quarantined: () => quarantined.add(),
      snapshotFailed: () => snapshots.add(),
    }),
    refused,
    answered: (status) => answered.add(1, { status: `${Math.floor(status / 100)}xx` }),
    refusing: () => refusing,
  };
};

export type ReadOff = {
  workspaces: Workspaces;
  sockets: Pick<SocketServer, 'connections' | 'unread' | 'unfinished'>;
  streams: ReadonlySet<unknown>;
  version: string;
  /** The data folder, or `:memory:`. */
  data: string;
};

/** Adds what can be read off at any moment. Returns its undo. */
export const readOffMetrics = (registry: Registry, from: ReadOff): (() => void) => {
  const { workspaces, sockets, streams, version, data } = from;
  const sum = (of: (open: Workspaces['open'][number]) => number): number =>
    workspaces.open.reduce((total, open) => total + of(open), 0);
  const gauge = registry.gauge.bind(registry);
  gauge('countersign_info', 'The version that runs.', () => [{ labels: { version }, value: 1 }]);
  gauge('countersign_workspaces', 'Workspaces, by whether their file could be opened.', () => [
    { labels: { state: 'open' }, value: workspaces.open.length },
    { labels: { state: 'damaged' }, value: workspaces.damaged.length },
  ]);
  gauge('countersign_rooms', 'Texts that are in memory.', () => sum(({ rooms }) => rooms.loaded.length));
  gauge('countersign_connections', 'Websockets that are open.', () => sockets.connections);
  gauge('countersign_buffered_bytes', 'Bytes that wait for slow readers.', () => sockets.unread);
  gauge('countersign_unfinished_bytes', 'Bytes of messages that have not come whole.', () => sockets.unfinished);
  gauge('countersign_unsaved_updates', 'Updates that wait for the disk.', () =>
    workspaces.unsaved.reduce((total, { updates }) => total + updates, 0),
  );
  gauge('countersign_feed_streams', 'Live feeds that are open.', () => streams.size);
  gauge('countersign_feed_events', 'Events in all records.', () => sum((open) => open.state().number));
  gauge('countersign_sessions', 'Devices that are signed in.', () => sum(({ store }) => store.sessions(null).length));
  gauge('countersign_free_bytes', 'Free space on the disk that holds the data.', () => freeBytes(data) ?? Number.NaN);
  gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
  gauge('process_cpu_seconds_total', 'Processor time of the process.', () => cpuSeconds(), 'counter');
  gauge('process_start_time_seconds', 'When the process started, in seconds since 1970.', () => started);
  const lag = monitorEventLoopDelay({ resolution: 20 });
  lag.enable();
  gauge('nodejs_eventloop_lag_p99_seconds', 'How late the process gets to its work, since the last look.', () => {
    const late = lag.percentile(99) / 1e9;
    lag.reset();
    return late;
  });
  return () => lag.disable();
};

const started = Math.round(Date.now() / 1_000 - process.uptime());
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Null in memory, or where the system does not say. */
export const freeBytes = (data: string): number | null => {
  if (data === ':memory:') return null;
  try {
    const { bavail, bsize } = statfsSync(data);
    return bavail * bsize;
  } catch {
    return null;
  }
};

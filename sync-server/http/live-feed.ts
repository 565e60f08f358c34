import type { ServerResponse } from 'node:http';
import { FEED_PAGE } from '../../domain/wire/http.ts';
import type { AnyRow, FeedRow } from '../../domain/event.ts';
import type { Workspace } from '../commands/workspace-actor.ts';

/** An empty line is sent this often, in ms, so that both ends notice a dead line. */
const HEARTBEAT = 15_000;
/** A reader that lets this much wait is cut off and asks again, in bytes. */
const MAX_WAITING = 4 * 1024 * 1024;

/** Streams the feed from a number on, one JSON row a line, until either end goes or the member may no longer read. */
export const streamFeed = (
  response: ServerResponse,
  workspace: Workspace,
  after: number,
  seen: (row: FeedRow) => AnyRow,
  isSignedIn: () => boolean,
): (() => void) => {
  /** Where the disk does not say, it ends: whoever asks again is asked who they are. */
  const stillSignedIn = (): boolean => {
    try {
      return isSignedIn();
    } catch {
      return false;
    }
  };
  response.writeHead(200, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // A proxy that collects a page before it passes it on would make this silent.
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  let sent = after;
  const write = (rows: readonly FeedRow[]): void => {
    const fresh = rows.filter(({ number }) => number > sent);
    if (fresh.length === 0) return;
    sent = fresh.at(-1)!.number;
    response.write(fresh.map((row) => `${JSON.stringify(seen(row))}\n`).join(''));
    if (response.writableLength > MAX_WAITING) response.destroy();
  };
  const stopListening = workspace.listen((rows) => {
    if (!stillSignedIn()) return end();
    write(rows);
  });
  const stopWatching = workspace.listenRights(() => {
    if (!stillSignedIn()) end();
  });
  const heartbeat = setInterval(() => {
    if (!stillSignedIn()) return end();
    response.write('\n');
  }, HEARTBEAT);
  heartbeat.unref();
  const end = (): void => {
    stopListening();
    stopWatching();
    clearInterval(heartbeat);
    response.end();
  };
  response.once('close', end);
  for (;;) {
    const rows = workspace.feed(sent, FEED_PAGE);
    write(rows);
    if (rows.length < FEED_PAGE || response.destroyed) break;
  }
  return end;
};

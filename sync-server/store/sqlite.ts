import { crc32 } from 'node:zlib';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { RoomKind, RoomName } from '../../domain/campaign/rooms.ts';
import type { Event, FeedRow } from '../../domain/event.ts';
import { sqliteWebhooks } from '../webhooks/webhook-store.ts';
import { openDatabase } from './database.ts';
import { QUARANTINED } from './store.ts';
import type {
  Aside,
  ClientId,
  LogRow,
  Quarantined,
  Store,
  StoredDeviceLink,
  StoredKey,
  StoredPackage,
  StoredRoom,
  StoredSession,
  StoredVersion,
} from './store.ts';

type Row = Record<string, unknown>;
const selectSession = 'SELECT hash, member, seat, created, ends, device, last_seen AS lastSeen FROM sessions';

/** The store of one workspace in one SQLite file, or in memory. */
export const openStore = (path: string): Store => sqliteStore(openDatabase(path));

export const sqliteStore = (db: DatabaseSync): Store => {
  const prepared = new Map<string, StatementSync>();
  const sql = (text: string): StatementSync => {
    let statement = prepared.get(text);
    if (!statement) prepared.set(text, (statement = db.prepare(text)));
    return statement;
  };
  const run = (text: string, ...values: SQLInputValue[]): void => void sql(text).run(...values);
  const one = (text: string, ...values: SQLInputValue[]): Row | null => (sql(text).get(...values) as Row) ?? null;
  const all = (text: string, ...values: SQLInputValue[]): Row[] => sql(text).all(...values);

  const feedRow = (row: Row): FeedRow => ({
    number: Number(row['number']),
    event: JSON.parse(row['event'] as string) as Event,
    hash: row['hash'] as string,
    head: row['head'] as string,
    signature: row['signature'] as string,
    bodies: Object.fromEntries(
      all('SELECT name, salt, text FROM bodies WHERE number = ?', Number(row['number'])).map((body) => [
        body['name'] as string,
        body['text'] === null ? null : { salt: body['salt'] as string, text: body['text'] as string },
      ]),
    ),
  });

  return {
    transaction: (work) => {
      if (db.isTransaction) return work();
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        // A full disk can end the transaction by itself; rolling back twice would hide why.
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },

    feed: (after, limit) =>
      all('SELECT * FROM events WHERE number > ? ORDER BY number LIMIT ?', after, limit).map(feedRow),
    feedRow: (number) => {
      const row = one('SELECT * FROM events WHERE number = ?', number);
      return row && feedRow(row);
    },
    record: (campaign) => all('SELECT * FROM events WHERE campaign = ? ORDER BY sequence', campaign ?? '').map(feedRow),
    appendFeedRow: ({ number, event, hash, head, signature, bodies }) => {
      run(
        'INSERT INTO events (number, campaign, sequence, event, hash, head, signature) VALUES (?, ?, ?, ?, ?, ?, ?)',
        number,
        event.campaign ?? '',
        event.sequence,
        JSON.stringify(event),
        hash,
        head,
        signature,
      );
      for (const [name, body] of Object.entries(bodies))
        run(
          'INSERT INTO bodies (number, name, salt, text) VALUES (?, ?, ?, ?)',
          number,
          name,
          body?.salt ?? null,
          body?.text ?? null,
        );
    },

    eraseBody: (number, name) =>
      run('UPDATE bodies SET salt = NULL, text = NULL WHERE number = ? AND name = ?', number, name),

    rooms: () => all('SELECT * FROM rooms ORDER BY name').map(storedRoom),
    room: (name) => {
      const row = one('SELECT * FROM rooms WHERE name = ?', name);
      return row && storedRoom(row);
    },
    createRoom: ({ name, campaign, kind, epoch }) =>
      run('INSERT INTO rooms (name, campaign, kind, epoch) VALUES (?, ?, ?, ?)', name, campaign, kind, epoch),
    loadRoom: (name, epoch) => {
      const aside: Aside[] = [];
      const isSound = (what: Aside['what'], number: number, row: Row): boolean => {
        const known = row['aside'] as string | null;
        if (known === null && isAsWritten(row)) return true;
        aside.push({ what, number, why: known ?? 'is not as it was written' });
        return false;
      };
      const snapshot = sql('SELECT * FROM snapshots WHERE room = ? AND epoch = ? ORDER BY covers DESC')
        .all(name, epoch)
        .find((row) => isSound('snapshot', Number(row['covers']), row));
      const covers = Number(snapshot?.['covers'] ?? 0);
      const rows = all(
        'SELECT * FROM updates WHERE room = ? AND epoch = ? AND number > ? ORDER BY number',
        name,
        epoch,
        covers,
      );
      return {
        snapshot: (snapshot?.['bytes'] as Uint8Array | undefined) ?? null,
        vector: (snapshot?.['vector'] as Uint8Array | undefined) ?? null,
        covers,
        tail: rows.filter((row) => row['bytes'] !== null && isSound('row', Number(row['number']), row)).map(logRow),
        number: Number(rows.at(-1)?.['number'] ?? covers),
        aside,
      };
    },
    appendUpdate: ({ room, epoch, number, member, clients, kind, at, bytes }) => {
      run(
        'INSERT INTO updates (room, epoch, number, member, clients, kind, at, bytes, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        room,
        epoch,
        number,
        member,
        JSON.stringify(clients),
        kind,
        at,
        bytes,
        crc32(bytes),
      );
      if (member !== null)
        run(
          'INSERT INTO writers (room, epoch, member, newest) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET newest = excluded.newest',
          room,
          epoch,
          member,
          number,
        );
    },
    saveSnapshot: (name, epoch, covers, bytes, vector) => {
      const before = one(
        'SELECT max(covers) AS covers FROM snapshots WHERE room = ? AND epoch = ? AND covers < ? AND aside IS NULL',
        name,
        epoch,
        covers,
      );
      run(
        'INSERT OR REPLACE INTO snapshots (room, epoch, covers, bytes, vector, crc) VALUES (?, ?, ?, ?, ?, ?)',
        name,
        epoch,
        covers,
        bytes,
        vector,
        crc32(bytes),
      );
      const kept = Number(before?.['covers'] ?? 0);
      run('DELETE FROM snapshots WHERE room = ? AND epoch = ? AND covers < ? AND aside IS NULL', name, epoch, kept);
      run(
        'UPDATE updates SET bytes = NULL WHERE room = ? AND epoch = ? AND number <= ? AND bytes IS NOT NULL AND aside IS NULL',
        name,
        epoch,
        kept,
      );
    },
    setAside: (name, epoch, { what, number, why }) =>
      what === 'row'
        ? run('UPDATE updates SET aside = ? WHERE room = ? AND epoch = ? AND number = ?', why, name, epoch, number)
        : run('UPDATE snapshots SET aside = ? WHERE room = ? AND epoch = ? AND covers = ?', why, name, epoch, number),
    writersSince: (name, epoch, after) =>
      all(
        'SELECT member FROM writers WHERE room = ? AND epoch = ? AND newest > ? ORDER BY member',
        name,
        epoch,
        after,
      ).map((row) => row['member'] as string),
    clientIds: (name, epoch) =>
      all('SELECT client, member, kept FROM client_ids WHERE room = ? AND epoch = ?', name, epoch).map(
        (row): ClientId => ({
          client: Number(row['client']),
          member: row['member'] as string | null,
          kept: row['kept'] === 1,
        }),
      ),
    claimClientId: (name, epoch, { client, member, kept }) =>
      run(
        'INSERT INTO client_ids (room, epoch, client, member, kept) VALUES (?, ?, ?, ?, ?)',
        name,
        epoch,
        client,
        member,
        kept ? 1 : 0,
      ),
    quarantine: ({ room, epoch, member, name, at, why, bytes }) => {
      run(
        'INSERT INTO quarantine (room, epoch, member, name, at, why, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)',
        room,
        epoch,
        member,
        name,
        at,
        why,
        bytes,
      );
      run('DELETE FROM quarantine WHERE rowid <= (SELECT max(rowid) FROM quarantine) - ?', QUARANTINED);
    },
    quarantined: () =>
      all('SELECT * FROM quarantine ORDER BY rowid').map((row) => ({ ...row }) as unknown as Quarantined),

    saveVersion: ({ campaign, number, digest, json, ids, briefRow, copyRow }) =>
      run(
        'INSERT INTO versions (campaign, number, digest, json, ids, brief_row, copy_row) VALUES (?, ?, ?, ?, ?, ?, ?)',
        campaign,
        number,
        digest,
        json,
        ids,
        briefRow,
        copyRow,
      ),
    version: (campaign, number) => {
      const row = one(
        'SELECT campaign, number, digest, json, ids, brief_row AS briefRow, copy_row AS copyRow FROM versions WHERE campaign = ? AND number = ?',
        campaign,
        number,
      );
      return row && ({ ...row } as StoredVersion);
    },
    savePackage: ({ campaign, launch, version, digest, json }) =>
      run(
        'INSERT INTO packages (campaign, launch, version, digest, json) VALUES (?, ?, ?, ?, ?)',
        campaign,
        launch,
        version,
        digest,
        json,
      ),
    newestPackage: (campaign) => {
      const row = one('SELECT * FROM packages WHERE campaign = ? ORDER BY launch DESC LIMIT 1', campaign);
      return row && ({ ...row } as StoredPackage);
    },
    packages: (campaign) =>
      all('SELECT * FROM packages WHERE campaign = ? ORDER BY launch', campaign).map(
        (row) => ({ ...row }) as StoredPackage,
      ),

    saveSession: ({ hash, member, seat, created, ends, device, lastSeen }) =>
      run(
        'INSERT INTO sessions (hash, member, seat, created, ends, device, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?)',
        hash,
        member,
        seat,
        created,
        ends,
        device,
        lastSeen,
      ),
    session: (hash) => {
      const row = one(`${selectSession} WHERE hash = ?`, hash);
      return row && ({ ...row } as StoredSession);
    },
    sessions: (member) =>
      all(`${selectSession} WHERE member = coalesce(?, member) ORDER BY lastSeen DESC, hash`, member).map(
        (row) => ({ ...row }) as StoredSession,
      ),
    pruneSessions: (member, keep, now) => {
      run('DELETE FROM sessions WHERE member = ? AND ends <= ?', member, now);
      run(
        'DELETE FROM sessions WHERE hash IN (SELECT hash FROM sessions WHERE member = ? ORDER BY last_seen DESC LIMIT -1 OFFSET ?)',
        member,
        keep - 1,
      );
    },
    sawSession: (hash, lastSeen, ends) =>
      run('UPDATE sessions SET last_seen = ?, ends = ? WHERE hash = ?', lastSeen, ends, hash),
    nextSessionEnd: (now) =>
      (one('SELECT min(ends) AS ends FROM sessions WHERE ends > ?', now)?.['ends'] as string | null | undefined) ??
      null,
    endSession: (hash) => run('DELETE FROM sessions WHERE hash = ?', hash),
    saveDeviceLink: ({ hash, member, session, ends }, now) => {
      run('DELETE FROM device_links WHERE ends <= ? OR (member = ? AND session IS ?)', now, member, session);
      run('INSERT INTO device_links (hash, member, session, ends) VALUES (?, ?, ?, ?)', hash, member, session, ends);
    },
    deviceLink: (hash) => {
      const row = one('SELECT hash, member, session, ends FROM device_links WHERE hash = ?', hash);
      return row && ({ ...row } as StoredDeviceLink);
    },
    takeDeviceLink: (hash) => {
      const row = one('DELETE FROM device_links WHERE hash = ? RETURNING hash, member, session, ends', hash);
      return row && ({ ...row } as StoredDeviceLink);
    },
    saveInviteSecret: (invite, hash) =>
      run('INSERT OR REPLACE INTO invite_secrets (invite, hash) VALUES (?, ?)', invite, hash),
    inviteOf: (hash) => {
      const row = one('SELECT invite FROM invite_secrets WHERE hash = ?', hash);
      return row && (row['invite'] as string);
    },

    saveKey: ({ key, publicJwk, privateJwk, created }) =>
      run(
        'INSERT INTO keys (key, public_jwk, private_jwk, created) VALUES (?, ?, ?, ?)',
        key,
        publicJwk,
        privateJwk,
        created,
      ),
    retireKeysBut: (key) => run("UPDATE keys SET private_jwk = '' WHERE key <> ?", key),
    keys: () =>
      all('SELECT key, public_jwk AS publicJwk, private_jwk AS privateJwk, created FROM keys ORDER BY rowid').map(
        (row) => ({ ...row }) as StoredKey,
      ),

    webhooks: sqliteWebhooks(db),

    close: () => db.close(),
  };
};

/** Null: written before sums were kept. */
const isAsWritten = (row: Row): boolean => row['crc'] === null || row['crc'] === crc32(row['bytes'] as Uint8Array);
const storedRoom = (row: Row): StoredRoom => ({
  name: row['name'] as string as RoomName,
  campaign: row['campaign'] as string,
  kind: row['kind'] as string as RoomKind,
  epoch: Number(row['epoch']),
});
const logRow = (row: Row): LogRow => ({
  room: row['room'] as string as RoomName,
  epoch: Number(row['epoch']),
  number: Number(row['number']),
  member: row['member'] as string | null,
  clients: JSON.parse(row['clients'] as string) as number[],
  kind: row['kind'] as string as LogRow['kind'],
  at: row['at'] as string,
  bytes: row['bytes'] as Uint8Array,
});

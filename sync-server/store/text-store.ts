import { crc32 } from 'node:zlib';
import type { RoomKind, RoomName } from '../../domain/campaign/rooms.ts';
import type { Id } from '../../domain/id.ts';
import type { Row, Statements } from './statements.ts';

/** Refused updates that a workspace keeps for whoever looks into them. */
export const QUARANTINED = 64;

/** Rooms, and the log of what was written in each. */
export type TextStore = {
  rooms: () => StoredRoom[];
  room: (name: RoomName) => StoredRoom | null;
  createRoom: (room: StoredRoom) => void;
  loadRoom: (name: RoomName, epoch: number) => StoredText;
  /** Throws where the number is taken. */
  appendUpdate: (row: LogRow) => void;
  /**
   * Adds a snapshot. The one before it is kept, and so are the bytes of the rows after that one: one damaged blob costs nothing.
   * Older rows keep who and when, and give up their bytes, unless they were set aside.
   */
  saveSnapshot: (name: RoomName, epoch: number, covers: number, bytes: Uint8Array, vector: Uint8Array) => void;
  /** Names what cannot be applied. It keeps its bytes, and is no longer loaded. */
  setAside: (name: RoomName, epoch: number, aside: Aside) => void;
  /** Members whose updates have a number above `after`. */
  writersSince: (name: RoomName, epoch: number, after: number) => Id[];
  clientIds: (name: RoomName, epoch: number) => ClientId[];
  claimClientId: (name: RoomName, epoch: number, owned: ClientId) => void;
  /** Keeps the newest `QUARANTINED` only, so that nobody fills the disk with what is refused. */
  quarantine: (refused: Quarantined) => void;
  quarantined: () => Quarantined[];
};

export type StoredRoom = { name: RoomName; campaign: Id; kind: RoomKind; epoch: number };

/** A snapshot or row that is not as it was written, or cannot be applied. */
export type Aside = { what: 'snapshot' | 'row'; number: number; why: string };

/** The newest snapshot that is as it was written, and every sound row after it, oldest first. */
export type StoredText = {
  snapshot: Uint8Array | null;
  /** The snapshot's state vector; null where it is not as it was written, or was written before that could be told. */
  vector: Uint8Array | null;
  covers: number;
  tail: StoredRow[];
  /** The newest row there ever was, set aside or not. */
  number: number;
  /** Rows and snapshots that did not load. New ones are not flagged in the store yet; the caller calls `setAside`. */
  aside: Aside[];
};

/** One accepted update. `member` is null for what the server wrote itself. */
export type LogRow = {
  room: RoomName;
  epoch: number;
  /** Counts within room and epoch, from 1. */
  number: number;
  member: Id | null;
  /** Yjs client ids of the new structs. */
  clients: number[];
  kind: 'founding' | 'update' | 'suggestion' | 'server';
  at: string;
  bytes: Uint8Array;
};
/** What loading a room needs of a row. */
export type StoredRow = Pick<LogRow, 'number' | 'member' | 'kind' | 'bytes'>;

/** Whose structs a Yjs client id may carry within an epoch. `kept`: the server writes under it, for that member. */
export type ClientId = { client: number; member: Id | null; kept: boolean };

export type Quarantined = {
  room: RoomName;
  epoch: number;
  member: Id;
  name: string;
  at: string;
  why: string;
  bytes: Uint8Array;
};

export const textStore = ({ run, one, all }: Statements): TextStore => ({
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
      if (known === null && isAsWritten(row['bytes'], row['crc'])) return true;
      aside.push({ what, number, why: known ?? 'is not as it was written' });
      return false;
    };
    const snapshot = all('SELECT * FROM snapshots WHERE room = ? AND epoch = ? ORDER BY covers DESC', name, epoch).find(
      (row) => isSound('snapshot', Number(row['covers']), row),
    );
    const covers = Number(snapshot?.['covers'] ?? 0);
    const rows = all(
      'SELECT number, member, kind, bytes, crc, aside FROM updates WHERE room = ? AND epoch = ? AND number > ? ORDER BY number',
      name,
      epoch,
      covers,
    );
    return {
      snapshot: (snapshot?.['bytes'] as Uint8Array | undefined) ?? null,
      vector: snapshot ? vectorOf(snapshot) : null,
      covers,
      tail: rows.filter((row) => row['bytes'] !== null && isSound('row', Number(row['number']), row)).map(storedRow),
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
      'INSERT OR REPLACE INTO snapshots (room, epoch, covers, bytes, vector, crc, vector_crc) VALUES (?, ?, ?, ?, ?, ?, ?)',
      name,
      epoch,
      covers,
      bytes,
      vector,
      crc32(bytes),
      crc32(vector),
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
    all('SELECT client, member, kept FROM client_ids WHERE room = ? AND epoch = ?', name, epoch).map((row) => ({
      client: Number(row['client']),
      member: row['member'] as string | null,
      kept: row['kept'] === 1,
    })),
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
});

/** A sum of null: written before sums were kept. */
const isAsWritten = (bytes: unknown, sum: unknown): boolean => sum === null || sum === crc32(bytes as Uint8Array);

/** Without a sum of its own it may be anything, and a wrong one has laptops leave words out: then it is made from the snapshot. */
const vectorOf = ({ vector, vector_crc: sum }: Row): Uint8Array | null =>
  vector instanceof Uint8Array && sum === crc32(vector) ? vector : null;

const storedRoom = (row: Row): StoredRoom => ({
  name: row['name'] as string as RoomName,
  campaign: row['campaign'] as string,
  kind: row['kind'] as string as RoomKind,
  epoch: Number(row['epoch']),
});
const storedRow = (row: Row): StoredRow => ({
  number: Number(row['number']),
  member: row['member'] as string | null,
  kind: row['kind'] as string as LogRow['kind'],
  bytes: row['bytes'] as Uint8Array,
});

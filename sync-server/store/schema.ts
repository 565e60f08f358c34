const tables = `
CREATE TABLE events (
  number INTEGER PRIMARY KEY, campaign TEXT NOT NULL, sequence INTEGER NOT NULL,
  event TEXT NOT NULL, hash TEXT NOT NULL, head TEXT NOT NULL, signature TEXT NOT NULL,
  UNIQUE (campaign, sequence)
) STRICT;
CREATE TABLE bodies (
  number INTEGER NOT NULL REFERENCES events, name TEXT NOT NULL, salt TEXT, text TEXT,
  PRIMARY KEY (number, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE rooms (name TEXT PRIMARY KEY, campaign TEXT NOT NULL, kind TEXT NOT NULL, epoch INTEGER NOT NULL) STRICT;
CREATE TABLE updates (
  room TEXT NOT NULL REFERENCES rooms, epoch INTEGER NOT NULL, number INTEGER NOT NULL,
  member TEXT, clients TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, bytes BLOB,
  UNIQUE (room, epoch, number)
) STRICT;
CREATE TABLE writers (
  room TEXT NOT NULL, epoch INTEGER NOT NULL, member TEXT NOT NULL, newest INTEGER NOT NULL,
  PRIMARY KEY (room, epoch, member)
) STRICT, WITHOUT ROWID;
CREATE TABLE client_ids (
  room TEXT NOT NULL, epoch INTEGER NOT NULL, client INTEGER NOT NULL, member TEXT, kept INTEGER NOT NULL,
  PRIMARY KEY (room, epoch, client)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshots (room TEXT PRIMARY KEY, epoch INTEGER NOT NULL, covers INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE quarantine (
  room TEXT NOT NULL, epoch INTEGER NOT NULL, member TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL,
  why TEXT NOT NULL, bytes BLOB NOT NULL
) STRICT;
CREATE TABLE versions (
  campaign TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL, json TEXT NOT NULL, ids TEXT NOT NULL,
  brief_row INTEGER NOT NULL, copy_row INTEGER NOT NULL,
  PRIMARY KEY (campaign, number)
) STRICT;
CREATE TABLE packages (
  campaign TEXT NOT NULL, launch INTEGER NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (campaign, launch)
) STRICT;
CREATE TABLE sessions (
  hash TEXT PRIMARY KEY, member TEXT NOT NULL, seat TEXT NOT NULL, created TEXT NOT NULL, ends TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE invite_secrets (invite TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
CREATE TABLE keys (key TEXT PRIMARY KEY, public_jwk TEXT NOT NULL, private_jwk TEXT NOT NULL, created TEXT NOT NULL) STRICT;
`;

const devicesAndWebhooks = `
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN last_seen TEXT NOT NULL DEFAULT '';
CREATE TABLE webhooks (webhook TEXT PRIMARY KEY, url TEXT NOT NULL, secret TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE deliveries (
  id TEXT PRIMARY KEY, webhook TEXT NOT NULL, event INTEGER NOT NULL, kind TEXT NOT NULL, campaign TEXT NOT NULL, body TEXT NOT NULL,
  state TEXT NOT NULL, attempts INTEGER NOT NULL, last_status INTEGER, last_fault TEXT, at TEXT NOT NULL, next TEXT
) STRICT;
CREATE INDEX deliveries_waiting ON deliveries (next) WHERE state = 'waiting';
CREATE INDEX deliveries_of ON deliveries (event);
`;

/** Rows and snapshots know whether they are as they were written, and can be set aside; a room keeps two snapshots. */
const rowsSetAside = `
ALTER TABLE updates ADD COLUMN crc INTEGER;
ALTER TABLE updates ADD COLUMN aside TEXT;
CREATE TABLE newer_snapshots (
  room TEXT NOT NULL, epoch INTEGER NOT NULL, covers INTEGER NOT NULL, bytes BLOB NOT NULL, vector BLOB, crc INTEGER, aside TEXT,
  PRIMARY KEY (room, epoch, covers)
) STRICT;
INSERT INTO newer_snapshots (room, epoch, covers, bytes) SELECT room, epoch, covers, bytes FROM snapshots;
DROP TABLE snapshots;
ALTER TABLE newer_snapshots RENAME TO snapshots;
`;

/** Links by which a member lets another device of theirs in; `session` made it, or the operator did. */
const deviceLinks = `
CREATE TABLE device_links (
  hash TEXT PRIMARY KEY, member TEXT NOT NULL, session TEXT, ends TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** A state vector knows whether it is as it was written, too: a wrong one has laptops leave words out. */
const checkedVectors = `
ALTER TABLE snapshots ADD COLUMN vector_crc INTEGER;
`;

/** One step per version: a file is brought from any older one to the newest. A step that was ever released is never edited. */
export const steps: readonly string[] = [tables, devicesAndWebhooks, rowsSetAside, deviceLinks, checkedVectors];

/** Kept in `user_version`. A file with a higher one was written by a newer server and is left alone. */
export const SCHEMA_VERSION = steps.length;

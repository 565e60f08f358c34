import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from './database.ts';
import { feedStore } from './feed-store.ts';
import { keyStore } from './key-store.ts';
import { SCHEMA_VERSION } from './schema.ts';
import { sessionStore } from './session-store.ts';
import { statementsOf } from './statements.ts';
import type { Store } from './store.ts';
import { textStore } from './text-store.ts';
import { versionStore } from './version-store.ts';
import { webhookStore } from './webhook-store.ts';

/** How long a server at work waits for a lock, in ms: all its workspaces wait with it. `npm run device` holds one for less. */
const BUSY = 500;

/** Opens the store of one workspace: a SQLite file, or `:memory:`. Throws a Fault that says what is wrong with the file. */
export const openStore = (path: string): Store => {
  const db = openDatabase(path);
  db.exec(`PRAGMA busy_timeout = ${BUSY}`);
  return sqliteStore(db);
};

/** The store on a connection that is open. */
export const sqliteStore = (db: DatabaseSync): Store => {
  const statements = statementsOf(db);
  const transaction: Store['transaction'] = (work) => {
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
  };
  return {
    transaction,
    tryDisk: () => transaction(() => db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)),
    ...feedStore(statements),
    ...textStore(statements),
    ...versionStore(statements),
    ...sessionStore(statements),
    ...keyStore(statements),
    webhooks: webhookStore(statements),
    close: () => db.close(),
  };
};

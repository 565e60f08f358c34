import type { DatabaseSync } from 'node:sqlite';

export const newestEpoch = (db: DatabaseSync): number =>
  Number(db.prepare('SELECT coalesce(max(epoch), 0) AS epoch FROM rooms').get()?.['epoch']);

/**
 * Moves every room with all that is kept of its present epoch into another one. What the rows say stays: whose a Yjs client id is,
 * who wrote since the last version. Tables are found by their columns, so that one added later is not forgotten.
 */
export const raiseEpochs = (db: DatabaseSync, epoch: number): void => {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map(({ name }) => String(name))
    .filter((table) => {
      const columns = new Set(
        db
          .prepare(`SELECT name FROM pragma_table_info('${table}')`)
          .all()
          .map(({ name }) => name),
      );
      return columns.has('room') && columns.has('epoch');
    });
  for (const table of tables)
    db.prepare(
      `UPDATE ${table} SET epoch = ? WHERE epoch = (SELECT rooms.epoch FROM rooms WHERE rooms.name = ${table}.room)`,
    ).run(epoch);
  db.prepare('UPDATE rooms SET epoch = ?').run(epoch);
};

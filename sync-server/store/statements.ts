import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

export type Row = Record<string, unknown>;

/** The statements of one connection, each prepared once. */
export type Statements = {
  run: (sql: string, ...values: SQLInputValue[]) => void;
  /** The first row; null where there is none. */
  one: (sql: string, ...values: SQLInputValue[]) => Row | null;
  all: (sql: string, ...values: SQLInputValue[]) => Row[];
};

/** Statements of a connection. Each throws what SQLite says, as `faultOf` names it. */
export const statementsOf = (db: DatabaseSync): Statements => {
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    let known = prepared.get(sql);
    if (!known) prepared.set(sql, (known = db.prepare(sql)));
    return known;
  };
  return {
    run: (sql, ...values) => void statement(sql).run(...values),
    one: (sql, ...values) => statement(sql).get(...values) ?? null,
    all: (sql, ...values) => statement(sql).all(...values),
  };
};

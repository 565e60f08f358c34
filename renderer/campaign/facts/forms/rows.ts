import { useState } from 'react';

export type Row<T> = { key: number; of: T };

/** Rows that can be added, changed and removed, each with a key that stays. */
export const useRows = <T>(first: readonly T[], onRows: (rows: T[]) => void) => {
  const [rows, setRows] = useState<Row<T>[]>(() => first.map((of, key) => ({ key, of })));
  const put = (next: Row<T>[]) => {
    setRows(next);
    onRows(next.map(({ of }) => of));
  };
  return {
    rows,
    add: (of: T) => {
      put([...rows, { key: Math.max(-1, ...rows.map((row) => row.key)) + 1, of }]);
    },
    change: (key: number, change: Partial<T>) => {
      put(rows.map((row) => (row.key === key ? { key, of: { ...row.of, ...change } } : row)));
    },
    remove: (key: number) => {
      put(rows.filter((row) => row.key !== key));
    },
  };
};

import { AnyRow, isShown } from '../../../domain/event.ts';
import { areTextsOf, isHashOf, isNextHead } from '../../../domain/record/chain.ts';

/** The last row this laptop has. */
export type Head = { number: number; head: string };
export type Continued =
  | { kind: 'continues'; rows: AnyRow[] }
  /** Rows between are missing: ask from the last one on. */
  | { kind: 'gap' }
  /** The server tells another story than it did. */
  | { kind: 'broken'; says: string };

export const rolledBack =
  'The server was put back to an older state, or is not the one it was. What is on this laptop stays as it is. Ask whoever runs the server.';
export const notSigned =
  'The server shows entries that the workspace’s key has not signed. They were not taken. Ask whoever runs the server.';
const withheld = 'The server keeps entries from you that you may see. Ask whoever runs it.';
const unreadable = 'The server sends something this app cannot read. Update the app.';

/**
 * Judges rows as they came from the server. Rows this laptop has already are left out. Hidden rows are for a guest's eyes only: else a
 * server could keep a withdrawn signature from a member and its chain would still hold.
 */
export const continueChain = (from: Head, raw: readonly unknown[], guest: boolean): Continued => {
  const rows: AnyRow[] = [];
  let { number, head } = from;
  for (const each of raw) {
    const parsed = AnyRow.safeParse(each);
    if (!parsed.success) return { kind: 'broken', says: unreadable };
    // As it came: its hash covers fields a newer server added, which the schema leaves out.
    const row = each as AnyRow;
    if (!guest && !isShown(row)) return { kind: 'broken', says: withheld };
    if (row.number <= number) {
      if (row.number === number && row.head !== head) return { kind: 'broken', says: rolledBack };
      continue;
    }
    if (row.number !== number + 1) return { kind: 'gap' };
    // A hidden row has only its place in the chain to show; of a shown one, words and texts are those that were hashed.
    const holds = !isShown(row) || (isHashOf(row.hash, row.event) && areTextsOf(row.event, row.bodies));
    if (!isNextHead(head, row) || !holds) return { kind: 'broken', says: rolledBack };
    number = row.number;
    head = row.head;
    rows.push(row);
  }
  return { kind: 'continues', rows };
};

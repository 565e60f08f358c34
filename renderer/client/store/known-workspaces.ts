import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { z } from 'zod';
import { Id, Name } from '../../../domain/id.ts';
import { Member } from '../../../domain/people/member.ts';
import { Seat } from '../../../domain/wire/http.ts';

/** A chair this laptop has sat in, and on which server it stands. */
export const KnownSeat = z.object({
  server: z.string(),
  id: Id,
  name: Name,
  seat: Seat,
  member: Member,
  sample: z.boolean(),
  openedAt: z.string(),
});
export type KnownSeat = z.infer<typeof KnownSeat>;

type Shape = DBSchema & { known: { key: [string, string, string]; value: unknown } };

/** The chairs this laptop knows; each opens with no network. */
export const openKnownWorkspaces = () => {
  let db: Promise<IDBPDatabase<Shape>> | null = null;
  const gone = () => {
    db = null;
  };
  const database = () =>
    (db ??= openDB<Shape>('countersign', 1, {
      upgrade: (fresh) => void fresh.createObjectStore('known', { keyPath: ['server', 'id', 'seat'] }),
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        gone();
      },
      terminated: gone,
    }).catch((error: unknown) => {
      gone();
      throw error;
    }));
  return {
    all: async (): Promise<KnownSeat[]> =>
      (await (await database()).getAll('known')).flatMap((kept) => KnownSeat.safeParse(kept).data ?? []),
    keep: async (seat: KnownSeat): Promise<void> => {
      const transaction = (await database()).transaction('known', 'readwrite', { durability: 'strict' });
      await Promise.all([transaction.store.put(seat), transaction.done]);
    },
    forget: async ({ server, id, seat }: Pick<KnownSeat, 'server' | 'id' | 'seat'>): Promise<void> => {
      await (await database()).delete('known', [server, id, seat]);
    },
  };
};
export type KnownWorkspaces = ReturnType<typeof openKnownWorkspaces>;

import { createPublicKey, verify } from 'node:crypto';
import { canonicalText, hashEvent, nextHead } from '../../domain/record/hash.ts';
import { NO_HASH } from '../../domain/event.ts';
import type { Store } from '../../sync-server/store/store.ts';
import { openDatabase } from '../../sync-server/store/database.ts';
import { sqliteStore } from '../../sync-server/store/sqlite.ts';

/** What is wrong with a workspace's file as SQLite sees it; empty where nothing is. */
export const openFile = (path: string): { store: Store; faults: string[] } => {
  const db = openDatabase(path);
  const said = [...db.prepare('PRAGMA integrity_check').all(), ...db.prepare('PRAGMA foreign_key_check').all()];
  const faults = said.flatMap((row) => Object.values(row)).map(String);
  return { store: sqliteStore(db), faults: faults.filter((fault) => fault !== 'ok') };
};

/** Where the record stops to follow from its beginning: numbers, hashes, heads, chains and signatures, each computed anew. */
export const chainFault = (store: Pick<Store, 'feed' | 'keys'>): string | null => {
  const keys = new Map(store.keys().map(({ key, publicJwk }) => [key, JSON.parse(publicJwk) as { kty: string }]));
  const records = new Map<string | null, { sequence: number; hash: string }>();
  let head: string = NO_HASH;
  for (const [index, row] of store.feed(0, Number.MAX_SAFE_INTEGER).entries()) {
    const { number, event, hash, signature } = row;
    const before = records.get(event.campaign) ?? { sequence: 0, hash: NO_HASH };
    const [header = '', payload = '', signed = ''] = signature.split('.');
    const key = keys.get(event.key);
    if (number !== index + 1) return `row ${index + 1} is numbered ${number}`;
    if (hashEvent(event) !== hash) return `row ${number} has another hash`;
    if (nextHead(head, hash) !== row.head) return `row ${number} has another head`;
    if (event.sequence !== before.sequence + 1 || event.previous !== before.hash)
      return `row ${number} breaks its chain`;
    if (Buffer.from(payload, 'base64url').toString() !== canonicalText(event)) return `row ${number} signs other words`;
    if (
      !key ||
      !verify(
        null,
        Buffer.from(`${header}.${payload}`),
        createPublicKey({ key, format: 'jwk' }),
        Buffer.from(signed, 'base64url'),
      )
    )
      return `row ${number} is not signed`;
    records.set(event.campaign, { sequence: event.sequence, hash });
    head = row.head;
  }
  return null;
};

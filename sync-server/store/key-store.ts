import type { Statements } from './statements.ts';

/** The keys that sign the record. */
export type KeyStore = {
  saveKey: (key: StoredKey) => void;
  /** Oldest first; the last one signs. */
  keys: () => StoredKey[];
  /** Forgets the private half of every key but this one. */
  retireKeysBut: (key: string) => void;
};

/** `privateJwk` is empty once the key was rotated out. */
export type StoredKey = { key: string; publicJwk: string; privateJwk: string; created: string };

export const keyStore = ({ run, all }: Statements): KeyStore => ({
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
});

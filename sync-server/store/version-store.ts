import type { Id } from '../../domain/id.ts';
import type { Statements } from './statements.ts';

/** Frozen versions, and what was launched of them. */
export type VersionStore = {
  saveVersion: (version: StoredVersion) => void;
  version: (campaign: Id, number: number) => StoredVersion | null;
  savePackage: (launch: StoredPackage) => void;
  newestPackage: (campaign: Id) => StoredPackage | null;
  /** Oldest first. */
  packages: (campaign: Id) => StoredPackage[];
};

/** `json` is the canonical form as it was frozen; `briefRow` and `copyRow` are the newest log rows that it contains. */
export type StoredVersion = {
  campaign: Id;
  number: number;
  digest: string;
  json: string;
  ids: string;
  briefRow: number;
  copyRow: number;
};
export type StoredPackage = { campaign: Id; launch: number; version: number; digest: string; json: string };

export const versionStore = ({ run, one, all }: Statements): VersionStore => ({
  saveVersion: ({ campaign, number, digest, json, ids, briefRow, copyRow }) =>
    run(
      'INSERT INTO versions (campaign, number, digest, json, ids, brief_row, copy_row) VALUES (?, ?, ?, ?, ?, ?, ?)',
      campaign,
      number,
      digest,
      json,
      ids,
      briefRow,
      copyRow,
    ),
  version: (campaign, number) => {
    const row = one(
      'SELECT campaign, number, digest, json, ids, brief_row AS briefRow, copy_row AS copyRow FROM versions WHERE campaign = ? AND number = ?',
      campaign,
      number,
    );
    return row && ({ ...row } as StoredVersion);
  },
  savePackage: ({ campaign, launch, version, digest, json }) =>
    run(
      'INSERT INTO packages (campaign, launch, version, digest, json) VALUES (?, ?, ?, ?, ?)',
      campaign,
      launch,
      version,
      digest,
      json,
    ),
  newestPackage: (campaign) => {
    const row = one('SELECT * FROM packages WHERE campaign = ? ORDER BY launch DESC LIMIT 1', campaign);
    return row && ({ ...row } as StoredPackage);
  },
  packages: (campaign) =>
    all('SELECT * FROM packages WHERE campaign = ? ORDER BY launch', campaign).map(
      (row) => ({ ...row }) as StoredPackage,
    ),
});

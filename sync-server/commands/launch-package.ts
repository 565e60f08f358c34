import type { Frozen } from '../../domain/canonical/form.ts';
import { renderVersion } from '../../domain/canonical/render.ts';
import type { FeedRow } from '../../domain/event.ts';
import { canonicalText, sha256 } from '../../domain/record/hash.ts';
import type { Id } from '../../domain/id.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type { LaunchPackage } from '../../domain/wire/http.ts';
import type { StoredKey } from '../store/store.ts';

export type PackageFrom = {
  state: WorkspaceState;
  campaign: Id;
  version: number;
  frozen: Frozen;
  at: string;
  /** The campaign's record so far; the launch itself names this package and so cannot be in it. */
  record: FeedRow[];
  keys: StoredKey[];
};

/** The launch package as it is stored and served: its RFC 8785 text and that text's SHA-256. */
export const launchPackage = (from: PackageFrom): { json: string; digest: string } => {
  const { state, campaign, version, frozen, at, record, keys } = from;
  const launch: LaunchPackage = {
    format: 1,
    workspace: state.id,
    campaign,
    name: state.campaigns[campaign]?.name ?? '',
    version,
    digest: frozen.digest,
    launchedAt: at,
    canonical: frozen.json,
    rendered: renderVersion(frozen),
    // Texts beside events can be erased, and a package cannot change: it keeps their hashes only.
    record: record.map((row) => ({ ...row, bodies: withoutTexts(row.bodies) })),
    keys: keys.map(({ key, publicJwk }) => ({
      key,
      publicJwk: JSON.parse(publicJwk) as LaunchPackage['keys'][number]['publicJwk'],
    })),
  };
  const json = canonicalText(launch);
  return { json, digest: sha256(json) };
};

const withoutTexts = (bodies: FeedRow['bodies']): FeedRow['bodies'] =>
  Object.fromEntries(Object.keys(bodies).map((name) => [name, null]));

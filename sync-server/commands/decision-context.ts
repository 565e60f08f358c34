import type { Frozen, SideTable } from '../../domain/canonical/form.ts';
import { thaw } from '../../domain/canonical/freeze.ts';
import type { Actor, FeedRow } from '../../domain/event.ts';
import type { Context } from '../../domain/gate/context.ts';
import type { Id } from '../../domain/id.ts';
import type { PublicKey } from '../../domain/record/public-key.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Store } from '../store/store.ts';
import { addressFault } from '../webhooks/address.ts';
import { committedDraft } from './draft.ts';
import { instantOf } from '../../domain/instant.ts';
import { launchPackage } from './launch-package.ts';
import type { Shown } from './side-effects.ts';
import type { StoredRecords } from './stored-records.ts';
import { newSigningKey } from './signing-key.ts';

type From = {
  state: WorkspaceState;
  store: Store;
  records: Pick<StoredRecords, 'read'>;
  rooms: Rooms;
  actor: Actor;
  now: string;
  localWebhooks: boolean;
};

/** A version as it stands on disk now. */
export const storedVersion = (store: Store, campaign: Id, number: number): Frozen | null => {
  const stored = store.version(campaign, number);
  return stored && thaw(stored.json, JSON.parse(stored.ids) as SideTable);
};

/** What a decision may ask of this server. What it was answered is kept in `shown`, so that exactly that is stored. */
export const decisionContext = (from: From, shown: Shown): Context => {
  const { state, store, records, rooms, actor, now, localWebhooks } = from;
  const recordOf = (campaign: Id): FeedRow[] | null =>
    (shown.record ??= { rows: records.read(campaign, state.campaigns[campaign]!.record) }).rows;
  const packageOf = (campaign: Id, version: number): { json: string; digest: string } => {
    const frozen = storedVersion(store, campaign, version);
    if (!frozen) throw new Error(`there is no version ${version} to launch`);
    const record = recordOf(campaign);
    if (!record) throw new Error('what is launched on is the record that was decided on');
    return launchPackage({ state, campaign, version, frozen, at: now, record, keys: store.keys() });
  };
  return {
    now,
    actor,
    draft: (campaign) => (shown.draft ??= committedDraft(state, campaign, rooms, store)),
    version: (campaign, number) => storedVersion(store, campaign, number),
    recordHolds: (campaign) => recordOf(campaign) !== null,
    instantOf,
    packageDigest: (campaign, number) => (shown.launch ??= packageOf(campaign, number)).digest,
    row: (number) => store.feedRow(number),
    newKey: () => {
      const { key, publicJwk } = (shown.key ??= newSigningKey(now));
      return { key, publicJwk: JSON.parse(publicJwk) as PublicKey };
    },
    devices: (member) => store.sessions(member).filter(({ ends }) => ends > now).length,
    addressFault: (url) => addressFault(url, localWebhooks),
  };
};

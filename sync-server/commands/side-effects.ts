import type { Command } from '../../domain/command.ts';
import type { FeedRow } from '../../domain/event.ts';
import type { Refusal } from '../../domain/gate/refusal.ts';
import type { Id } from '../../domain/id.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { foundRoom } from '../rooms/found-room.ts';
import type { Room } from '../rooms/room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { newSecret, secretHash } from '../secret.ts';
import type { Store, StoredKey } from '../store/store.ts';
import { newWebhookSecret } from '../webhooks/sign-delivery.ts';
import { acceptSuggestion } from './accept-suggestion.ts';
import type { CommittedDraft } from './draft.ts';

/** What a decision was shown, so that exactly that is stored. */
export type Shown = {
  draft: CommittedDraft | null;
  launch: { json: string; digest: string } | null;
  /** A campaign's record as it is stored now; rows null where somebody changed them. */
  record: { rows: FeedRow[] | null } | null;
  key: StoredKey | null;
};
export const nothingShown = (): Shown => ({ draft: null, launch: null, record: null, key: null });

/** Thrown to undo the transaction of a command that turns out refused after its first write. */
export class Undone extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super('refused');
    this.refusal = refusal;
  }
}

type From = {
  store: Store;
  rooms: Rooms;
  /** As it was before the events. */
  state: WorkspaceState;
  command: Command | null;
  shown: Shown;
  at: string;
  /** Rooms that were edited on the way: settled after the commit, or failed. */
  edited: Set<Room>;
};

/** What events write besides themselves, in their own transaction. Returns a secret that is told once: an invite's, a webhook's. */
export const sideEffects = (from: From, rows: readonly FeedRow[]): string | null => {
  let secret: string | null = null;
  for (const row of rows) secret = effectOf(from, row) ?? secret;
  return secret;
};

const effectOf = (from: From, { event, number }: FeedRow): string | null => {
  const { store, shown, at } = from;
  const { campaign } = event;
  switch (event.kind) {
    case 'campaign created':
      if (campaign !== null) for (const kind of ['brief', 'copy'] as const) foundRoom(store, campaign, kind, at);
      return null;
    case 'review requested': {
      const draft = shown.draft;
      if (campaign === null || draft?.frozen.digest !== event.data.digest)
        throw new Error('a version must be what was decided on');
      const { frozen, briefRow, copyRow } = draft;
      const { digest, json } = frozen;
      const ids = JSON.stringify(frozen.ids);
      store.saveVersion({ campaign, number: event.data.version, digest, json, ids, briefRow, copyRow });
      return null;
    }
    case 'launched':
      if (campaign === null || shown.launch?.digest !== event.data.packageDigest)
        throw new Error('a package must be what was decided on');
      store.savePackage({ campaign, launch: number, version: event.data.version, ...shown.launch });
      return null;
    case 'member invited':
    case 'guest invited':
    case 'sign-in link made': {
      const secret = newSecret();
      store.saveInviteSecret(event.data.invite, secretHash(secret));
      return secret;
    }
    case 'role changed':
      if (event.data.role === 'sales-lead') endLinkedSessions(from, event.data.member);
      return null;
    case 'suggestion accepted': {
      const thread = campaign === null ? undefined : from.state.campaigns[campaign]?.threads[event.data.thread];
      if (campaign === null || !thread || !('member' in event.actor)) throw new Error('a suggestion needs its thread');
      const refusal = acceptSuggestion(from.rooms, campaign, thread, event.actor.member, at, from.edited);
      if (refusal) throw new Undone(refusal);
      return null;
    }
    case 'webhook set': {
      const { webhook } = event.data;
      const known = store.webhooks.find(webhook);
      const url = (from.command?.kind === 'set webhook' ? from.command.url : null) ?? known?.url;
      if (url === undefined) throw new Error('a webhook needs its address');
      // Whoever was told the old secret, at the old address, must not be able to sign for the new one, nor the new one read what was for it.
      const moved = known !== null && known.url !== url;
      const secret = known && !moved ? known.secret : newWebhookSecret();
      if (moved) store.webhooks.cancel(webhook, 'The webhook got another address.');
      if (!event.data.active) store.webhooks.cancel(webhook, 'The webhook was switched off.');
      store.webhooks.save({ webhook, url, secret });
      return known && !moved ? null : secret;
    }
    case 'webhook removed':
      store.webhooks.remove(event.data.webhook);
      return null;
    case 'key rotated':
      if (shown.key?.key !== event.data.key) throw new Error('a key must be what was decided on');
      store.saveKey(shown.key);
      store.retireKeysBut(shown.key.key);
      return null;
    case 'text erased':
      store.eraseBody(event.data.number, event.data.name);
      return null;
    default:
      return null;
  }
};

/**
 * This member may sign from now on, and nobody vouched for who opened the links that signed them in before: an admin could have, and waited,
 * or have made them no lead for the time of it. What such a link let in, and what came since, is signed out; it comes back by a link that a
 * lead confirms. Where there is no other lead to do so, the admin makes leads alone as it is.
 */
const endLinkedSessions = ({ store, state }: From, member: Id): void => {
  const before = state.members[member];
  const others = Object.values(state.members).some(({ id, role }) => role === 'sales-lead' && id !== member);
  if (before?.role === 'sales-lead' || !others) return;
  const used = Object.values(state.invites).flatMap((link) =>
    link.member === member && link.confirmedBy === null && link.usedAt !== null ? [link.usedAt] : [],
  );
  const since = used.toSorted()[0];
  if (since === undefined) return;
  for (const { hash, created } of store.sessions(member)) if (created >= since) store.endSession(hash);
};

import type { RoomKind, RoomName } from '../../domain/campaign/rooms.ts';
import type { FeedRow } from '../../domain/event.ts';
import type { Id } from '../../domain/id.ts';
import type { WebhookStore } from '../webhooks/webhook-store.ts';

/** Refused updates that a workspace keeps for whoever looks into them. */
export const QUARANTINED = 64;

/**
 * What one workspace keeps on disk. Calls outside `transaction` commit by themselves; all are synchronous, so that a decision and
 * its append cannot be torn apart. Anything that throws inside `transaction` undoes all of it.
 */
export type Store = {
  transaction: <T>(work: () => T) => T;

  feed: (after: number, limit: number) => FeedRow[];
  feedRow: (number: number) => FeedRow | null;
  /** One campaign's record, or the workspace's own (null), from its first event on. */
  record: (campaign: Id | null) => FeedRow[];
  appendFeedRow: (row: FeedRow) => void;

  rooms: () => StoredRoom[];
  room: (name: RoomName) => StoredRoom | null;
  createRoom: (room: StoredRoom) => void;
  loadRoom: (name: RoomName, epoch: number) => StoredText;
  appendUpdate: (row: LogRow) => void;
  /**
   * Adds a snapshot. The one before it is kept, and so are the bytes of the rows after that one: one damaged blob costs nothing.
   * Older rows keep who and when, and give up their bytes, unless they were set aside.
   */
  saveSnapshot: (name: RoomName, epoch: number, covers: number, bytes: Uint8Array, vector: Uint8Array) => void;
  /** Names what cannot be applied. It keeps its bytes, and is no longer loaded. */
  setAside: (name: RoomName, epoch: number, aside: Aside) => void;
  /** Members whose updates have a number above `after`. */
  writersSince: (name: RoomName, epoch: number, after: number) => Id[];
  clientIds: (name: RoomName, epoch: number) => ClientId[];
  claimClientId: (name: RoomName, epoch: number, owned: ClientId) => void;
  /** Keeps the newest `QUARANTINED` only, so that nobody fills the disk with what is refused. */
  quarantine: (refused: Quarantined) => void;
  quarantined: () => Quarantined[];

  /** Deletes a text beside an event; the event keeps its salted hash. */
  eraseBody: (number: number, name: string) => void;

  saveVersion: (version: StoredVersion) => void;
  version: (campaign: Id, number: number) => StoredVersion | null;
  savePackage: (launch: StoredPackage) => void;
  newestPackage: (campaign: Id) => StoredPackage | null;
  packages: (campaign: Id) => StoredPackage[];

  saveSession: (session: StoredSession) => void;
  session: (hash: string) => StoredSession | null;
  /** Those of one member, or of all. */
  sessions: (member: Id | null) => StoredSession[];
  /** Forgets this member's sessions that ended before `now`, and the least recently seen beyond `keep`. */
  pruneSessions: (member: Id, keep: number, now: string) => void;
  sawSession: (hash: string, lastSeen: string, ends: string) => void;
  /** When the next of those that have not ended by `now` will. */
  nextSessionEnd: (now: string) => string | null;
  endSession: (hash: string) => void;
  /** One per session that made it, and one per member of the operator's: a new one replaces the old. Forgets those that ended before `now`. */
  saveDeviceLink: (link: StoredDeviceLink, now: string) => void;
  deviceLink: (hash: string) => StoredDeviceLink | null;
  /** Takes it out of the store: it is used once, whatever comes of it. */
  takeDeviceLink: (hash: string) => StoredDeviceLink | null;
  /** One secret per invite: a new one replaces the old. */
  saveInviteSecret: (invite: Id, hash: string) => void;
  inviteOf: (hash: string) => Id | null;

  saveKey: (key: StoredKey) => void;
  /** Oldest first; the last one signs. */
  keys: () => StoredKey[];
  /** Forgets the private half of every key but this one. */
  retireKeysBut: (key: string) => void;

  readonly webhooks: WebhookStore;

  close: () => void;
};

export type StoredRoom = { name: RoomName; campaign: Id; kind: RoomKind; epoch: number };

/** A snapshot or row that is not as it was written, or cannot be applied. */
export type Aside = { what: 'snapshot' | 'row'; number: number; why: string };

/** The newest snapshot that is as it was written, and every sound row after it, oldest first. */
export type StoredText = {
  snapshot: Uint8Array | null;
  /** The snapshot's state vector; null where it was written before this was kept. */
  vector: Uint8Array | null;
  covers: number;
  tail: LogRow[];
  /** The newest row there ever was, set aside or not. */
  number: number;
  /** What was set aside, now or before; what is found now is not marked in the store yet. */
  aside: Aside[];
};

/** One accepted update. `member` is null for what the server wrote itself; `bytes` is null once a snapshot covers it. */
export type LogRow = {
  room: RoomName;
  epoch: number;
  /** Counts within room and epoch, from 1. */
  number: number;
  member: Id | null;
  /** Yjs client ids of the new structs. */
  clients: number[];
  kind: 'founding' | 'update' | 'suggestion' | 'server';
  at: string;
  bytes: Uint8Array;
};

/** Whose structs a Yjs client id may carry within an epoch. `kept`: the server writes under it, for that member. */
export type ClientId = { client: number; member: Id | null; kept: boolean };

export type Quarantined = {
  room: RoomName;
  epoch: number;
  member: Id;
  name: string;
  at: string;
  why: string;
  bytes: Uint8Array;
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
/** `hash` is the SHA-256 of the token; `seat` names the chair of the sample workspace, `me` elsewhere. */
export type StoredSession = {
  hash: string;
  member: Id;
  seat: string;
  created: string;
  ends: string;
  device: string;
  lastSeen: string;
};
/** `session` is the one that made it; null: the operator did. */
export type StoredDeviceLink = { hash: string; member: Id; session: string | null; ends: string };
/** `privateJwk` is empty once the key was rotated out. */
export type StoredKey = { key: string; publicJwk: string; privateJwk: string; created: string };

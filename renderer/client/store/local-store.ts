import type { z } from 'zod';
import type { RoomName } from '../../../domain/campaign/rooms.ts';
import type { AnyRow } from '../../../domain/event.ts';
import type { VersionReply } from '../../../domain/wire/http.ts';
import type { MergeReceipt, Pending } from '../contract.ts';
import type { Step } from '../../../domain/campaign/sequence.ts';

/** Whose data these are. Another member on the same laptop has a store of their own and never sends my words. */
export type StoreKey = { server: string; workspace: string; member: string };

/** One update of a room. `unsent`: made here, and the server has not acknowledged it. */
export type StoredEdit = { id: number; bytes: Uint8Array; unsent: boolean };
export type StoredRoom = {
  /** Null while only this laptop knows the room: a campaign that was started offline. */
  epoch: number | null;
  /** Everything up to the last compaction as one update. */
  base: Uint8Array | null;
  /** Counts compactions, so that one window never overwrites what another has compacted. */
  generation: number;
  /** Counts fresh copies: a window that still shows an older one may not write into this one. */
  life: number;
  /** When this laptop last had all that the server had, or founded it. */
  syncedAt: string | null;
  receipt: MergeReceipt | null;
  /** Why this is a fresh copy, until the person has seen it. */
  why: string | null;
  edits: StoredEdit[];
};
/** What is known of a room and may change. */
export type RoomChange = Partial<Pick<StoredRoom, 'epoch' | 'syncedAt' | 'receipt' | 'why'>>;
/** One text of a room as it stood here. `lost`: passages that the room does not have any more; null until they were compared. */
export type KeptText = { text: string; whole: string; lost: string[] | null };
/** A step by which its texts are named. */
export type KeptStep = Pick<Step, 'id' | 'name' | 'channel'> & {
  variants: Pick<Step['variants'][number], 'id' | 'name' | 'removed'>[];
};
/** A room that a fresh copy took the place of: all of it, and what people read in it. Drafts of an older app have only the former. */
export type RecoveryDraft = {
  room: RoomName;
  at: string;
  why: string;
  state: Uint8Array;
  texts?: KeptText[];
  steps?: KeptStep[];
};
/** Entries of the feed that this laptop had and the server has not any more. */
export type UndoneEntries = { at: string; why: string; rows: AnyRow[] };
export type Kept = { id: string } & (({ kind: 'text' } & RecoveryDraft) | ({ kind: 'record' } & UndoneEntries));
export type StoredVersion = z.infer<typeof VersionReply> & { campaign: string };

/**
 * What this laptop keeps of one workspace for one member. A promise resolves once its change is on the disk, not before;
 * it rejects where the disk is full or gone, and nothing of that change is kept then.
 */
export type LocalStore = {
  feed: () => Promise<AnyRow[]>;
  addFeed: (rows: readonly AnyRow[]) => Promise<void>;
  /** Another feed in place of this one, in one transaction. */
  replaceFeed: (rows: readonly AnyRow[]) => Promise<void>;

  /** In the order in which they were given. */
  outbox: () => Promise<Pending[]>;
  /** Adds a command at the end, or changes the one of that id where it stands. */
  putPending: (pending: Pending) => Promise<void>;
  dropPending: (commandId: string) => Promise<void>;

  version: (campaign: string, number: number) => Promise<StoredVersion | null>;
  keepVersion: (version: StoredVersion) => Promise<void>;

  room: (name: RoomName) => Promise<StoredRoom | null>;
  /**
   * Adds updates in order, and what is known of the room by them, in one transaction. Resolves to the updates' ids, or to null where a
   * fresh copy has taken the place of this one; nothing is kept then.
   */
  addEdits: (
    name: RoomName,
    life: number,
    edits: readonly Omit<StoredEdit, 'id'>[],
    change?: RoomChange,
  ) => Promise<number[] | null>;
  /** The server has these on its disk. */
  acknowledge: (ids: readonly number[]) => Promise<void>;
  /** `base` stands for these updates from now on; unsent ones among them stay. False where another window was there first. */
  compact: (name: RoomName, base: Uint8Array, ids: readonly number[], generation: number) => Promise<boolean>;
  /**
   * Empties a room for a fresh copy and keeps what was in it as a draft, in one transaction. Where another window has done so
   * already, only the draft is kept. `known`: rows that are in the draft; false, and nothing is changed, where there is an unsent one besides.
   */
  replaceRoom: (
    life: number,
    draft: RecoveryDraft,
    receipt: MergeReceipt | null,
    known?: ReadonlySet<number>,
  ) => Promise<boolean>;
  /** Everything that was kept because the server has it no more, oldest first. */
  kept: () => Promise<Kept[]>;
  /** Keeps entries under an id, once. */
  keepUndone: (id: string, undone: UndoneEntries) => Promise<void>;
  /** What of a draft is lost, now that it was compared. */
  describeDraft: (id: string, texts: KeptText[]) => Promise<void>;
  dropKept: (id: string) => Promise<void>;
  /** Rooms of which this laptop has a copy. */
  rooms: () => Promise<RoomName[]>;
  /** Rooms with something the server has not acknowledged. */
  unsentRooms: () => Promise<RoomName[]>;
  /**
   * Deletes all of it, unless anything in it is nowhere else: what was not sent, and what was kept, also what this app is too old to read.
   * One transaction: what another window writes comes before it and is seen, or after it and stays. Resolves to whether it was deleted.
   */
  empty: () => Promise<boolean>;

  close: () => void;
};

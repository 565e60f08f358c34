import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Command, CommandKind } from '../../domain/command.ts';
import type { Frozen } from '../../domain/canonical/form.ts';
import type { AnyRow, FeedRow } from '../../domain/event.ts';
import type { Reason } from '../../domain/gate/refusal.ts';
import type { RoomName, TextId } from '../../domain/campaign/rooms.ts';
import type { Member, Role } from '../../domain/people/member.ts';
import type { LinkInfo, ServerInfo } from '../../domain/wire/http.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type { Inquiries } from './inquiries.ts';
import type { LinkKind } from './invite-link.ts';
import type { LeaveAnyway, Left } from './leave.ts';
import type { RecordCheck } from './record-check.ts';
import type { KeptStep } from './store/local-store.ts';
import type { Saved } from './transport/transport.ts';

/** Where text and commands of this laptop stand, worst first; the pill says exactly these words (design/states). */
export type SyncStatus =
  | { kind: 'attention'; says: string }
  | { kind: 'not sent'; count: number; online: boolean }
  /** `sent`: the server had all of it when it was last reached. */
  | { kind: 'saved here'; sent: boolean }
  | { kind: 'sending' }
  | { kind: 'on server' };

/** Why the server knows this laptop no more, in a sentence; what is here stays until somebody signs in again. */
export type SignedOut = { why: 'sign in' | 'suspended' | 'guest link over' | 'another member'; says: string };

/** A command that waits in the outbox, or came back refused and stays as the person's own draft. */
export type Pending =
  | { command: Command; at: string; state: 'waits' | 'sending' }
  | { command: Command; at: string; state: 'refused'; reasons: Reason[] };

export type Outcome =
  | { kind: 'done'; number: number; secret?: string }
  | { kind: 'queued' }
  | { kind: 'refused'; reasons: Reason[] }
  /** The command needs the present state of the world and there is no connection; nothing was queued. */
  | { kind: 'offline'; says: string };

type NewCommand<C> = C extends { id: string } ? Omit<C, 'id'> : never;
export type CommandInput = NewCommand<Command>;

/** One campaign text room, opened on this laptop. Close it when the screen that needed it goes. */
export type OpenRoom = {
  name: RoomName;
  doc: Y.Doc;
  awareness: Awareness;
  status: () => RoomStatus;
  subscribe: (listener: () => void) => () => void;
  /** The person has seen the receipt; it is not shown again. */
  dismissReceipt: () => void;
  /** True once a fresh copy took this document's place (`useRoom` opens that by itself); what was not sent is in its receipt. */
  replaced: () => boolean;
  close: () => void;
};
export type RoomStatus = {
  /** What this member may do in it; `read` also while an update was refused and the app must be updated. */
  access: 'write' | 'read';
  /** False until the laptop's copy is loaded; the editor mounts only then. */
  loaded: boolean;
  connection: 'connected' | 'connecting' | 'offline';
  /** Updates made here that the server has not acknowledged yet. */
  unsent: number;
  /** A sentence where something is wrong (update needed, disk full, no right), else null. */
  notice: string | null;
  /** What was merged while this laptop was away; shown once, dismissed by the person. */
  receipt: MergeReceipt | null;
};
/** `text` is a TextId; `added` and `removed` are words; `lost` are words of mine that have no place in the text any more. */
export type MergeReceipt = {
  since: string;
  theirs: { text: string; added: number; removed: number }[];
  lost: { text: string; words: string }[];
};

/** A text of a campaign as this laptop's disk has it, and the steps that name it. Blocks are lines. */
export type TextHere = { campaign: string; text: TextId; words: string; steps: KeptStep[] };

/** A text as it stood here. `lost`: passages that the server does not have, in order. */
export type RecoveredText = { text: string; whole: string; lost: string[] };
/**
 * What this laptop keeps because the server has it no more: never merged, offered until the person dismisses it. `why` is a sentence.
 * A text room that a fresh copy took the place of, or whose campaign the server does not have any more (`steps` names its texts);
 * or entries of the record that a restore took back, oldest first.
 */
export type Recovery = { id: string; at: string; why: string } & (
  | {
      kind: 'text';
      campaign: string;
      campaignName: string;
      room: RoomName;
      steps: KeptStep[];
      texts: RecoveredText[];
    }
  | { kind: 'record'; rows: AnyRow[] }
);

/** One workspace as this member sees it on this laptop. Everything a screen needs; screens never fetch. */
export type Workspace = {
  id: string;
  name: string;
  sample: boolean;
  me: () => Member;
  /** The fold over the feed, with pending commands of this laptop folded on top where they are certain to be taken (comments, facts, new campaigns). */
  state: () => WorkspaceState;
  /** Ids of threads, replies, notes, facts (`campaign/fact`) and campaigns that only this laptop knows yet. */
  pendingIds: () => ReadonlySet<string>;
  outbox: () => Pending[];
  sync: () => SyncStatus;
  online: () => boolean;
  /** Whether what stops something would be heard: a server that was put back to another story takes that, and nothing else that is decided. */
  mayStop: () => boolean;
  /** Null while nothing says that this member is not signed in here; then the server may still be out of reach. */
  signedOut: () => SignedOut | null;
  /** What the server has no more and this laptop keeps, newest first. */
  recoveries: () => Recovery[];
  dismissRecovery: (id: string) => void;
  /** How many things only this laptop has: commands and texts that were not sent, and what is kept because the server has it no more. */
  onlyHere: () => Promise<number>;
  /** Texts in which something was not sent. */
  unsentRooms: () => Promise<RoomName[]>;
  /** The texts of which this laptop has a copy, to be searched; rejects where the disk cannot be read. */
  textsHere: () => Promise<TextHere[]>;
  subscribe: (listener: () => void) => () => void;
  send: (command: CommandInput & { kind: CommandKind }) => Promise<Outcome>;
  /** Throws a refused command away, or sends it again. */
  discard: (commandId: string) => void;
  retry: (commandId: string) => Promise<Outcome>;
  openRoom: (name: RoomName) => OpenRoom;
  /** A frozen version, from this laptop's cache or the server; refuses bytes whose digest is another. */
  version: (campaign: string, number: number) => Promise<Frozen>;
  /** A campaign's sealed events, oldest first, from the feed that this laptop keeps; for the record. */
  record: (campaign: string) => Promise<FeedRow[]>;
  /** Whether the entries that this laptop shows of a campaign were signed by the workspace, checked here. */
  checkRecord: (campaign: string) => Promise<RecordCheck>;
  /** The link that lets a colleague in with an invite's secret, or another device of mine; `onlyHere` while no other computer reaches the server. */
  inviteLink: (secret: string, kind?: LinkKind) => Promise<{ link: string; onlyHere: boolean }>;
  /** Where a text stands beside the feed, by the hash that its event names; null where this laptop does not have it. */
  textAt: (hash: string) => Promise<{ number: number; name: string } | null>;
  /** Keeps one of the server's files where the person wants it; `path` within the workspace, as `/campaigns/c1/export`. */
  save: (path: string, name: string) => Promise<Saved>;
  /** Sessions, webhooks and who wrote what: asked of the server each time. */
  inquiries: Inquiries;
  /**
   * Ends the session on this laptop, forgets the workspace here and deletes what the server has, too. `anyway`: what the person was told
   * would be the price, and wants all the same.
   */
  leave: (anyway: LeaveAnyway) => Promise<Left>;
};

/** A workspace this laptop has been in; it opens with no network too. */
export type KnownWorkspace = {
  id: string;
  name: string;
  seat: string;
  member: Member;
  sample: boolean;
  openedAt: string;
};
export type Entered = { ok: true; workspace: Workspace } | { ok: false; says: string };

/** What is known of a link before it is used. */
export type Looked =
  | { kind: 'good'; info: LinkInfo }
  /** Used, expired, revoked, or not one of that workspace; or somebody else is signed in here. */
  | { kind: 'no good'; says: string }
  /** Only in a browser, which has the server that it came from. */
  | { kind: 'elsewhere'; server: string }
  | { kind: 'unreachable' }
  /** Only in the shell: it learns of the link's server when the link is used. */
  | { kind: 'not asked' };

/** The door: before any workspace is open. Implemented by `openDoor` in `client/door.ts`. */
export type Door = {
  /** What the server says of itself where new workspaces begin; null while it cannot be reached. */
  server: () => Promise<ServerInfo | null>;
  known: () => Promise<KnownWorkspace[]>;
  /** Which of them have this campaign, each workspace once: as far as their servers answer, and somebody is signed in there. */
  holding: (campaign: string) => Promise<KnownWorkspace[]>;
  found: (request: { workspace: string; name: string; role: Role }) => Promise<Entered>;
  /** Uses nothing up. `link` is a whole one, as it was pasted. */
  look: (link: string) => Promise<Looked>;
  /** `link` is the link as it was pasted; one for another device needs no name. */
  join: (request: { link: string; name: string }) => Promise<Entered>;
  sitDown: (member: string) => Promise<Entered>;
  open: (id: string, seat: string) => Promise<Entered>;
  /**
   * Takes a workspace that is not open off this laptop's list and ends its session, where the server can be told. What was not sent from
   * it stays in its store, for the same member when they are back.
   */
  forget: (id: string, seat: string) => Promise<Left>;
};

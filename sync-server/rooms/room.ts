import * as Y from 'yjs';
import type { Verdict } from '../../domain/campaign/check-update.ts';
import type { RoomKind } from '../../domain/campaign/rooms.ts';
import type { Id } from '../../domain/id.ts';
import { closeCodes } from '../../domain/wire/sync.ts';
import type { ClientId, LogRow, Store, StoredRoom } from '../store/store.ts';
import { acknowledgeFrame, decodeFrame, noticeFrame, step1Frame, step2Frame, updateFrame } from './frame.ts';
import { Presence, type Who } from './presence.ts';

/** One connection as a room sees it: two queues. Sending and closing is the transport's affair. */
export type Peer = {
  readonly who: Who & { member: Id };
  /** The client understands acknowledgements and notices. */
  readonly acks: boolean;
  send: (frame: Uint8Array) => void;
  close: (code: number, says: string) => void;
};
export type Access = 'write' | 'read' | 'none';

/** What a room needs from outside. */
export type RoomPorts = {
  store: Pick<Store, 'loadRoom' | 'appendUpdate' | 'clientIds' | 'claimClientId' | 'quarantine' | 'saveSnapshot'>;
  /** Decided on the present state of the workspace, so asked for every message. */
  access: (member: Id) => Access;
  /** Judges an update on the document without applying it. */
  check: (doc: Y.Doc, update: Uint8Array, kind: RoomKind) => Verdict;
  now: () => number;
  /** Asks for this room to be written in the coming turn. */
  ask: (room: Room) => void;
};

/** A sync update of one connection, until it is on disk. */
type Sent = { seat: Seat; bytes: Uint8Array; state: 'queued' | 'held' | 'durable'; since: number; asked: boolean };
type Seat = {
  peer: Peer;
  /** Sync updates not yet acknowledged, in the order they came. */
  sent: Sent[];
  acknowledged: number;
  told: number;
  notice: string;
};
type Queued = { kind: 'update'; sent: Sent } | { kind: 'step 1'; seat: Seat; vector: Uint8Array };
type Accepted = { sent: Sent | null; row: LogRow; claims: ClientId[] };
type Live = {
  kind: 'live';
  doc: Y.Doc;
  /** Newest log row, and the newest one a snapshot covers. */
  number: number;
  covers: number;
  owners: Map<number, ClientId>;
  /** Something was accepted in this turn that is not committed yet. Never true between turns unless the commit failed. */
  dirty: boolean;
};
type Life = { kind: 'loading' } | Live | { kind: 'closing' };

/** How long a predecessor may be missing before the connection is closed to sync afresh, in ms. */
const HELD_FOR = 30_000;
/** Updates of one connection that may wait for a predecessor. */
const MAX_HELD = 256;
/** And their bytes: 256 of the largest frames would be 2 GB for half a minute. */
const MAX_HELD_BYTES = 16 * 1024 * 1024;
/** Bytes a room keeps in memory while it cannot commit; above this, senders must come back later. */
const MAX_QUEUED = 32 * 1024 * 1024;
/** Log rows after which the state is written whole, so that the next load reads one row. */
const SNAPSHOT_EVERY = 500;

/** Thrown inside the turn's transaction when an update that passed every check still did not apply; undoes the turn. */
export class Poison extends Error {
  readonly room: Room;
  constructor(room: Room) {
    super('an update did not apply');
    this.room = room;
  }
}

/**
 * One room. It decides; it has no socket, no timer and no clock of its own. Updates wait in a queue until the workspace's turn writes
 * them (`write` inside the transaction, then `settle` or `fail`). The document is changed inside the turn's transaction, because a later
 * update of the turn is judged on it; nobody reads it before the commit, and after a failed one it is rebuilt from disk.
 */
export class Room {
  readonly stored: StoredRoom;
  readonly #ports: RoomPorts;
  readonly #seats = new Map<Peer, Seat>();
  readonly #presence = new Presence<Peer>();
  #life: Life = { kind: 'loading' };
  #queue: Queued[] = [];
  #queuedBytes = 0;
  #accepted: Accepted[] = [];
  #refused: { sent: Sent; code: number; says: string }[] = [];
  #answered: Extract<Queued, { kind: 'step 1' }>[] = [];
  #poisoned: Sent | null = null;
  #poison = new Set<Sent>();

  constructor(stored: StoredRoom, ports: RoomPorts) {
    this.stored = stored;
    this.#ports = ports;
    this.#live();
  }

  /** Nobody is in it and nothing waits for the disk: the only moment it may be forgotten. */
  get idle(): boolean {
    return this.#seats.size === 0 && this.#queue.length === 0 && !(this.#life.kind === 'live' && this.#life.dirty);
  }
  /** Updates that are not on disk yet. */
  get unsaved(): number {
    return this.#queue.filter(({ kind }) => kind === 'update').length;
  }
  get peers(): Peer[] {
    return [...this.#seats.keys()];
  }
  /** Whether some connection waits for a predecessor of something it sent. */
  get pending(): boolean {
    return [...this.#seats.values()].some(({ sent }) => sent.some(({ state }) => state === 'held'));
  }
  /** The committed document, for reading only. */
  get doc(): Y.Doc {
    return this.#live().doc;
  }
  get number(): number {
    return this.#live().number;
  }

  join(peer: Peer): void {
    const access = this.#ports.access(peer.who.member);
    if (access === 'none') return peer.close(closeCodes.noRight, 'You have no right to open this text.');
    if (this.#life.kind === 'closing')
      return peer.close(closeCodes.stopping, 'The server is stopping. Your words wait here.');
    this.#seats.set(peer, { peer, sent: [], acknowledged: 0, told: 0, notice: '' });
    // The official client answers step 1 with a write, so somebody who only reads is never asked.
    if (access === 'write') peer.send(step1Frame(Y.encodeStateVector(this.#live().doc)));
    const present = this.#presence.all();
    if (present) peer.send(present);
  }

  leave(peer: Peer): void {
    this.#seats.delete(peer);
    this.#tellOthers(peer, this.#presence.remove(peer));
  }

  receive(peer: Peer, bytes: Uint8Array): void {
    const seat = this.#seats.get(peer);
    if (!seat) return;
    const frame = decodeFrame(bytes);
    switch (frame.kind) {
      case 'broken':
        return this.#close(
          peer,
          closeCodes.brokenFrame,
          'The app sent something the server does not understand. Update the app.',
        );
      case 'step 1':
        this.#queue.push({ kind: 'step 1', seat, vector: frame.vector });
        return this.#ports.ask(this);
      case 'query awareness': {
        const present = this.#presence.all();
        return present ? peer.send(present) : undefined;
      }
      case 'awareness': {
        const { owners } = this.#live();
        const mayUse = (client: number): boolean => (owners.get(client)?.member ?? peer.who.member) === peer.who.member;
        return this.#tellOthers(peer, this.#presence.take(peer, peer.who, frame.entries, mayUse));
      }
      case 'update':
        return this.#receiveUpdate(seat, frame.bytes);
    }
  }

  #receiveUpdate(seat: Seat, bytes: Uint8Array): void {
    if (this.#ports.access(seat.peer.who.member) !== 'write')
      return this.#close(seat.peer, closeCodes.noRight, noRight);
    if (this.#queuedBytes + bytes.length > MAX_QUEUED)
      return this.#close(seat.peer, closeCodes.stopping, 'The server cannot save at the moment. Your words wait here.');
    const sent: Sent = { seat, bytes, state: 'queued', since: this.#ports.now(), asked: false };
    seat.sent.push(sent);
    this.#enqueue(sent);
  }

  #enqueue(sent: Sent): void {
    sent.state = 'queued';
    this.#queue.push({ kind: 'update', sent });
    this.#queuedBytes += sent.bytes.length;
    this.#ports.ask(this);
  }

  /** Inside the turn's transaction: judges what waits, in order, and appends what is accepted. */
  write(): void {
    const live = this.#live();
    this.#accepted = [];
    this.#refused = [];
    this.#answered = [];
    const blocked = new Set<Seat>();
    for (const queued of this.#queue) {
      if (queued.kind === 'step 1') this.#answered.push(queued);
      else if (!blocked.has(queued.sent.seat) && !this.#judge(live, queued.sent)) blocked.add(queued.sent.seat);
    }
  }

  /** False once this connection is to be closed: what it sent after a refused update is not looked at. */
  #judge(live: Live, sent: Sent): boolean {
    const { member, name } = sent.seat.peer.who;
    const refuse = (code: number, why: string, says: string): false => {
      this.#refused.push({ sent, code, says });
      const { name: room, epoch } = this.stored;
      const at = new Date(this.#ports.now()).toISOString();
      this.#ports.store.quarantine({ room, epoch, member, name, at, why, bytes: sent.bytes });
      return false;
    };
    if (this.#poison.has(sent)) return refuse(closeCodes.brokenFrame, 'did not apply', broken);
    if (this.#ports.access(member) !== 'write') return refuse(closeCodes.noRight, 'no right', noRight);
    const verdict = this.#ports.check(live.doc, sent.bytes, this.stored.kind);
    if (!verdict.ok) {
      if (!verdict.missing) return refuse(closeCodes.brokenFrame, verdict.why, unfit);
      sent.state = 'held';
      return true;
    }
    if (verdict.idle) {
      sent.state = 'durable';
      return true;
    }
    const claims: ClientId[] = [];
    for (const [client, { from }] of verdict.clients) {
      const owned = live.owners.get(client);
      if (!owned && from === 0) claims.push({ client, member, kept: false });
      else if (owned?.member !== member || owned.kept)
        return refuse(closeCodes.brokenFrame, `structs under client id ${client} of another`, foreign);
    }
    const row = this.#row(live.number + 1, member, [...verdict.clients.keys()], 'update', sent.bytes);
    this.#take(live, { sent, row, claims });
    return true;
  }

  #row(number: number, member: Id | null, clients: number[], kind: LogRow['kind'], bytes: Uint8Array): LogRow {
    const { name: room, epoch } = this.stored;
    return { room, epoch, number, member, clients, kind, at: new Date(this.#ports.now()).toISOString(), bytes };
  }

  #take(live: Live, accepted: Accepted): void {
    const { row, claims, sent } = accepted;
    live.dirty = true;
    this.#ports.store.appendUpdate(row);
    for (const claim of claims) this.#ports.store.claimClientId(row.room, row.epoch, claim);
    try {
      Y.applyUpdate(live.doc, row.bytes);
      if (live.doc.store.pendingStructs !== null || live.doc.store.pendingDs !== null)
        throw new Error('left something pending');
    } catch {
      this.#poisoned = sent;
      throw new Poison(this);
    }
    live.number = row.number;
    for (const claim of claims) live.owners.set(claim.client, claim);
    this.#accepted.push(accepted);
    if (sent) sent.state = 'durable';
  }

  /**
   * Inside a command's transaction: takes an update the server itself wrote for a member (`settle` or `fail` must follow).
   * Throws where it does not pass the checks that every update passes.
   */
  writeOwn(member: Id, client: ClientId, kind: LogRow['kind'], bytes: Uint8Array, at: string): void {
    const live = this.#live();
    this.#accepted = [];
    this.#refused = [];
    this.#answered = [];
    const verdict = this.#ports.check(live.doc, bytes, this.stored.kind);
    if (!verdict.ok) throw new Error(`the server's own update does not fit ${this.stored.name}: ${verdict.why}`);
    const row = { ...this.#row(live.number + 1, member, [client.client], kind, bytes), at };
    this.#take(live, { sent: null, row, claims: live.owners.has(client.client) ? [] : [client] });
  }

  /** The client id the server keeps for a member in this room; a fresh one where there is none yet. */
  keptClientId(member: Id, fresh: () => number): ClientId {
    const { owners, doc } = this.#live();
    for (const owned of owners.values()) if (owned.kept && owned.member === member) return owned;
    for (;;) {
      const client = fresh();
      if (!owners.has(client) && Y.getState(doc.store, client) === 0) return { client, member, kept: true };
    }
  }

  /** After the commit: acknowledges, then tells the others. `whole` is false after a command, which leaves the queue alone. */
  settle(whole: boolean): void {
    const live = this.#live();
    live.dirty = false;
    const accepted = this.#accepted;
    this.#accepted = [];
    if (whole) {
      this.#queue = [];
      this.#queuedBytes = 0;
      this.#poison.clear();
    }
    for (const seat of this.#seats.values()) this.#acknowledge(seat);
    if (accepted.length > 0) this.#broadcast(accepted);
    for (const { seat, vector } of this.#answered.splice(0)) this.#answer(live.doc, seat, vector);
    for (const { sent, code, says } of this.#refused.splice(0)) this.#close(sent.seat.peer, code, says);
    for (const seat of this.#seats.values()) this.#notice(seat, '');
    this.#askForMissing(live, accepted.length > 0);
  }

  /** After a failed or undone commit: the document is rebuilt from disk, the queue stays, nothing is acknowledged. */
  fail(says: string | null): void {
    if (this.#poisoned) this.#poison.add(this.#poisoned);
    this.#poisoned = null;
    this.#accepted = [];
    this.#refused = [];
    this.#answered = [];
    for (const queued of this.#queue) if (queued.kind === 'update') queued.sent.state = 'queued';
    this.#life = { kind: 'loading' };
    if (says === null) return;
    for (const seat of this.#seats.values()) this.#notice(seat, says);
    // Whoever comes in meanwhile still gets what is on disk.
    this.#queue = this.#queue.filter((queued) => {
      if (queued.kind === 'step 1') this.#answer(this.#live().doc, queued.seat, queued.vector);
      return queued.kind === 'update';
    });
  }

  /** Time passed: connections whose missing predecessor never came are closed, so that they sync afresh. */
  tick(): void {
    const since = this.#ports.now() - HELD_FOR;
    for (const { peer, sent } of this.#seats.values())
      if (sent.some((each) => each.state === 'held' && each.since <= since))
        this.#close(peer, closeCodes.comeBack, 'Part of this text did not arrive. The app sends it again.');
  }

  /** Closes the connections of members whose rights changed. `suspended` members must sign in again. */
  rightsChanged(concerns: (member: Id) => 'comes back' | 'signs in' | null): void {
    for (const peer of this.#seats.keys()) {
      const verdict = concerns(peer.who.member);
      if (verdict === 'comes back') this.#close(peer, closeCodes.comeBack, 'Your rights in this text changed.');
      else if (verdict === 'signs in')
        this.#close(peer, closeCodes.signIn, 'You are suspended. Ask an admin of your workspace.');
    }
  }

  /** Writes the state whole once enough rows came since the last time. Checked by reading it back before rows give up their bytes. */
  snapshot(): void {
    const live = this.#live();
    if (live.dirty || live.number - live.covers < SNAPSHOT_EVERY) return;
    const bytes = Y.encodeStateAsUpdate(live.doc);
    const again = new Y.Doc();
    Y.applyUpdate(again, bytes);
    const same = Buffer.from(Y.encodeStateAsUpdate(again)).equals(bytes) && again.store.pendingStructs === null;
    again.destroy();
    if (!same) throw new Error(`the snapshot of ${this.stored.name} does not read back as it was written`);
    this.#ports.store.saveSnapshot(
      this.stored.name,
      this.stored.epoch,
      live.number,
      bytes,
      Y.encodeStateVector(live.doc),
    );
    live.covers = live.number;
  }

  /** No more joins; everybody comes back later. What waits for the disk still waits. */
  close(): void {
    for (const peer of this.#seats.keys())
      this.#close(peer, closeCodes.stopping, 'The server is stopping. Your words wait here.');
  }

  /** Forgets the document. */
  forget(): void {
    if (this.#life.kind === 'live') this.#life.doc.destroy();
    this.#life = { kind: 'closing' };
  }

  #live(): Live {
    if (this.#life.kind === 'live') return this.#life;
    if (this.#life.kind === 'closing') throw new Error(`${this.stored.name} is closed`);
    return (this.#life = this.#load());
  }

  #load(): Live {
    const { name, epoch } = this.stored;
    const { snapshot, covers, tail } = this.#ports.store.loadRoom(name, epoch);
    const doc = new Y.Doc();
    doc.transact(() => {
      if (snapshot) Y.applyUpdate(doc, snapshot);
      for (const { bytes } of tail) Y.applyUpdate(doc, bytes);
    });
    const owners = new Map(this.#ports.store.clientIds(name, epoch).map((owned) => [owned.client, owned]));
    return { kind: 'live', doc, number: tail.at(-1)?.number ?? covers, covers, owners, dirty: false };
  }

  #acknowledge(seat: Seat): void {
    while (seat.sent[0]?.state === 'durable') {
      seat.sent.shift();
      seat.acknowledged++;
    }
    if (!seat.peer.acks || seat.told === seat.acknowledged) return;
    seat.told = seat.acknowledged;
    seat.peer.send(acknowledgeFrame(seat.acknowledged));
  }

  #broadcast(accepted: Accepted[]): void {
    const bytes = accepted.map(({ row }) => row.bytes);
    const frame = updateFrame(bytes.length === 1 ? bytes[0]! : Y.mergeUpdates(bytes));
    const senders = new Set(accepted.map(({ sent }) => sent?.seat));
    const only = senders.size === 1 ? [...senders][0] : undefined;
    for (const seat of this.#seats.values()) if (seat !== only) seat.peer.send(frame);
  }

  #answer(doc: Y.Doc, seat: Seat, vector: Uint8Array): void {
    if (!this.#seats.has(seat.peer)) return;
    seat.peer.send(step2Frame(Y.encodeStateAsUpdate(doc, vector)));
  }

  #notice(seat: Seat, says: string): void {
    if (seat.notice === says) return;
    seat.notice = says;
    if (seat.peer.acks) seat.peer.send(noticeFrame(says));
  }

  #askForMissing(live: Live, changed: boolean): void {
    for (const seat of this.#seats.values()) {
      const held = seat.sent.filter(({ state }) => state === 'held');
      if (held.length === 0) continue;
      const bytes = held.reduce((sum, sent) => sum + sent.bytes.length, 0);
      if (held.length > MAX_HELD || bytes > MAX_HELD_BYTES) {
        this.#close(seat.peer, closeCodes.comeBack, 'Part of this text did not arrive. The app sends it again.');
        continue;
      }
      // What came meanwhile may be the predecessor; then these are known, or fit now.
      const ready = changed ? held.filter(({ bytes }) => !this.#isMissing(live.doc, bytes)) : [];
      ready.forEach((sent) => this.#enqueue(sent));
      // Once for each, or a client that cannot send it would be asked for ever.
      const unasked = held.filter((sent) => sent.state === 'held' && !sent.asked);
      for (const sent of unasked) sent.asked = true;
      if (unasked.length > 0) seat.peer.send(step1Frame(Y.encodeStateVector(live.doc)));
    }
  }

  #isMissing(doc: Y.Doc, bytes: Uint8Array): boolean {
    const verdict = this.#ports.check(doc, bytes, this.stored.kind);
    return !verdict.ok && verdict.missing === true;
  }

  #tellOthers(from: Peer, frame: Uint8Array | null): void {
    if (frame) for (const peer of this.#seats.keys()) if (peer !== from) peer.send(frame);
  }

  #close(peer: Peer, code: number, says: string): void {
    if (!this.#seats.has(peer)) return;
    this.leave(peer);
    peer.close(code, says);
  }
}

const noRight = 'You may read this text and not change it. Your words stay on this laptop as a draft.';
const broken = 'The app sent an edit that cannot be read. Your words stay on this laptop as a draft.';
const unfit =
  'The app sent an edit that does not fit this text. Update the app; your words stay on this laptop as a draft.';
const foreign =
  'The app sent an edit in another person’s name. Open the text afresh; your words stay on this laptop as a draft.';

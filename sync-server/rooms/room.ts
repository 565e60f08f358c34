import type * as Y from 'yjs';
import type { Id } from '../../domain/id.ts';
import { closeCodes } from '../../domain/wire/sync.ts';
import type { ClientId, LogRow, Store, StoredRoom } from '../store/store.ts';
import { decodeFrame, step1Frame, updateFrame } from './frame.ts';
import { scanInsertion } from './insertion.ts';
import { loadText, type LoadPorts } from './load.ts';
import { Owners } from './owners.ts';
import { Presence } from './presence.ts';
import { bytesOf, Replica, Unreadable, updateOfPieces, type Piece } from './replica.ts';
import { says } from './says.ts';
import { Seat, type Peer, type Sent } from './seat.ts';
import type { TakeSnapshot } from './snapshots.ts';
import { Snapshotting } from './snapshotting.ts';

export type { Peer } from './seat.ts';
export type Access = 'write' | 'read' | 'none';

/** What a room needs from outside. */
export type RoomPorts = LoadPorts & {
  store: Pick<
    Store,
    | 'transaction'
    | 'loadRoom'
    | 'setAside'
    | 'appendUpdate'
    | 'clientIds'
    | 'claimClientId'
    | 'quarantine'
    | 'saveSnapshot'
  >;
  /** Decided on the present state of the workspace, so asked for every message. */
  access: (member: Id) => Access;
  now: () => number;
  /** Asks for this room to be written in the coming turn. */
  ask: (room: Room) => void;
  takeSnapshot: TakeSnapshot;
};

type Queued = { kind: 'update'; sent: Sent } | { kind: 'step 1'; seat: Seat; vector: Uint8Array };
/** What the server itself writes for a member, inside a command. */
type Own = { member: Id; kind: LogRow['kind']; at: string };
type Held = { replica: Replica<Seat | Own>; owners: Owners };

/** How long a predecessor may be missing before the connection is closed to sync afresh, in ms. */
const HELD_FOR = 30_000;
/** Updates of one connection that may wait for a predecessor. */
const MAX_HELD = 256;
/** And their bytes: 256 of the largest frames would be 2 GB for half a minute. */
const MAX_HELD_BYTES = 16 * 1024 * 1024;
/** Bytes a room keeps in memory while it cannot commit; above this, senders must come back later. */
const MAX_QUEUED = 32 * 1024 * 1024;
/** Stored bytes above which a room takes no more: a writer must not be able to fill the disk and everybody's memory. */
const MAX_ROOM = 16 * 1024 * 1024;
/** Up to so many senders in a batch, each gets a frame without its own part; above it one frame serves all. */
const MAX_SPARED = 16;
/** A document nobody needed for this long is dropped; the bytes stay. In ms. */
const DOC_KEPT = 5 * 60_000;

/** Thrown inside the turn's transaction by a room that must be judged again, more carefully; undoes the turn. */
export class JudgeAgain extends Error {}

/**
 * One room. It decides; it has no socket, no timer and no clock of its own. Updates wait in a queue until the workspace's turn writes
 * them (`write` inside the transaction, then `settle` or `fail`). What is taken in a turn counts for what comes after it in the turn;
 * nobody hears of it before the commit, and after a failed one it is undone and judged again.
 */
export class Room {
  readonly stored: StoredRoom;
  readonly #ports: RoomPorts;
  readonly #seats = new Map<Peer, Seat>();
  readonly #presence = new Presence<Peer>();
  readonly #snapshotting: Snapshotting;
  /** Null while it could not be read again, and once it is closed. */
  #held: Held | null;
  #closed = false;
  /** Something stored did not apply. */
  #suspect = false;
  #queue: Queued[] = [];
  #queuedBytes = 0;
  #rows: LogRow[] = [];
  #refused: { sent: Sent; code: number; says: string }[] = [];
  /** Whoever asks twice in a turn is answered once: three bytes ask for a whole room. */
  readonly #answered = new Map<Seat, Uint8Array>();
  #poison = new Set<Sent>();
  #holding = false;
  #telling = '';
  #docUsed = 0;

  /** Reads what is stored; throws where the disk does not let it. A room is never opened empty instead. */
  constructor(stored: StoredRoom, ports: RoomPorts) {
    this.stored = stored;
    this.#ports = ports;
    this.#snapshotting = new Snapshotting(stored, ports);
    this.#held = this.#load();
  }

  /** Nobody is in it and nothing waits for the disk: the only moment it may be forgotten. */
  get idle(): boolean {
    return this.#seats.size === 0 && this.#queue.length === 0 && !this.#snapshotting.busy;
  }
  /** Updates that are not on disk yet. */
  get unsaved(): number {
    return this.#queue.reduce((sum, { kind }) => (kind === 'update' ? sum + 1 : sum), 0);
  }
  get peers(): Peer[] {
    return [...this.#seats.keys()];
  }
  /** Whether some connection waits for a predecessor of something it sent. */
  get pending(): boolean {
    return this.#holding && [...this.#seats.values()].some(({ held }) => held.length > 0);
  }
  /** The committed document, for reading only. */
  get doc(): Y.Doc {
    this.#docUsed = this.#ports.now();
    try {
      return this.#open.replica.doc;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#reread();
      return this.#open.replica.doc;
    }
  }
  /** Whether there is a document in memory, beside the bytes. */
  get hasDoc(): boolean {
    return this.#held?.replica.hasDoc ?? false;
  }
  /** The newest log row. */
  get number(): number {
    return this.#open.replica.number;
  }

  join(peer: Peer): void {
    const access = this.#ports.access(peer.who.member);
    if (access === 'none') return peer.close(closeCodes.noRight, says.mayNotOpen);
    if (this.#closed) return peer.close(closeCodes.stopping, says.stopping);
    const { replica } = this.#open;
    const seat = new Seat(peer, this.#ports.now());
    this.#seats.set(peer, seat);
    // The official client answers step 1 with a write, so somebody who only reads is never asked.
    if (access === 'write') peer.send(step1Frame(replica.vector));
    const present = this.#presence.all();
    if (present) peer.send(present);
    seat.tell(this.#telling);
  }

  leave(peer: Peer): void {
    if (!this.#seats.delete(peer)) return;
    if (this.#presence.remove(peer)) this.#ports.ask(this);
  }

  receive(peer: Peer, bytes: Uint8Array): void {
    const seat = this.#seats.get(peer);
    if (!seat) return;
    const frame = decodeFrame(bytes);
    switch (frame.kind) {
      case 'broken':
        return this.#refuse(peer, closeCodes.brokenFrame, says.brokenFrame);
      case 'step 1':
        if (!seat.mayAsk(this.#ports.now())) return this.#refuse(peer, closeCodes.rate, says.asksTooOften);
        this.#queue.push({ kind: 'step 1', seat, vector: frame.vector });
        return this.#ports.ask(this);
      case 'query awareness': {
        if (!seat.mayAsk(this.#ports.now())) return this.#refuse(peer, closeCodes.rate, says.asksTooOften);
        const present = this.#presence.all();
        return present ? peer.send(present) : undefined;
      }
      case 'awareness': {
        const { owners } = this.#open;
        const mayUse = (client: number): boolean => owners.mayAppear(client, peer.who.member);
        if (this.#presence.take(peer, peer.who, frame.entries, mayUse)) this.#ports.ask(this);
        return;
      }
      case 'update':
        return this.#receiveUpdate(seat, frame.bytes);
    }
  }

  #receiveUpdate(seat: Seat, bytes: Uint8Array): void {
    if (this.#ports.access(seat.peer.who.member) !== 'write')
      return this.#refuse(seat.peer, closeCodes.noRight, says.mayOnlyRead);
    if (this.#open.replica.bytes + bytes.length > MAX_ROOM)
      return this.#refuse(seat.peer, closeCodes.brokenFrame, says.tooLong);
    if (this.#queuedBytes + bytes.length > MAX_QUEUED)
      return this.#close(seat.peer, closeCodes.stopping, says.cannotSave);
    this.#enqueue(seat.take(bytes, this.#ports.now()));
  }

  #enqueue(sent: Sent): void {
    sent.state = 'queued';
    this.#queue.push({ kind: 'update', sent });
    this.#queuedBytes += sent.bytes.length;
    this.#ports.ask(this);
  }

  /** Whether the coming turn needs the disk. */
  get writes(): boolean {
    return this.#queue.some(({ kind }) => kind === 'update');
  }

  /** Inside the turn's transaction: judges what waits, in order, and appends what is taken. */
  write(): void {
    if (this.#closed) return;
    const held = this.#open;
    this.#refused = [];
    this.#answered.clear();
    const blocked = new Set<Seat>();
    for (const queued of this.#queue) {
      if (queued.kind === 'step 1') this.#answered.set(queued.seat, queued.vector);
      else if (!blocked.has(queued.sent.seat) && !this.#judge(held, queued.sent)) blocked.add(queued.sent.seat);
    }
    try {
      held.replica.settleDoc();
    } catch (error) {
      throw this.#unreadable(error, null);
    }
    this.#append(held);
  }

  /** False once this connection is to be closed: what it sent after a refused update is not looked at. */
  #judge({ replica, owners }: Held, sent: Sent): boolean {
    const { seat, bytes } = sent;
    const { member } = seat.peer.who;
    if (this.#poison.has(sent)) return this.#setAside(sent, closeCodes.brokenFrame, 'did not apply', says.unreadable);
    if (this.#ports.access(member) !== 'write')
      return this.#setAside(sent, closeCodes.noRight, 'no right', says.mayOnlyRead);
    // Nothing at all: what the official client answers to step 1 when it has nothing new.
    if (bytes.length === 2 && bytes[0] === 0 && bytes[1] === 0) return this.#judged(sent);
    const insertion = sent.slowly ? null : scanInsertion(bytes);
    if (insertion && replica.continues(insertion) && owners.mayContinue(insertion.client, member)) {
      replica.takeInsertion(seat, insertion);
      return this.#judged(sent);
    }
    try {
      this.#docUsed = this.#ports.now();
      const verdict = this.#ports.check(replica.doc, bytes, this.stored.kind);
      if (!verdict.ok) {
        if (!verdict.missing) return this.#setAside(sent, closeCodes.brokenFrame, verdict.why, says.unfit);
        sent.state = 'held';
        this.#holding = true;
        return true;
      }
      if (verdict.idle) return this.#judged(sent);
      for (const [client, { from }] of verdict.clients) {
        if (owners.mayContinue(client, member)) continue;
        if (owners.has(client) || from > 0)
          return this.#setAside(
            sent,
            closeCodes.brokenFrame,
            `structs under client id ${client} of another`,
            says.foreign,
          );
      }
      for (const client of verdict.clients.keys())
        if (!owners.has(client)) owners.claim({ client, member, kept: false });
      if (insertion && verdict.clients.get(insertion.client)?.from === insertion.clock)
        replica.takeInsertion(seat, insertion);
      else replica.takeUpdate(seat, bytes, verdict.clients);
    } catch (error) {
      throw this.#unreadable(error, sent);
    }
    return this.#judged(sent);
  }

  #judged(sent: Sent): true {
    sent.state = 'judged';
    return true;
  }

  #setAside(sent: Sent, code: number, why: string, says: string): false {
    this.#refused.push({ sent, code, says });
    const { name: room, epoch } = this.stored;
    const { member, name } = sent.seat.peer.who;
    this.#ports.store.quarantine({ room, epoch, member, name, at: this.#at(), why, bytes: sent.bytes });
    return false;
  }

  /** What to throw so that the turn is done again: without an update that does not apply, or on what is stored read afresh. */
  #unreadable(error: unknown, sent: Sent | null): unknown {
    if (!(error instanceof Unreadable)) return error;
    if (error.stored) this.#suspect = true;
    else if (sent?.slowly) this.#poison.add(sent);
    else for (const queued of this.#queue) if (queued.kind === 'update') queued.sent.slowly = true;
    return new JudgeAgain(error.message);
  }

  /** One row for each piece: what a person typed on end is one. */
  #append({ replica, owners }: Held): void {
    const { store } = this.#ports;
    const { name: room, epoch } = this.stored;
    const at = replica.pieces.length > 0 ? this.#at() : '';
    let { number } = replica;
    this.#rows = replica.pieces.map((piece) => {
      const about =
        piece.from instanceof Seat ? { member: piece.from.peer.who.member, kind: 'update' as const, at } : piece.from;
      const clients = 'run' in piece ? [piece.run.client] : piece.clients;
      return { room, epoch, number: ++number, clients, bytes: bytesOf(piece), ...about };
    });
    for (const row of this.#rows) store.appendUpdate(row);
    for (const claim of owners.claimed) store.claimClientId(room, epoch, claim);
  }

  /**
   * Inside a command's transaction: takes an update the server itself wrote for a member (`settle` or `fail` must follow).
   * Throws where it does not pass the checks that every update passes.
   */
  writeOwn(member: Id, client: ClientId, kind: LogRow['kind'], bytes: Uint8Array, at: string): void {
    const { doc } = this;
    const { replica, owners } = this.#open;
    const verdict = this.#ports.check(doc, bytes, this.stored.kind);
    if (!verdict.ok) throw new Error(`the server's own update does not fit ${this.stored.name}: ${verdict.why}`);
    const { name: room, epoch } = this.stored;
    const number = (this.#rows.at(-1)?.number ?? replica.number) + 1;
    replica.takeUpdate({ member, kind, at }, bytes, verdict.clients);
    const row = { room, epoch, number, member, clients: [client.client], kind, at, bytes };
    this.#rows.push(row);
    this.#ports.store.appendUpdate(row);
    if (owners.has(client.client)) return;
    owners.claim(client);
    this.#ports.store.claimClientId(room, epoch, client);
  }

  /** The client id the server keeps for a member in this room; a fresh one where there is none yet. */
  keptClientId(member: Id, fresh: () => number): ClientId {
    const { replica, owners } = this.#open;
    const kept = owners.keptFor(member);
    if (kept) return kept;
    for (;;) {
      const client = fresh();
      if (!owners.has(client) && replica.clock(client) === 0) return { client, member, kept: true };
    }
  }

  /** After the commit: acknowledges, then tells the others. `whole` is false after a command, which leaves the queue alone. */
  settle(whole: boolean): void {
    if (this.#closed) return;
    const { replica, owners } = this.#open;
    const { pieces } = replica;
    const oldest = this.#queue.find((queued) => queued.kind === 'update');
    const touched = new Set<Seat>();
    if (whole) {
      for (const queued of this.#queue) if (queued.kind === 'update') touched.add(queued.sent.seat);
      this.#queue = [];
      this.#queuedBytes = 0;
      this.#poison.clear();
    }
    replica.commit(this.#rows);
    owners.commit();
    this.#rows = [];
    for (const seat of touched) if (this.#seats.has(seat.peer)) seat.acknowledge();
    if (pieces.length > 0) this.#broadcast(pieces);
    this.#tellPresence();
    this.#answerAll();
    for (const { sent, code, says } of this.#refused.splice(0)) this.#refuse(sent.seat.peer, code, says);
    if (this.#telling !== '') this.#tell('');
    if (this.#holding) this.#askForMissing(pieces.length > 0);
    if (whole && pieces.length > 0 && oldest?.kind === 'update')
      this.#ports.meters.delivered((performance.now() - oldest.sent.arrived) / 1_000);
    this.#snapshotting.consider(replica);
  }

  /** After a failed or undone commit: what was taken is undone, the queue stays, nothing is acknowledged. */
  fail(says: string | null): void {
    if (this.#closed) return;
    this.#rows = [];
    this.#refused = [];
    this.#answered.clear();
    this.#held?.replica.rollback();
    this.#held?.owners.rollback();
    for (const queued of this.#queue) if (queued.kind === 'update') queued.sent.state = 'queued';
    if (this.#suspect) this.#reread();
    if (says === null) return;
    this.#tell(says);
    this.#tellPresence();
    // Whoever comes in meanwhile still gets what is on disk.
    this.#queue = this.#queue.filter((queued) => {
      if (queued.kind === 'step 1') this.#answered.set(queued.seat, queued.vector);
      return queued.kind === 'update';
    });
    this.#answerAll();
  }

  /** Time passed: connections whose missing predecessor never came are closed, so that they sync afresh. */
  tick(): void {
    const now = this.#ports.now();
    if (this.#holding)
      for (const { peer, held } of this.#seats.values())
        if (held.some(({ since }) => since <= now - HELD_FOR)) this.#refuse(peer, closeCodes.comeBack, says.missing);
    if (this.#queue.length === 0 && now - this.#docUsed >= DOC_KEPT) this.#held?.replica.dropDoc();
  }

  /** Closes the connections of whose rights changed. */
  rightsChanged(concerns: (who: Peer['who']) => 'comes back' | 'signs in' | null): void {
    for (const peer of this.#seats.keys()) {
      const verdict = concerns(peer.who);
      if (verdict === 'comes back') this.#close(peer, closeCodes.comeBack, says.rightsChanged);
      else if (verdict === 'signs in') this.#close(peer, closeCodes.signIn, says.signIn);
    }
  }

  /** Somebody may have missed something: everybody syncs afresh. */
  comeBack(): void {
    for (const peer of this.#seats.keys()) this.#close(peer, closeCodes.comeBack, says.missing);
  }

  /** Writes the text whole before it is forgotten, where that spares the next one who opens it much reading. */
  prepareToForget(): void {
    if (this.#held) this.#snapshotting.beforeForgetting(this.#held.replica);
  }

  /** No more joins; everybody comes back later. What waits for the disk still waits. */
  close(): void {
    for (const peer of this.#seats.keys()) this.#close(peer, closeCodes.stopping, says.stopping);
  }

  /** Forgets the text. */
  forget(): void {
    this.#held?.replica.dropDoc();
    this.#held = null;
    this.#closed = true;
  }

  get #open(): Held {
    if (this.#closed) throw new Error(`${this.stored.name} is closed`);
    return (this.#held ??= this.#load());
  }

  #load(): Held {
    const { name, epoch } = this.stored;
    const owners = new Owners(this.#ports.store.clientIds(name, epoch));
    const text = loadText(this.stored, this.#ports, this.#suspect);
    this.#snapshotting.loaded(text);
    try {
      return { replica: new Replica(this.stored.kind, text), owners };
    } catch (error) {
      if (!(error instanceof Unreadable) || this.#suspect) throw error;
      this.#suspect = true;
      return this.#load();
    } finally {
      this.#suspect = false;
    }
  }

  /** What is stored is read row by row, and whoever was sent what does not apply comes back for the rest. */
  #reread(): void {
    this.#suspect = true;
    this.#held?.replica.dropDoc();
    this.#held = null;
    this.#held = this.#load();
    this.comeBack();
    this.#queue = [];
    this.#queuedBytes = 0;
  }

  #broadcast(pieces: readonly Piece<Seat | Own>[]): void {
    const frame = updateFrame(updateOfPieces(pieces));
    const senders = new Set(pieces.map(({ from }) => from));
    const spared = senders.size <= MAX_SPARED;
    for (const seat of this.#seats.values()) {
      if (!spared || !senders.has(seat)) {
        seat.peer.send(frame);
        continue;
      }
      const others = pieces.filter(({ from }) => from !== seat);
      if (others.length > 0) seat.peer.send(updateFrame(updateOfPieces(others)));
    }
  }

  #answerAll(): void {
    const asked = [...this.#answered];
    this.#answered.clear();
    for (const [seat, vector] of asked)
      if (this.#seats.has(seat.peer)) for (const frame of this.#open.replica.answer(vector)) seat.peer.send(frame);
  }

  #tell(says: string): void {
    this.#telling = says;
    for (const seat of this.#seats.values()) seat.tell(says);
  }

  #tellPresence(): void {
    const news = this.#presence.news();
    if (news) for (const peer of this.#seats.keys()) if (peer !== news.except) peer.send(news.frame);
  }

  #askForMissing(changed: boolean): void {
    const { replica } = this.#open;
    this.#holding = false;
    for (const seat of this.#seats.values()) {
      const { held } = seat;
      if (held.length === 0) continue;
      this.#holding = true;
      const bytes = held.reduce((sum, sent) => sum + sent.bytes.length, 0);
      if (held.length > MAX_HELD || bytes > MAX_HELD_BYTES) {
        this.#refuse(seat.peer, closeCodes.comeBack, says.missing);
        continue;
      }
      // What came meanwhile may be the predecessor; then these are known, or fit now.
      const ready = changed ? held.filter(({ bytes }) => !this.#isMissing(bytes)) : [];
      ready.forEach((sent) => this.#enqueue(sent));
      // Once for each, or a client that cannot send it would be asked for ever.
      const unasked = held.filter((sent) => sent.state === 'held' && !sent.asked);
      for (const sent of unasked) sent.asked = true;
      if (unasked.length > 0) seat.peer.send(step1Frame(replica.vector));
    }
  }

  #isMissing(bytes: Uint8Array): boolean {
    const verdict = this.#ports.check(this.doc, bytes, this.stored.kind);
    return !verdict.ok && verdict.missing === true;
  }

  #at(): string {
    return new Date(this.#ports.now()).toISOString();
  }

  /** Closes a connection for what it sent. */
  #refuse(peer: Peer, code: number, says: string): void {
    if (this.#seats.has(peer)) this.#ports.meters.refused(code);
    this.#close(peer, code, says);
  }

  #close(peer: Peer, code: number, says: string): void {
    if (!this.#seats.has(peer)) return;
    this.leave(peer);
    peer.close(code, says);
  }
}

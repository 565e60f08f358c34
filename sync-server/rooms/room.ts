import type * as Y from 'yjs';
import type { Id } from '../../domain/id.ts';
import { closeCodes, messageAwareness } from '../../domain/wire/sync.ts';
import type { ClientId, LogRow, Store, StoredRoom } from '../store/store.ts';
import { decodeFrame, step1Frame, type Entry } from './frame.ts';
import { Held } from './held.ts';
import { Inbox } from './inbox.ts';
import { Judge, JudgeAgain, type JudgePorts, type Refused, type Text } from './judge.ts';
import { loadText, type LoadPorts } from './load.ts';
import { Owners } from './owners.ts';
import { bytesOf, Replica, Unreadable } from './replica.ts';
import { says } from './says.ts';
import { Seat, type Peer } from './seat.ts';
import { Seats } from './seats.ts';
import { Snapshotting, type SnapshottingPorts } from './snapshotting.ts';

export type { Access } from './judge.ts';
export type { Peer } from './seat.ts';

/** What a room needs from outside. */
export type RoomPorts = LoadPorts &
  JudgePorts &
  SnapshottingPorts & {
    store: Pick<Store, 'appendUpdate' | 'clientIds' | 'claimClientId'>;
    /** Bytes that other rooms hold until something missing comes. */
    heldElsewhere: (room: Room) => number;
    /** Asks for this room to be written in the coming turn. */
    ask: (room: Room) => void;
  };

/** How long one room may judge in a turn, in ms. */
const TURN = 8;
/** A document nobody needed for this long is dropped; the bytes stay. In ms. */
const DOC_KEPT = 5 * 60_000;

/**
 * One room. It decides; it has no socket, no timer and no clock of its own. Updates wait in its inbox until the workspace's turn writes
 * them (`write` inside the transaction, then `settle` or `fail`). What is taken in a turn counts for what comes after it in the turn;
 * nobody hears of it before the commit, and after a failed one it is undone and judged again.
 */
export class Room {
  readonly stored: StoredRoom;
  readonly #ports: RoomPorts;
  readonly #seats = new Seats();
  readonly #inbox = new Inbox();
  readonly #held = new Held(this.#seats);
  readonly #judge: Judge;
  readonly #snapshotting: Snapshotting;
  /** Null while it could not be read again, and once it is closed. */
  #text: Text | null;
  #closed = false;
  #docUsed = 0;
  /** Of the present turn. */
  #rows: LogRow[] = [];
  /** How far in the inbox it came. */
  #looked = 0;
  #refused: Refused[] = [];
  /** Whoever asks twice in a turn is answered once: three bytes ask for a whole room. */
  readonly #asked = new Map<Seat, Uint8Array>();

  /** Reads what is stored; throws where the disk does not let it. A room is never opened empty instead. */
  constructor(stored: StoredRoom, ports: RoomPorts) {
    this.stored = stored;
    this.#ports = ports;
    this.#judge = new Judge(stored, ports, (client, member) => this.#seats.presence.isAnothers(client, member));
    this.#snapshotting = new Snapshotting(stored, ports);
    this.#text = this.#load(false);
  }

  /** Nobody is in it and nothing waits for the disk: the only moment it may be forgotten. */
  get idle(): boolean {
    return this.#seats.size === 0 && this.#inbox.isEmpty && !this.#snapshotting.busy;
  }
  /** Updates that are not on disk yet. */
  get unsaved(): number {
    return this.#inbox.updates;
  }
  get peers(): Peer[] {
    return this.#seats.peers;
  }
  /** Whether some connection waits for a predecessor of something it sent. */
  get pending(): boolean {
    return this.#held.some;
  }
  /** Bytes of what waits for a predecessor. */
  get heldBytes(): number {
    return this.#held.bytes;
  }
  /** The committed document, for reading only. */
  get doc(): Y.Doc {
    try {
      return this.#open.replica.doc;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#readAfresh();
      return this.#open.replica.doc;
    }
  }
  /** Nothing was written since it was read; reading it again costs next to nothing. */
  get isAsRead(): boolean {
    return this.#text === null || this.#text.replica.isAsRead;
  }
  /** Whether there is a document in memory, beside the bytes. */
  get hasDoc(): boolean {
    return this.#text?.replica.hasDoc ?? false;
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
    const seat = this.#seats.take(peer, this.#ports.now());
    // The official client answers step 1 with a write, so somebody who only reads is never asked.
    if (access === 'write') peer.send(step1Frame(replica.vector));
    this.#seats.welcome(seat);
  }

  leave(peer: Peer): void {
    if (this.#seats.leave(peer)) this.#ports.ask(this);
    // Reading it again costs less than keeping it, where nobody wrote.
    if (this.#seats.size === 0 && this.#inbox.isEmpty && this.isAsRead) this.#text = null;
  }

  receive(peer: Peer, bytes: Uint8Array): void {
    const seat = this.#seats.of(peer);
    if (!seat) return;
    if (bytes[0] === messageAwareness && !seat.mayTell(this.#ports.now(), bytes.length)) return;
    const frame = decodeFrame(bytes);
    switch (frame.kind) {
      case 'broken':
        return this.#refuse(seat, closeCodes.brokenFrame, says.brokenFrame);
      case 'step 1':
        if (!seat.mayAsk(this.#ports.now())) return this.#refuse(seat, closeCodes.rate, says.asksTooOften);
        this.#inbox.ask(seat, frame.vector);
        return this.#ports.ask(this);
      case 'query awareness':
        if (!seat.mayAsk(this.#ports.now())) return this.#refuse(seat, closeCodes.rate, says.asksTooOften);
        return this.#seats.welcome(seat);
      case 'awareness':
        return this.#show(seat, frame.entries);
      case 'update':
        return this.#receiveUpdate(seat, frame.bytes);
    }
  }

  /** More carets than anybody can follow are not told; the newest of them is, later. */
  #show(seat: Seat, entries: readonly Entry[]): void {
    const { presence } = this.#seats;
    const { peer } = seat;
    const own = presence.own(peer, entries);
    if (own.length === 0) return;
    if (!seat.mayShow(this.#ports.now())) {
      if (own.length === 1) seat.caret = own[0]!;
      return;
    }
    seat.caret = null;
    const { owners } = this.#open;
    const mayUse = (client: number): boolean => owners.mayAppear(client, peer.who.member);
    if (presence.take(peer, peer.who, own, mayUse)) this.#ports.ask(this);
  }

  #receiveUpdate(seat: Seat, bytes: Uint8Array): void {
    if (this.#ports.access(seat.peer.who.member) !== 'write')
      return this.#refuse(seat, closeCodes.noRight, says.mayOnlyRead);
    if (!this.#inbox.fits(bytes)) return this.#close(seat, closeCodes.stopping, says.cannotSave);
    this.#inbox.put(seat.take(bytes, this.#ports.now()));
    this.#ports.ask(this);
  }

  /**
   * Inside the turn's transaction: judges what waits, in order, and appends what is taken. What takes too long waits for the next turn,
   * so that the other rooms have theirs. Returns how many updates were judged.
   */
  write(): number {
    if (this.#closed) return 0;
    const text = this.#open;
    this.#refused = [];
    this.#asked.clear();
    const closing = new Set<Seat>();
    const until = this.#ports.now() + TURN;
    let updates = 0;
    this.#looked = 0;
    try {
      for (const item of this.#inbox.items) {
        if (this.#looked % 32 === 31 && this.#ports.now() > until) break;
        this.#looked += 1;
        if (item.kind === 'update') updates += 1;
        if (item.kind === 'step 1') this.#asked.set(item.seat, item.vector);
        // What somebody sent after a refused update is not looked at.
        else if (!closing.has(item.sent.seat)) {
          const refused = this.#judge.judge(text, item.sent);
          if (item.sent.state === 'held') this.#held.noticed();
          if (!refused) continue;
          this.#refused.push(refused);
          closing.add(refused.seat);
        }
      }
      text.replica.settleDoc();
    } catch (error) {
      throw this.#judge.again(error, null);
    }
    this.#append(text);
    return updates;
  }

  /** One row for each piece: what a person typed on end is one. */
  #append({ replica, owners }: Text): void {
    const { store, now } = this.#ports;
    const { name: room, epoch } = this.stored;
    if (replica.pieces.length === 0) return;
    const at = new Date(now()).toISOString();
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

  /**
   * The client id under which the server writes for a member in this room, as long as the room stays in memory. Then a fresh one: rows of
   * the old one may be set aside meanwhile, and its clocks must not be given to other words while laptops still have the first.
   */
  keptClientId(member: Id, fresh: () => number): ClientId {
    const { replica, owners } = this.#open;
    const kept = owners.keptFor(member);
    if (kept) return kept;
    for (;;) {
      const client = fresh();
      if (!owners.has(client) && replica.clock(client) === 0) return { client, member, kept: true };
    }
  }

  /** After the commit: acknowledges, then tells the others. `whole` is false after a command, which leaves the inbox alone. */
  settle(whole: boolean): void {
    if (this.#closed) return;
    const { replica, owners } = this.#open;
    const { pieces } = replica;
    const sent = whole ? this.#inbox.take(this.#looked) : [];
    if (whole && !this.#inbox.isEmpty) this.#ports.ask(this);
    replica.commit(this.#rows);
    owners.commit();
    this.#rows = [];
    for (const seat of new Set(sent.map(({ seat }) => seat))) seat.acknowledge();
    if (pieces.length > 0) this.#seats.broadcast(pieces);
    this.#seats.tellPresence();
    this.#answer();
    for (const { seat, code, says } of this.#refused.splice(0)) this.#refuse(seat, code, says);
    // After a command the inbox still waits for a disk that may not take it.
    if (whole || this.#inbox.isEmpty) this.#seats.tell('');
    this.#askForMissing();
    if (pieces.length > 0 && sent[0]) this.#ports.meters.delivered((performance.now() - sent[0].arrived) / 1_000);
    this.#snapshotting.consider(replica);
  }

  /** After a failed or undone commit: what was taken is undone, what was sent stays, nothing is acknowledged. */
  fail(says: string | null, error: unknown = null): void {
    if (this.#closed) return;
    this.#rows = [];
    this.#refused = [];
    this.#asked.clear();
    this.#text?.replica.rollback();
    this.#text?.owners.rollback();
    const { sent } = this.#inbox;
    for (const each of sent) each.state = 'queued';
    if (error instanceof JudgeAgain && error.with === 'each update by itself')
      for (const each of sent) each.slowly = true;
    if (error instanceof JudgeAgain && error.with === 'stored rows read afresh') this.#readAfresh();
    if (says === null) return;
    this.#seats.tell(says);
    this.#seats.tellPresence();
    // Whoever comes in meanwhile still gets what is on disk.
    for (const { seat, vector } of this.#inbox.takeAsked()) this.#asked.set(seat, vector);
    this.#answer();
  }

  /** Time passed: connections whose missing predecessor never came are closed, so that they sync afresh. */
  tick(): void {
    const now = this.#ports.now();
    for (const seat of this.#seats) if (seat.caret) this.#show(seat, [seat.caret]);
    for (const seat of this.#held.overdue(now)) this.#refuse(seat, closeCodes.comeBack, says.missing);
    const replica = this.#text?.replica;
    if (!replica || replica.docWasUsed()) this.#docUsed = now;
    else if (this.#inbox.isEmpty && now - this.#docUsed >= DOC_KEPT) replica.dropDoc();
  }

  /** Closes the connections of members whose rights changed. `suspended` members must sign in again. */
  rightsChanged(concerns: (who: Peer['who']) => 'comes back' | 'signs in' | null): void {
    for (const seat of this.#seats) {
      const verdict = concerns(seat.peer.who);
      if (verdict === 'comes back') this.#close(seat, closeCodes.comeBack, says.rightsChanged);
      else if (verdict === 'signs in') this.#close(seat, closeCodes.signIn, says.signIn);
    }
  }

  /** Somebody may have missed something: everybody syncs afresh. */
  comeBack(): void {
    for (const seat of this.#seats) this.#close(seat, closeCodes.comeBack, says.missing);
  }

  /** Writes the text whole before it is forgotten, where that spares the next one who opens it much reading. */
  prepareToForget(): void {
    if (this.#text) this.#snapshotting.beforeForgetting(this.#text.replica);
  }

  /** No more joins; everybody comes back later. What waits for the disk still waits. */
  close(): void {
    for (const seat of this.#seats) this.#close(seat, closeCodes.stopping, says.stopping);
  }

  /** Forgets the text. */
  forget(): void {
    this.#text?.replica.dropDoc();
    this.#text = null;
    this.#closed = true;
  }

  get #open(): Text {
    if (this.#closed) throw new Error(`${this.stored.name} is closed`);
    return (this.#text ??= this.#load(false));
  }

  /** `suspect`: something stored did not apply, so each row is tried by itself. */
  #load(suspect: boolean): Text {
    const { name, epoch, kind } = this.stored;
    const text = loadText(this.stored, this.#ports, suspect);
    this.#snapshotting.loaded();
    const owners = new Owners(this.#ports.store.clientIds(name, epoch));
    try {
      return { replica: new Replica(kind, text), owners };
    } catch (error) {
      if (!(error instanceof Unreadable) || suspect) throw error;
      return this.#load(true);
    }
  }

  /** What is stored is read row by row, and whoever was sent what does not apply comes back for the rest. */
  #readAfresh(): void {
    this.#text?.replica.dropDoc();
    this.#text = null;
    this.#text = this.#load(true);
    this.comeBack();
    this.#inbox.clear();
  }

  #answer(): void {
    const asked = [...this.#asked];
    this.#asked.clear();
    for (const [seat, vector] of asked)
      if (this.#seats.of(seat.peer)) for (const frame of this.#open.replica.answer(vector)) seat.peer.send(frame);
  }

  #askForMissing(): void {
    const { replica } = this.#open;
    const { ready, tooMuch } = this.#held.afterTurn({
      clock: (client) => replica.clock(client),
      vector: () => replica.vector,
      elsewhere: () => this.#ports.heldElsewhere(this),
    });
    for (const seat of tooMuch) this.#refuse(seat, closeCodes.comeBack, says.missing);
    for (const sent of ready) this.#inbox.put(sent);
    if (ready.length > 0) this.#ports.ask(this);
  }

  /** Closes a connection for what it sent. */
  #refuse(seat: Seat, code: number, says: string): void {
    if (this.#seats.of(seat.peer)) this.#ports.meters.refused(code);
    this.#close(seat, code, says);
  }

  #close({ peer }: Seat, code: number, says: string): void {
    if (!this.#seats.of(peer)) return;
    this.leave(peer);
    peer.close(code, says);
  }
}

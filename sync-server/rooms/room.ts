import type * as Y from 'yjs';
import type { Id } from '../../domain/id.ts';
import { closeCodes, messageAwareness } from '../../domain/wire/sync.ts';
import type { ClientId, LogRow, Store, StoredRoom } from '../store/store.ts';
import type { Share } from './fair-share.ts';
import { decodeFrame, step1Frame, type Entry } from './frame.ts';
import { Held } from './held.ts';
import { Inbox, type Item } from './inbox.ts';
import { Judge, JudgeAgain, type JudgePorts, type Own, type Text } from './judge.ts';
import { openText, type OpenTextPorts } from './open-text.ts';
import { Questions } from './questions.ts';
import { bytesOf, Unreadable, type Piece } from './replica.ts';
import { RoomTurn } from './room-turn.ts';
import { says } from './says.ts';
import { Seat, type Peer } from './seat.ts';
import { Seats } from './seats.ts';
import { Snapshotting, type SnapshottingPorts } from './snapshotting.ts';
import type { CachedText, TextCache } from './text-cache.ts';

export type { Access } from './judge.ts';
export type { Peer } from './seat.ts';

/** What a room needs from outside. */
export type RoomPorts = OpenTextPorts &
  JudgePorts &
  SnapshottingPorts & {
    store: Pick<Store, 'appendUpdate' | 'clientIds' | 'claimClientId'>;
    /** Milliseconds that only grow, for whatever lasts; `now` is the time of day, for what is stored. */
    elapsed: () => number;
    /** What a member may have the server do. */
    share: (member: Id) => Share;
    cache: TextCache;
    /** Bytes that other rooms hold until something missing comes. */
    heldElsewhere: (room: Room) => number;
    /** Asks for this room to be written in the coming turn. */
    ask: (room: Room) => void;
  };

/** A document nobody needed for this long is dropped; the bytes stay. In ms. */
const DOC_KEPT = 5 * 60_000;

/** What is done for a connection, in steps: coming in, a frame and each kilobyte of it, and a turn with each frame that goes out. */
const A_JOIN = 100;
const A_FRAME = 2;
const A_TURN = 100;
const A_FRAME_OUT = 2;
/** Bytes that a struct takes in a document, about. */
const A_STRUCT = 300;

/**
 * One room. It decides; it has no socket, no timer and no clock of its own. Updates wait in its inbox until the workspace's turn writes
 * them (`write` inside the transaction, then `settle` or `fail`). Later updates of a turn are judged against earlier ones. Nothing is
 * acknowledged or broadcast before the commit; after a failed one the turn is undone and judged again.
 */
export class Room implements CachedText {
  readonly stored: StoredRoom;
  readonly #ports: RoomPorts;
  readonly #seats = new Seats();
  readonly #inbox = new Inbox();
  readonly #held = new Held(this.#seats);
  readonly #questions = new Questions();
  readonly #judge: Judge;
  readonly #snapshotting: Snapshotting;
  /** Null while it is not in memory, and once the room is closed. */
  #text: Text | null;
  #closed = false;
  #docUsed = 0;
  #turn: RoomTurn | null = null;

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
  /** The committed document, for reading only, and only until whoever asked is done with it. */
  get doc(): Y.Doc {
    try {
      return this.#open.replica.doc;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#readAfresh();
      return this.#open.replica.doc;
    } finally {
      this.#ports.cache.used(this);
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
  get size(): number {
    if (!this.#text) return 0;
    const { bytes, answersBytes, structs } = this.#text.replica;
    return bytes + answersBytes + A_STRUCT * structs;
  }

  join(peer: Peer): void {
    const { member } = peer.who;
    const access = this.#ports.access(member);
    const share = this.#ports.share(member);
    if (access === 'none') return peer.close(closeCodes.noRight, says.mayNotOpen);
    if (this.#closed) return peer.close(closeCodes.stopping, says.stopping);
    const { replica } = this.#open;
    const seat = this.#seats.take(new Seat(peer, share, this.#ports.elapsed(), () => this.#ports.ask(this)));
    share.spend(A_JOIN + replica.takeSteps());
    // The official client answers step 1 with a write, so somebody who only reads is never asked.
    if (access === 'write') peer.send(step1Frame(replica.vector));
    this.#seats.welcome(seat);
    this.#ports.cache.used(this);
  }

  leave(peer: Peer): void {
    const seat = this.#seats.of(peer);
    if (!seat) return;
    this.#questions.forget(seat);
    if (this.#seats.leave(seat)) this.#ports.ask(this);
    // Reading it again costs less than keeping it, where nobody wrote.
    if (this.#seats.size === 0 && this.isAsRead) this.shrink('text');
  }

  receive(peer: Peer, bytes: Uint8Array): void {
    const seat = this.#seats.of(peer);
    if (!seat) return;
    seat.share.spend(A_FRAME + (bytes.length >> 10));
    const now = this.#ports.elapsed();
    if (bytes[0] === messageAwareness && !seat.mayTell(now, bytes.length)) return;
    const frame = decodeFrame(bytes);
    switch (frame.kind) {
      case 'broken':
        return this.#refuse(seat, closeCodes.brokenFrame, says.brokenFrame);
      case 'step 1':
        if (!seat.mayAsk(now)) return this.#refuse(seat, closeCodes.rate, says.asksTooOften);
        this.#inbox.ask(seat, frame.vector);
        return this.#ports.ask(this);
      case 'query awareness':
        if (!seat.mayAsk(now)) return this.#refuse(seat, closeCodes.rate, says.asksTooOften);
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
    if (!seat.mayShow(this.#ports.elapsed())) {
      if (own.length === 1) seat.caret = own[0]!;
      return;
    }
    seat.caret = null;
    const { owners } = this.#open;
    const mayUse = (client: number): boolean => owners.mayAppear(client, peer.who.member);
    if (!presence.take(peer, peer.who, own, mayUse)) return;
    seat.share.spend(A_FRAME_OUT * this.#seats.size);
    this.#ports.ask(this);
  }

  #receiveUpdate(seat: Seat, bytes: Uint8Array): void {
    if (this.#ports.access(seat.peer.who.member) !== 'write')
      return this.#refuse(seat, closeCodes.noRight, says.mayOnlyRead);
    if (!this.#inbox.fits(seat, bytes)) return this.#close(seat, closeCodes.stopping, says.cannotSave);
    this.#inbox.put(seat.take(bytes, this.#ports.elapsed()));
    this.#ports.ask(this);
  }

  /** What was sent to a connection has left: what was too large to be sent behind it may follow. */
  wentOut(peer: Peer): void {
    const seat = this.#seats.of(peer);
    if (seat && this.#questions.has(seat)) this.#ports.ask(this);
  }

  /**
   * Inside the turn's transaction: judges what waits, in order, and appends what is taken, until that took `most` steps; the rest waits for
   * the next turn, so that the other rooms have theirs. Members who had more than their share wait, too, unless `all` are to be written.
   */
  write(most: number, all = false): RoomTurn {
    const turn = (this.#turn = new RoomTurn());
    if (this.#closed) return turn;
    const text = this.#open;
    try {
      for (const item of this.#inbox.items) {
        turn.isCut = turn.steps >= most;
        if (turn.isCut) break;
        if (item.seat.share.rests && !all) turn.waiting.add(item.seat);
        if (turn.waiting.has(item.seat)) continue;
        turn.done.push(item);
        this.#look(text, item, turn);
      }
      text.replica.settleDoc();
    } catch (error) {
      throw this.#judge.again(error, null);
    }
    turn.steps += text.replica.takeSteps();
    this.#append(text, turn);
    return turn;
  }

  #look(text: Text, item: Item, turn: RoomTurn): void {
    if (item.kind === 'step 1') return void turn.asked.set(item.seat, item.vector);
    turn.updates += 1;
    // What somebody sent after a refused update is not looked at.
    if (turn.refused.some(({ seat }) => seat === item.seat)) return;
    const refused = this.#judge.judge(text, item.sent, turn);
    if (item.sent.state === 'held') this.#held.noticed();
    if (refused) turn.refused.push(refused);
  }

  /** One row for each piece: what a person typed on end is one. */
  #append({ replica, owners }: Text, turn: RoomTurn): void {
    const { store, now } = this.#ports;
    const { name: room, epoch } = this.stored;
    if (replica.pieces.length === 0) return;
    const at = new Date(now()).toISOString();
    let { number } = replica;
    for (const piece of replica.pieces) {
      const about =
        piece.from instanceof Seat ? { member: piece.from.peer.who.member, kind: 'update' as const, at } : piece.from;
      const clients = 'run' in piece ? [piece.run.client] : piece.clients;
      turn.rows.push({ room, epoch, number: ++number, clients, bytes: bytesOf(piece), ...about });
    }
    for (const row of turn.rows) store.appendUpdate(row);
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
    const turn = (this.#turn ??= new RoomTurn());
    const number = (turn.rows.at(-1)?.number ?? replica.number) + 1;
    replica.takeUpdate({ member, kind, at }, bytes, verdict.clients, verdict.grows);
    const row = { room, epoch, number, member, clients: [client.client], kind, at, bytes };
    turn.rows.push(row);
    this.#ports.store.appendUpdate(row);
    if (owners.has(client.client)) return;
    owners.claim(client);
    this.#ports.store.claimClientId(room, epoch, client);
  }

  /**
   * The client id under which the server writes for a member in this room, as long as its text stays in memory. Then a fresh one: rows of
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
    const turn = this.#turn ?? new RoomTurn();
    this.#turn = null;
    const { replica, owners } = this.#open;
    const { pieces } = replica;
    const sent = this.#inbox.take(turn.done);
    if (turn.isCut) this.#ports.ask(this);
    replica.commit(turn.rows);
    owners.commit();
    for (const seat of new Set(sent.map(({ seat }) => seat))) seat.acknowledge();
    if (pieces.length > 0) this.#broadcast(pieces);
    this.#seats.tellPresence();
    this.#answer(turn.asked);
    for (const { seat, code, says } of turn.refused) {
      this.#inbox.drop(seat);
      this.#refuse(seat, code, says);
    }
    // After a command the inbox still waits for a disk that may not take it.
    if (whole || this.#inbox.isEmpty) this.#seats.tell('');
    this.#askForMissing();
    if (pieces.length > 0 && sent[0]) this.#ports.meters.delivered((performance.now() - sent[0].arrived) / 1_000);
    this.#snapshotting.consider(replica);
    this.#ports.cache.used(this);
  }

  /** After a failed or undone commit: what was taken is undone, what was sent stays, nothing is acknowledged. */
  fail(says: string | null, error: unknown = null): void {
    if (this.#closed) return;
    this.#turn = null;
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
    this.#answer(this.#inbox.takeAsked());
  }

  /** Time passed: connections whose missing predecessor never came are closed, so that they sync afresh. */
  tick(): void {
    const now = this.#ports.elapsed();
    for (const seat of this.#seats) if (seat.caret) this.#show(seat, [seat.caret]);
    for (const seat of this.#held.overdue(now)) this.#refuse(seat, closeCodes.comeBack, says.missing);
    // Who rested and went away hears of no end of it, and what they sent waits for a turn all the same.
    if (!this.#inbox.isEmpty) this.#ports.ask(this);
    if (!this.#text || this.#text.replica.docWasUsed()) this.#docUsed = now;
    else if (now - this.#docUsed >= DOC_KEPT) this.shrink('document');
  }

  shrink(what: 'document' | 'text'): void {
    // What waits for the disk was judged against it, and a turn or a snapshot goes on with it.
    if (!this.#inbox.isEmpty || this.#turn || this.#snapshotting.busy) return;
    this.#text?.replica.dropDoc();
    if (what === 'text') this.#text = null;
    this.#ports.cache.resized(this);
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
    this.#ports.cache.forget(this);
  }

  get #open(): Text {
    if (this.#closed) throw new Error(`${this.stored.name} is closed`);
    return (this.#text ??= this.#load(false));
  }

  #load(suspect: boolean): Text {
    const text = openText(this.stored, this.#ports, suspect);
    this.#snapshotting.loaded();
    return text;
  }

  /** What is stored is read row by row, and whoever was sent what does not apply comes back for the rest. */
  #readAfresh(): void {
    this.#text?.replica.dropDoc();
    this.#text = null;
    const text = this.#load(true);
    this.comeBack();
    this.#inbox.clear();
    // Only now: the last one who leaves takes with them what nobody wrote in, and it would be read as before.
    this.#text = text;
  }

  /** Each receiver costs a write to its socket, which those pay for who sent something. */
  #broadcast(pieces: readonly Piece<Seat | Own>[]): void {
    this.#seats.broadcast(pieces);
    const senders = new Set(pieces.flatMap(({ from }) => (from instanceof Seat ? [from] : [])));
    const steps = Math.ceil((A_TURN + A_FRAME_OUT * this.#seats.size) / senders.size);
    for (const { share } of senders) share.spend(steps);
  }

  #answer(asked: Iterable<[Seat, Uint8Array]>): void {
    for (const [seat, vector] of asked) {
      // A question of somebody who went meanwhile would wait here until the room is forgotten.
      if (this.#seats.of(seat.peer)) this.#questions.ask(seat, vector);
    }
    if (!this.#questions.answer((vector) => this.#open.replica.answer(vector))) this.#ports.ask(this);
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

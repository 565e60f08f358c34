import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { checkUpdate } from '../../domain/campaign/check-update.ts';
import { parseRoomName, type RoomKind, type RoomName } from '../../domain/campaign/rooms.ts';
import { closeCodes, messageAcknowledge, messageRoomNotice, messageSync } from '../../domain/wire/sync.ts';
import { Ledger } from '../../renderer/client/rooms/ledger.ts';
import { step1Frame, step2Frame, updateFrame } from '../../sync-server/rooms/frame.ts';
import type { Dice } from '../fuzz/dice.ts';
import { Line } from './line.ts';
import type { SimServer } from './server.ts';
import type { World } from './world.ts';

const REMOTE = 'the line';
const FROM_DISK = 'the laptop';

/** One device in one room: the document, the app's own ledger of what is unsent, and what the official provider does with a socket. */
export class SimLaptop {
  readonly member: string;
  readonly room: RoomName;
  readonly kind: RoomKind;
  readonly #world: World;
  readonly #dice: Dice;
  readonly #server: SimServer;
  doc: Y.Doc;
  #ledger = new Ledger();
  #line: Line | null = null;
  #synced = false;
  #online = true;
  #pace: number;
  /** Client ids this device wrote under. */
  readonly ids = new Set<number>();
  /** Updates that the server said are on its disk, since they were last taken. */
  acknowledged: Uint8Array[] = [];
  /** Whole documents that a fresh copy replaced, as the recovery tray keeps them. */
  readonly drafts: Y.Doc[] = [];
  /** What no honest device may ever live to see. */
  readonly faults: string[] = [];
  notice = '';
  notices = 0;

  constructor(world: World, dice: Dice, server: SimServer, member: string, room: RoomName) {
    this.#world = world;
    this.#dice = dice;
    this.#server = server;
    this.member = member;
    this.room = room;
    this.kind = parseRoomName(room)!.kind;
    this.#pace = dice.pick([2, 10, 60, 400]);
    this.doc = this.#open(null);
    this.#connect();
  }

  get unsent(): number {
    return this.#ledger.unsent;
  }
  get connected(): boolean {
    return this.#line !== null && this.#synced;
  }
  get line(): Line | null {
    return this.#line;
  }
  get mayWrite(): boolean {
    return !this.#server.readers.has(this.member);
  }

  /** Leaves the network, as on a train; or comes back to it. */
  goOffline(): void {
    this.#online = false;
    const line = this.#line;
    if (line) {
      line.up(null);
      // A silent line tells nobody; the server gives up on it when its pings are not answered.
      this.#world.after(45_000, () => line.cut());
    }
    this.#hangUp();
  }
  goOnline(): void {
    if (this.#online) return;
    this.#online = true;
    this.#connect();
  }

  /** The app is started anew: another document under another client id, with all that the laptop had kept. */
  restart(): void {
    const unsent = this.#ledger.unacknowledged().map(({ bytes }) => bytes);
    const state = Y.encodeStateAsUpdate(this.doc);
    this.#line?.cut();
    this.#hangUp();
    this.doc.destroy();
    this.#ledger = new Ledger();
    this.doc = this.#open(state);
    for (const bytes of unsent) this.#ledger.made(bytes);
    this.#world.after(this.#dice.upTo(400), () => this.#connect());
  }

  #open(state: Uint8Array | null): Y.Doc {
    const doc = new Y.Doc();
    doc.clientID = 2 + this.#dice.upTo(2 ** 32 - 3);
    this.ids.add(doc.clientID);
    if (state) Y.applyUpdate(doc, state, FROM_DISK);
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === REMOTE || origin === FROM_DISK) return;
      this.#ledger.made(update);
      if (this.#line) {
        this.#ledger.sent({ kind: 'update', update });
        this.#line.up(updateFrame(update));
      }
    });
    return doc;
  }

  #connect(): void {
    if (this.#line || !this.#online) return;
    // Its ticket says that it may only read: what is unsent becomes a draft before it joins.
    if (!this.mayWrite && this.unsent > 0) this.#startAfresh();
    const line: Line = new Line(this.#world, this.#dice, this.#pace, {
      server: (frame) => this.#server.hear(line, frame),
      client: (frame) => this.#hear(line, frame),
    });
    this.#line = line;
    this.#server.admit(line, this.room, this.member);
    if (!line.isCut) line.up(step1Frame(Y.encodeStateVector(this.doc)));
  }

  #hangUp(): void {
    this.#line = null;
    this.#synced = false;
    this.#ledger.disconnected();
    this.notice = '';
  }

  #hear(line: Line, frame: Uint8Array | number): void {
    if (line !== this.#line) return;
    if (typeof frame === 'number') return this.#closed(frame);
    const decoder = decoding.createDecoder(frame);
    const kind = decoding.readVarUint(decoder);
    if (kind === messageSync) this.#sync(line, decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder));
    else if (kind === messageAcknowledge)
      for (const { bytes } of this.#ledger.acknowledged(decoding.readVarUint(decoder))) this.acknowledged.push(bytes);
    else if (kind === messageRoomNotice) {
      this.notice = decoding.readVarString(decoder);
      if (this.notice !== '') this.notices += 1;
    }
  }

  #sync(line: Line, step: number, bytes: Uint8Array): void {
    if (step === 0) {
      if (!this.mayWrite) return;
      const update = Y.encodeStateAsUpdate(this.doc, this.#ledger.withoutUnsent(bytes));
      this.#ledger.sent({ kind: 'step 2', update });
      return line.up(step2Frame(update));
    }
    const verdict = checkUpdate(this.doc, bytes, this.kind, 'room');
    if (!verdict.ok) {
      if (!verdict.missing) this.faults.push(`the server sent what an app refuses: ${verdict.why}`);
      else line.up(step1Frame(Y.encodeStateVector(this.doc)));
      return;
    }
    if (!verdict.idle) Y.applyUpdate(this.doc, bytes, REMOTE);
    if (step === 1) this.#synced = true;
  }

  #closed(code: number): void {
    this.#hangUp();
    if (code === closeCodes.noRight) this.#startAfresh();
    else if (code >= 4400 && code < 4500) this.faults.push(`an honest device was closed with ${code}`);
    this.#world.after(this.#dice.upTo(1_000), () => this.#connect());
  }

  #startAfresh(): void {
    if (this.unsent === 0) return;
    this.drafts.push(this.doc);
    this.#ledger = new Ledger();
    this.doc = this.#open(null);
  }
}

import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { FOUNDER } from '../../domain/campaign/founding.ts';
import { parseRoomName, type RoomKind, type RoomName } from '../../domain/campaign/rooms.ts';
import { closeCodes, messageSync } from '../../domain/wire/sync.ts';
import { step1Frame, updateFrame } from '../../sync-server/rooms/frame.ts';
import type { Dice } from '../fuzz/dice.ts';
import { textsOf } from './edits.ts';
import { Line } from './line.ts';
import type { SimServer } from './server.ts';
import type { World } from './world.ts';

/** What nothing in a room may ever hold: each frame that must be refused carries it. */
const FORGED = '\u2620';

/** Somebody who may write and whose app is not ours: now and then honest words, and frames that must be refused whole. */
export class Intruder {
  readonly #world: World;
  readonly #dice: Dice;
  readonly #server: SimServer;
  readonly #room: RoomName;
  readonly #kind: RoomKind;
  #doc = new Y.Doc();
  /** Client ids that are theirs, of this connection and of those before. */
  readonly #ids = new Set<number>();
  #line: Line | null = null;
  #gone = false;
  refused = 0;

  constructor(world: World, dice: Dice, server: SimServer, room: RoomName) {
    this.#world = world;
    this.#dice = dice;
    this.#server = server;
    this.#room = room;
    this.#kind = parseRoomName(room)!.kind;
    this.#connect();
  }

  leave(): void {
    this.#gone = true;
    this.#line?.cut();
  }

  /** One frame that must be refused, alone or with honest words before and after it. */
  attack(): void {
    const text = textsOf(this.#doc, this.#kind).find(({ length }) => length > 0);
    if (!this.#line || !text) return;
    const forged = this.#forged();
    if (this.#dice.chance(0.3)) this.#say(this.#written(this.#doc, () => text.insert(1, 'e')));
    this.#say(forged);
    if (this.#dice.chance(0.3)) this.#say(forged);
  }

  #forged(): Uint8Array {
    const attack = this.#dice.pick(['as another', 'cut short', 'as the founder', 'unknown format', 'outside'] as const);
    const scratch = new Y.Doc();
    Y.applyUpdate(scratch, Y.encodeStateAsUpdate(this.#doc));
    const others = [...this.#doc.store.clients.keys()].filter((id) => id !== FOUNDER && !this.#ids.has(id));
    if (attack === 'as the founder') scratch.clientID = FOUNDER;
    else if (attack === 'as another' && others.length > 0) scratch.clientID = this.#dice.pick(others);
    const update = this.#written(scratch, () => {
      const text = textsOf(scratch, this.#kind).find(({ length }) => length > 0)!;
      if (attack === 'unknown format') text.insert(1, FORGED, { blink: true });
      else if (attack === 'outside' || (attack === 'as another' && others.length === 0))
        scratch.getText('elsewhere').insert(0, FORGED);
      else text.insert(1, FORGED);
    });
    return attack === 'cut short' ? update.subarray(0, -1) : update;
  }

  /** The frame of what is written into a document. */
  #written(doc: Y.Doc, write: () => void): Uint8Array {
    const before = Y.encodeStateVector(doc);
    doc.transact(write);
    return updateFrame(Y.encodeStateAsUpdate(doc, before));
  }

  #say(frame: Uint8Array): void {
    this.#line?.up(frame);
  }

  #connect(): void {
    if (this.#line || this.#gone) return;
    this.#doc = new Y.Doc();
    this.#doc.clientID = 2 + this.#dice.upTo(2 ** 32 - 3);
    this.#ids.add(this.#doc.clientID);
    const line: Line = new Line(this.#world, this.#dice, this.#dice.pick([2, 60]), {
      server: (frame) => this.#server.hear(line, frame),
      client: (frame) => this.#hear(line, frame),
    });
    this.#line = line;
    this.#server.admit(line, this.#room, 'eve');
    if (!line.isCut) line.up(step1Frame(Y.encodeStateVector(this.#doc)));
  }

  #hear(line: Line, frame: Uint8Array | number): void {
    if (line !== this.#line) return;
    if (typeof frame === 'number') {
      if (frame === closeCodes.brokenFrame) this.refused += 1;
      this.#line = null;
      line.cut();
      this.#world.after(this.#dice.upTo(2_000), () => this.#connect());
      return;
    }
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== messageSync || decoding.readVarUint(decoder) === 0) return;
    Y.applyUpdate(this.#doc, decoding.readVarUint8Array(decoder));
  }
}

/** Whether something that had to be refused is in a document, wherever it may be. */
export const holdsForged = (doc: Y.Doc): boolean => Buffer.from(Y.encodeStateAsUpdate(doc)).includes(FORGED);

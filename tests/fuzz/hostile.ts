import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { applyAsIs } from '../../domain/campaign/apply-as-is.ts';
import { checkUpdate } from '../../domain/campaign/check-update.ts';
import { FOUNDER } from '../../domain/campaign/founding.ts';
import { parseRoomName, roomName, type RoomKind, type RoomName } from '../../domain/campaign/rooms.ts';
import { addStep, addVariant, setStep } from '../../domain/campaign/sequence.ts';
import { messageAcknowledge, messageAwareness, messageSync } from '../../domain/wire/sync.ts';
import { foundRoom } from '../../sync-server/rooms/found-room.ts';
import { awarenessFrame, step1Frame, step2Frame, updateFrame } from '../../sync-server/rooms/frame.ts';
import type { Peer, Room } from '../../sync-server/rooms/room.ts';
import { Rooms } from '../../sync-server/rooms/rooms.ts';
import { takeSnapshot } from '../../sync-server/rooms/snapshot.ts';
import { openDatabase } from '../../sync-server/store/database.ts';
import { sqliteStore } from '../../sync-server/store/sqlite.ts';
import type { Store } from '../../sync-server/store/store.ts';
import { contents, crafted, text, uint, type Block, type Struct } from '../attacks/frames-craft.ts';
import { loaded } from '../faults/promises.ts';
import type { Dice } from './dice.ts';
import { mutated } from './mutated.ts';

/** `frames`: whole frames with mistakes. `updates`: mistakes in an update inside a sound frame. `structs`: sound encodings of wrong things. */
export type Form = 'frames' | 'updates' | 'structs';
export const forms: readonly Form[] = ['frames', 'updates', 'structs'];

export type FuzzSum = {
  mutations: number;
  /** By what the server said of each. */
  refused: Map<string, number>;
  taken: number;
  noEffect: number;
  /** None of these may be. */
  thrown: string[];
  changedAfterRefusal: number;
  acknowledgedRefusals: number;
  badRoundTrips: number;
  otherRooms: number;
  falseNames: number;
  /** Ms of the slowest, told again when it took long, since a garbage collection is nobody's fault. */
  slowest: number;
};
export const emptySum = (): FuzzSum => ({
  mutations: 0,
  refused: new Map(),
  taken: 0,
  noEffect: 0,
  thrown: [],
  changedAfterRefusal: 0,
  acknowledgedRefusals: 0,
  badRoundTrips: 0,
  otherRooms: 0,
  falseNames: 0,
  slowest: 0,
});

/** Frames after which a fresh room takes the place of the old. */
const SESSION = 400;
const EVE = 3_000_000_000;
const MIA = 77;

export const fuzz = (form: Form, mutations: number, dice: Dice, sum: FuzzSum = emptySum()): FuzzSum => {
  while (sum.mutations < mutations) {
    const table = new Table(dice, form, sum);
    table.play(Math.min(SESSION, mutations - sum.mutations));
    table.close();
  }
  return sum;
};

type Says = (entries: { client: number; member: unknown }[]) => void;
type Known = { number: number; state: Buffer };

/** Somebody in a room, whose document follows what the room says. */
class Guest implements Peer {
  readonly who;
  readonly acks = true;
  readonly doc = new Y.Doc();
  readonly #says: Says;
  heard = 0;

  constructor(member: string, says: Says = () => undefined) {
    this.who = { member, name: member, role: 'marketing', session: member };
    this.#says = says;
  }

  send(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame.slice());
    const kind = decoding.readVarUint(decoder);
    if (kind === messageAwareness) return this.#hearPresence(decoding.readVarUint8Array(decoder));
    if (kind !== messageSync || decoding.readVarUint(decoder) === 0) return;
    this.heard += 1;
    applyAsIs(this.doc, [decoding.readVarUint8Array(decoder)]);
  }
  close(code: number): void {
    throw new Error(`${this.who.name} was closed with ${code}`);
  }

  #hearPresence(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    this.#says(
      Array.from({ length: decoding.readVarUint(decoder) }, () => {
        const client = decoding.readVarUint(decoder);
        decoding.readVarUint(decoder);
        const state = JSON.parse(decoding.readVarString(decoder)) as { member?: unknown } | null;
        return { client, member: state?.member ?? 'eve' };
      }),
    );
  }
}

/** Eve's end of a connection: all that matters of it is whether it was closed. */
class Intruder implements Peer {
  readonly who = { member: 'eve', name: 'eve', role: 'marketing', session: 'eve' };
  readonly acks = true;
  closed: number | null = null;
  acknowledged = 0;
  send(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) === messageAcknowledge) this.acknowledged = decoding.readVarUint(decoder);
  }
  close(code: number): void {
    this.closed = code;
  }
}

/** A room that Eve attacks, Mia in it, and somebody in another room, until its session is over. */
class Table {
  readonly #dice: Dice;
  readonly #form: Form;
  readonly #sum: FuzzSum;
  readonly #store: Store;
  readonly #kind: RoomKind;
  readonly #room: Room;
  readonly #other: Room;
  readonly #mia = new Guest('mia', (entries) => {
    if (entries.some(({ member }) => member !== 'eve')) this.#sum.falseNames += 1;
  });
  readonly #away = new Guest('sam');
  #eve = new Intruder();
  readonly #eveDoc = new Y.Doc();
  /** What she would send as an honest person, in order; and how much of it she has sent. */
  readonly #sound: Uint8Array[] = [];
  #said = 1;
  #works: (() => void)[] = [];
  #known: Known;

  constructor(dice: Dice, form: Form, sum: FuzzSum) {
    this.#dice = dice;
    this.#form = form;
    this.#sum = sum;
    this.#kind = dice.chance(0.7) ? 'brief' : 'copy';
    this.#store = sqliteStore(openDatabase(':memory:'));
    const rooms = new Rooms({
      store: {
        ...this.#store,
        quarantine: (refused) => {
          this.#aside = { why: refused.why.replaceAll(/\d+/g, 'n'), bytes: refused.bytes };
          this.#store.quarantine(refused);
        },
      },
      check: checkUpdate,
      access: () => 'write',
      // Each connection may ask as often as it likes here: time runs away.
      now: () => (this.#now += 10_000),
      elapsed: () => (this.#now += 10_000),
      log: () => undefined,
      soon: (work) => this.#works.push(work),
      later: (_, work) => this.#works.push(work),
      takeSnapshot: (job, done) => done(takeSnapshot(job)),
    });
    this.#room = this.#found(rooms, roomName('spring', this.#kind));
    this.#other = this.#found(rooms, roomName('autumn', 'brief'));
    this.#join(this.#room, this.#mia);
    this.#join(this.#other, this.#away);
    this.#room.join(this.#eve);
    this.#write();
    this.#known = this.#look();
  }
  #now = Date.UTC(2026, 10, 25);
  /** What the server kept aside of this frame, or of one before it that had waited for this one. */
  #aside: { why: string; bytes: Uint8Array } | null = null;

  play(mutations: number): void {
    const others = [this.#away.heard, this.#other.number, this.#state(this.#other)] as const;
    for (let at = 0; at < mutations; at += 1) {
      this.#sum.mutations += 1;
      this.#say(this.#next());
      if (this.#away.heard !== others[0] || this.#other.number !== others[1]) this.#sum.otherRooms += 1;
    }
    if (!this.#state(this.#other).equals(others[2])) this.#sum.otherRooms += 1;
    this.#compare();
  }

  close(): void {
    this.#store.close();
    this.#eveDoc.destroy();
  }

  /** What Eve says next. */
  #next(): Uint8Array {
    const dice = this.#dice;
    // She also goes on honestly, so that what follows from it can be spoiled, too.
    if (dice.chance(0.05) && this.#said < this.#sound.length) return updateFrame(this.#sound[this.#said++]!);
    if (this.#form === 'structs') return updateFrame(this.#wrong());
    if (this.#form === 'updates') return (dice.chance(0.9) ? updateFrame : step2Frame)(this.#spoiled());
    return mutated(dice, [
      updateFrame(this.#one()),
      updateFrame(this.#one()),
      step1Frame(Y.encodeStateVector(this.#eveDoc)),
      awarenessFrame([{ client: EVE, clock: 1 + dice.upTo(50), state: '{"hue":2,"caret":{"at":3}}' }]),
      awarenessFrame([]),
      Uint8Array.of(3),
    ]);
  }

  #say(frame: Uint8Array): void {
    const before = this.#room.number;
    const miaHeard = this.#mia.heard;
    const acknowledged = this.#eve.acknowledged;
    const began = performance.now();
    try {
      this.#room.receive(this.#eve, frame);
      this.#turn();
    } catch (error) {
      this.#sum.thrown.push(`${String(error)} by ${Buffer.from(frame).toString('hex').slice(0, 400)}`);
    }
    this.#sum.slowest = Math.max(this.#sum.slowest, performance.now() - began);
    const changed = this.#room.number !== before;
    if (this.#eve.closed !== null) {
      const waited = this.#aside !== null && !Buffer.from(frame).includes(this.#aside.bytes);
      this.#count(this.#eve.closed);
      if (!waited && this.#eve.acknowledged !== acknowledged) this.#sum.acknowledgedRefusals += 1;
      if (waited) this.#known = this.#look();
      else if (changed || this.#mia.heard !== miaHeard || (this.#sum.mutations % 16 === 0 && !this.#isAsKnown()))
        this.#sum.changedAfterRefusal += 1;
      this.#eve = new Intruder();
      this.#room.join(this.#eve);
    } else if (changed) {
      this.#sum.taken += 1;
      if (this.#sum.taken % 8 === 0) this.#compare();
      this.#known = this.#look();
    } else this.#sum.noEffect += 1;
  }

  #count(code: number): void {
    const why = code === 4422 ? (this.#aside?.why ?? 'not one frame') : `closed with ${code}`;
    this.#aside = null;
    this.#sum.refused.set(why, (this.#sum.refused.get(why) ?? 0) + 1);
  }
  /** O1 to O3 for one room: the live document, a fresh load and Mia's screen are one, with nothing pending. */
  #compare(): void {
    const live = this.#room.doc;
    const fresh = loaded(this.#store, this.#room.stored.name);
    for (const doc of [live, fresh, this.#mia.doc])
      if (
        doc.store.pendingStructs !== null ||
        doc.store.pendingDs !== null ||
        !Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(live)) ||
        this.#content(doc) !== this.#content(live)
      ) {
        this.#sum.badRoundTrips += 1;
        return;
      }
  }
  #content(doc: Y.Doc): string {
    return this.#kind === 'brief'
      ? JSON.stringify(['objective', 'offer'].map((part) => doc.getText(part).toDelta() as unknown))
      : JSON.stringify(Object.entries(doc.getMap('steps').toJSON()).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #look(): Known {
    return { number: this.#room.number, state: this.#state(this.#room) };
  }
  #isAsKnown(): boolean {
    const now = this.#look();
    return now.number === this.#known.number && now.state.equals(this.#known.state);
  }
  #state({ doc }: Room): Buffer {
    return Buffer.from(Y.encodeStateAsUpdate(doc));
  }

  #found(rooms: Rooms, name: RoomName): Room {
    const { campaign, kind } = parseRoomName(name)!;
    foundRoom(this.#store, campaign, kind, '');
    return rooms.open(name)!;
  }

  #join(room: Room, guest: Guest): void {
    room.join(guest);
    room.receive(guest, step1Frame(Y.encodeStateVector(guest.doc)));
    this.#turn();
  }

  #turn(): void {
    for (let rounds = 0; this.#works.length > 0; rounds += 1) {
      if (rounds > 1_000) throw new Error('turns without end');
      for (const work of this.#works.splice(0)) work();
    }
  }

  /** Mia and Eve write as honest people do; what Eve would send next is what she spoils. */
  #write(): void {
    const { doc } = this.#mia;
    const said: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      if (local) said.push(update);
    });
    doc.clientID = MIA;
    if (this.#kind === 'copy') {
      addStep(doc, { id: 's1', channel: 'email', day: 1, name: 'One' });
      addVariant(doc, 's1', { id: 'v1', name: 'A' });
    } else doc.getText('objective').insert(1, 'Two months free');
    if (this.#kind === 'brief') doc.getText('objective').delete(3, 2);
    for (const update of said) this.#room.receive(this.#mia, updateFrame(update));
    this.#turn();

    applyAsIs(this.#eveDoc, [Y.encodeStateAsUpdate(this.#room.doc)]);
    this.#eveDoc.clientID = EVE;
    this.#sound.push(Y.encodeStateAsUpdate(this.#eveDoc));
    this.#eveDoc.on('update', (update: Uint8Array) => this.#sound.push(update));
    const into =
      this.#kind === 'brief'
        ? this.#eveDoc.getText('objective')
        : (this.#eveDoc.getMap('steps').get('s1') as Y.Map<Y.Map<Y.Map<Y.Text>>>)
            .get('variants')!
            .get('v1')!
            .get('body')!;
    // In the middle, so that what she types has a neighbour to the right.
    for (const [index, letter] of 'half of it'.split('').entries())
      into.insert(1 + (this.#kind === 'brief' ? 4 : 0) + index, letter);
    for (const letter of 'at the end') into.insert(into.length, letter);
    into.insert(1, 'in front ');
    into.delete(2, 3);
    into.format(1, 4, { bold: true });
    into.insert(3, '\u2029', { kind: 'heading', level: 2 });
    if (this.#kind === 'copy') {
      addStep(this.#eveDoc, { id: 's2', channel: 'call', day: 2, name: 'Two' });
      addVariant(this.#eveDoc, 's2', { id: 'v2', name: 'B' });
      setStep(this.#eveDoc, 's1', { day: 4 });
    }
  }

  /** One of her updates, most often what fits next. */
  #one(): Uint8Array {
    const { pick, chance } = this.#dice;
    return chance(0.7) ? this.#sound[Math.min(this.#said, this.#sound.length - 1)]! : pick(this.#sound);
  }

  /** An update with several mistakes, or a single wrong byte, which more often survives to be judged. */
  #spoiled(): Uint8Array {
    const dice = this.#dice;
    if (dice.chance(0.4)) return mutated(dice, [this.#one(), this.#one()]);
    const bytes = this.#one().slice();
    const at = dice.upTo(bytes.length);
    bytes[at] = dice.chance(0.5) ? bytes[at]! + dice.pick([-1, 1, 2]) : dice.upTo(128);
    return bytes;
  }

  /** A sound encoding of things that are mostly wrong, near to what stands in the room. */
  #wrong(): Uint8Array {
    const dice = this.#dice;
    const ids = [FOUNDER, MIA, EVE, EVE + dice.upTo(20), dice.upTo(2 ** 32), 2 ** 32 + 5];
    const id = () => {
      const client = dice.pick(ids);
      const next = Y.getState(this.#room.doc.store, client);
      return {
        client,
        clock: Math.max(0, dice.chance(0.7) ? next - dice.upTo(3) : dice.pick([0, next + 1, 2 ** 31 - 1, 2 ** 40])),
      };
    };
    const struct = (): Struct => {
      const content = dice.chance(0.5) ? contents.string : dice.upTo(12);
      const near = dice.upTo(5);
      return {
        content,
        ...(near === 1 || near === 3 ? { origin: id() } : {}),
        ...(near === 2 || near === 3 ? { right: id() } : {}),
        parent: dice.chance(0.7) ? dice.pick(['objective', 'offer', 'steps', 'nowhere', '__proto__']) : id(),
        ...(dice.chance(0.2) ? { key: dice.pick(['s1', 'day', 'variants', '__proto__', 'removed']) } : {}),
        body: (to) => {
          const size = dice.pick([0, 1, 1, 3, 2 ** 20, 2 ** 40]);
          if (content === contents.string) text(to, dice.pick(['x', 'yes', '', '\u2029', '😀', 'x'.repeat(50)]));
          else if (content === contents.format) {
            text(to, dice.pick(['bold', 'kind', 'link', 'onclick']));
            text(to, dice.pick(['true', 'null', '"item"', '{"href":"https://a.b"}', '{', '[[[[]]]]']));
          } else if (content === contents.type) uint(to, dice.upTo(8));
          else if (content === contents.any) {
            uint(to, 1);
            uint(to, dice.pick([120, 121, 126, 127, 119]));
            if (dice.chance(0.5)) text(to, 'v');
          } else uint(to, size);
        },
      };
    };
    const block = (): Block => {
      const { client, clock } = id();
      return { client, clock, structs: Array.from({ length: 1 + dice.upTo(3) }, struct) };
    };
    const deletes = Array.from({ length: dice.upTo(3) }, () => ({
      ...id(),
      length: dice.pick([0, 1, 1, 2, 50, 2 ** 33]),
    }));
    return crafted(Array.from({ length: dice.upTo(3) }, block), deletes);
  }
}

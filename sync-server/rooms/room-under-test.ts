import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { checkUpdate } from '../../domain/campaign/check-update.ts';
import { roomName } from '../../domain/campaign/rooms.ts';
import { messageAcknowledge, messageAwareness, messageRoomNotice, messageSync } from '../../domain/wire/sync.ts';
import { countedMetrics } from '../operations/metrics.ts';
import { openDatabase } from '../store/database.ts';
import { sqliteStore } from '../store/sqlite.ts';
import { FairShare } from './fair-share.ts';
import { foundRoom } from './found-room.ts';
import { step1Frame, step2Frame, updateFrame } from './frame.ts';
import type { Access, Peer, Room, RoomPorts } from './room.ts';
import { takeSnapshot as takeNow } from './snapshot.ts';
import type { TakeSnapshot } from './snapshots.ts';
import { Rooms } from './rooms.ts';
import { TextCache } from './text-cache.ts';

/** Rooms on a store in memory, with a clock and a turn that tests move by hand: two queues, no network, no sleep. */
export const roomsUnderTest = ({
  check = checkUpdate,
  takeSnapshot = null,
  share = (fair) => (member) => fair.of(member),
  cache = new TextCache(),
}: {
  check?: typeof checkUpdate;
  takeSnapshot?: TakeSnapshot | null;
  share?: (fair: FairShare) => RoomPorts['share'];
  cache?: TextCache;
} = {}) => {
  const db = openDatabase(':memory:');
  const store = sqliteStore(db);
  const [name, other] = [roomName('spring', 'brief'), roomName('autumn', 'brief')];
  for (const campaign of ['spring', 'autumn']) foundRoom(store, campaign, 'brief', '');
  let works: (() => void)[] = [];
  let laters: { at: number; work: () => void }[] = [];
  const access = new Map<string, Access>();
  const said: string[] = [];
  const clock = { now: Date.UTC(2026, 10, 24) };
  const later = (ms: number, work: () => void): void => void laters.push({ at: clock.now + ms, work });
  const counted = countedMetrics();
  const fair = new FairShare({ elapsed: () => clock.now, later });
  const newRooms = (): Rooms =>
    new Rooms({
      store,
      check,
      access: (member) => access.get(member) ?? 'write',
      now: () => clock.now,
      elapsed: () => clock.now,
      log: (what, about) => said.push(`${what} ${JSON.stringify(about)}`),
      soon: (work) => works.push(work),
      later,
      meters: counted.metersOf('w'),
      share: share(fair),
      cache,
      takeSnapshot: takeSnapshot ?? ((job, done) => works.push(() => done(takeNow(job)))),
    });
  /** Runs turns until nothing waits for one. */
  const turn = (): void => {
    while (works.length > 0) {
      const now = works;
      works = [];
      for (const work of now) work();
    }
  };
  const retry = (): void => {
    const now = laters;
    laters = [];
    for (const { work } of now) work();
    turn();
  };
  /** Time passes, and what is due happens. */
  const pass = (ms: number): void => {
    clock.now += ms;
    const due = laters.filter(({ at }) => at <= clock.now);
    laters = laters.filter(({ at }) => at > clock.now);
    for (const { work } of due) work();
    turn();
  };
  const rooms = newRooms();
  return {
    db,
    store,
    name,
    other,
    rooms,
    newRooms,
    room: rooms.open(name)!,
    turn,
    retry,
    pass,
    access,
    clock,
    said,
    metrics: () => counted.registry.text(),
  };
};

type Heard =
  | { kind: 'step 1' }
  | { kind: 'step 2'; bytes: Uint8Array }
  | { kind: 'update'; bytes: Uint8Array }
  | { kind: 'acknowledged'; count: number }
  | { kind: 'notice'; says: string }
  | { kind: 'awareness'; entries: { client: number; state: unknown }[] }
  | { kind: 'closed'; code: number };

/** A client without a network: what it hears is a list, and its document follows it as the official client's does. */
export class TestClient implements Peer {
  readonly who;
  readonly acks: boolean;
  readonly doc = new Y.Doc();
  readonly heard: Heard[] = [];
  read?: (on: boolean) => void;
  readonly #room: Room;
  #unsent: Uint8Array[] = [];

  constructor(room: Room, member: string, { acks = true, join = true } = {}) {
    this.who = { member, name: member.toUpperCase(), role: 'marketing', session: '' };
    this.acks = acks;
    this.#room = room;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== this && this.#unsent.push(update));
    if (join) this.join();
  }

  join(): void {
    this.#room.join(this);
    this.sync();
  }

  sync(): void {
    this.say(step1Frame(Y.encodeStateVector(this.doc)));
  }
  /** The room speaks to this client. */
  send(frame: Uint8Array): void {
    this.#hear(frame);
  }
  /** The room closes this connection. */
  close(code: number): void {
    this.heard.push({ kind: 'closed', code });
  }
  /** This client speaks to the room. */
  say(frame: Uint8Array): void {
    this.#room.receive(this, frame);
  }
  /** Types at the end of the objective and sends it. */
  type(text: string): void {
    this.write(text).forEach((update) => this.say(updateFrame(update)));
  }
  /** Types and keeps the updates. */
  write(text: string): Uint8Array[] {
    const objective = this.doc.getText('objective');
    objective.insert(objective.length, text);
    return this.#unsent.splice(0);
  }
  get text(): string {
    return this.doc.getText('objective').toJSON();
  }
  get acknowledged(): number {
    return this.heard.findLast((each) => each.kind === 'acknowledged')?.count ?? 0;
  }
  get closed(): number | null {
    return this.heard.findLast((each) => each.kind === 'closed')?.code ?? null;
  }
  of<K extends Heard['kind']>(kind: K): Extract<Heard, { kind: K }>[] {
    return this.heard.filter((each) => each.kind === kind) as Extract<Heard, { kind: K }>[];
  }

  #hear(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    switch (decoding.readVarUint(decoder)) {
      case messageSync: {
        const step = decoding.readVarUint(decoder);
        const bytes = decoding.readVarUint8Array(decoder);
        if (step === 0) {
          this.heard.push({ kind: 'step 1' });
          this.say(step2Frame(Y.encodeStateAsUpdate(this.doc, bytes)));
        } else {
          this.heard.push({ kind: step === 1 ? 'step 2' : 'update', bytes });
          Y.applyUpdate(this.doc, bytes, this);
        }
        return;
      }
      case messageAcknowledge:
        return void this.heard.push({ kind: 'acknowledged', count: decoding.readVarUint(decoder) });
      case messageRoomNotice:
        return void this.heard.push({ kind: 'notice', says: decoding.readVarString(decoder) });
      case messageAwareness: {
        const inner = decoding.createDecoder(decoding.readVarUint8Array(decoder));
        const entries = Array.from({ length: decoding.readVarUint(inner) }, () => {
          const client = decoding.readVarUint(inner);
          decoding.readVarUint(inner);
          return { client, state: JSON.parse(decoding.readVarString(inner)) as unknown };
        });
        return void this.heard.push({ kind: 'awareness', entries });
      }
      default:
        throw new Error('the room said something unknown');
    }
  }
}

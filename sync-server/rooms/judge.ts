import { WalkedTooFar } from '../../domain/campaign/conflict-walk.ts';
import type { Id } from '../../domain/id.ts';
import { closeCodes } from '../../domain/wire/sync.ts';
import type { LogRow, Store, StoredRoom } from '../store/store.ts';
import { scanInsertion } from './insertion.ts';
import type { LoadPorts } from './load.ts';
import type { Owners } from './owners.ts';
import { Unreadable, type Replica } from './replica.ts';
import { MAX_BYTES, MAX_STRUCTS } from './room-limits.ts';
import type { RoomTurn } from './room-turn.ts';
import { says } from './says.ts';
import type { Seat, Sent } from './seat.ts';

export type Access = 'write' | 'read' | 'none';
/** What the server itself writes for a member, inside a command. */
export type Own = { member: Id; kind: LogRow['kind']; at: string };
/** A room's replica, and which member owns each client id in it. */
export type Text = { replica: Replica<Seat | Own>; owners: Owners };
/** A connection that is to be closed for what it sent, once the turn is committed. */
export type Refused = { seat: Seat; code: number; says: string };

export type JudgePorts = Pick<LoadPorts, 'check' | 'meters'> & {
  store: Pick<Store, 'quarantine'>;
  /** Decided on the present state of the workspace, so asked for every message. */
  access: (member: Id) => Access;
  /** The time of day, in ms. */
  now: () => number;
};

/** What an update costs that goes on where its client stopped typing, and one of any other kind beside what the judgement says; in steps. */
const TYPED = 1;
const JUDGED = 20;

/**
 * Thrown inside the turn's transaction by a room that must be judged again: on what is stored, read afresh; without the update that did
 * not apply; or each update by itself, where it is not known which one that is. Undoes the turn.
 */
export class JudgeAgain extends Error {
  readonly with: 'stored rows read afresh' | 'one update fewer' | 'each update by itself';
  constructor(which: JudgeAgain['with']) {
    super(`a room is judged again with ${which}`);
    this.with = which;
  }
}

/** Decides on each update that somebody sent: right, content and place, and whose it is. */
export class Judge {
  readonly #room: StoredRoom;
  readonly #ports: JudgePorts;
  readonly #isAnothers: (client: number, member: Id) => boolean;
  /** Updates that passed every check and still did not apply, and why. */
  readonly #poison = new WeakMap<Sent, { why: string; says: string }>();

  /** `isAnothers`: another member's presence shows this client id, so their first words will come under it. */
  constructor(room: StoredRoom, ports: JudgePorts, isAnothers: (client: number, member: Id) => boolean) {
    this.#isAnothers = isAnothers;
    this.#room = room;
    this.#ports = ports;
  }

  /** Takes an update into the text, or has it wait for its predecessor; else says why its sender is to be closed. */
  judge(text: Text, sent: Sent, turn: RoomTurn): Refused | null {
    const refused = this.#decide(text, sent, turn);
    // Only here: what is refused must not be acknowledged, or the laptop forgets the words.
    if (refused === null && sent.state !== 'held') sent.state = 'judged';
    return refused;
  }

  #decide({ replica, owners }: Text, sent: Sent, turn: RoomTurn): Refused | null {
    const { seat, bytes } = sent;
    const { member } = seat.peer.who;
    const poison = this.#poison.get(sent);
    if (poison) return this.#refuse(sent, closeCodes.brokenFrame, poison.why, poison.says);
    if (this.#ports.access(member) !== 'write')
      return this.#refuse(sent, closeCodes.noRight, 'no right', says.mayOnlyRead);
    turn.spend(seat, TYPED);
    // Nothing at all: what the official client answers to step 1 when it has nothing new.
    if (bytes.length === 2 && bytes[0] === 0 && bytes[1] === 0) return null;
    const insertion = sent.slowly ? null : scanInsertion(bytes);
    // With what this turn took; what brings nothing new passes, or nobody could open a full room.
    const full = replica.bytesWithTaken + bytes.length > MAX_BYTES;
    if (!full && insertion && replica.continues(insertion) && owners.mayContinue(insertion.client, member)) {
      replica.takeInsertion(seat, insertion);
      return null;
    }
    try {
      const verdict = this.#ports.check(replica.doc, bytes, this.#room.kind);
      turn.spend(seat, JUDGED + verdict.steps);
      if (!verdict.ok && !verdict.missing) return this.#refuse(sent, closeCodes.brokenFrame, verdict.why, says.unfit);
      if (!verdict.ok) [sent.state, sent.missing] = ['held', verdict.missing!];
      if (!verdict.ok || verdict.idle) return null;
      // Not kept aside: the laptop has it, and it would fill the disk after all.
      if (full || !mayGrow(replica, verdict.grows)) return { seat, code: closeCodes.brokenFrame, says: says.tooLong };
      for (const [client, { from }] of verdict.clients)
        if (!owners.mayContinue(client, member) && (owners.has(client) || from > 0 || this.#isAnothers(client, member)))
          return this.#refuse(
            sent,
            closeCodes.brokenFrame,
            `structs under client id ${client} of another`,
            says.foreign,
          );
      const fresh = [...verdict.clients.keys()].filter((client) => !owners.has(client));
      if (!owners.mayClaim(member, fresh.length))
        return this.#refuse(sent, closeCodes.brokenFrame, 'too many client ids of one member', says.unfit);
      for (const client of fresh) owners.claim({ client, member, kept: false });
      if (insertion && verdict.clients.get(insertion.client)?.from === insertion.clock)
        replica.takeInsertion(seat, insertion, verdict.grows);
      else replica.takeUpdate(seat, bytes, verdict.clients, verdict.grows);
      return null;
    } catch (error) {
      throw this.again(error, sent);
    } finally {
      turn.spend(seat, replica.takeSteps());
    }
  }

  /** What to throw instead of an error, if judging again helps. */
  again(error: unknown, sent: Sent | null): unknown {
    if (!(error instanceof Unreadable)) return error;
    if (error.about === 'stored') return new JudgeAgain('stored rows read afresh');
    if (!sent || (error.about === 'the turn' && !sent.slowly)) return new JudgeAgain('each update by itself');
    const tooFar = error.cause instanceof WalkedTooFar;
    this.#poison.set(
      sent,
      tooFar ? { why: 'takes too long to apply', says: says.tangled } : { why: 'did not apply', says: says.unreadable },
    );
    return new JudgeAgain('one update fewer');
  }

  #refuse(sent: Sent, code: number, why: string, says: string): Refused {
    const { name: room, epoch } = this.#room;
    const { member, name } = sent.seat.peer.who;
    const at = new Date(this.#ports.now()).toISOString();
    this.#ports.store.quarantine({ room, epoch, member, name, at, why, bytes: sent.bytes });
    this.#ports.meters.quarantined();
    return { seat: sent.seat, code, says };
  }
}

/** Whether a document may get so many structs more. They are estimated upwards, and counted only where that makes a difference. */
const mayGrow = (replica: Replica<unknown>, grows: number): boolean =>
  replica.structs + grows <= MAX_STRUCTS || replica.countStructs() + grows <= MAX_STRUCTS;

import { checkUpdate } from '../../domain/campaign/check-update.ts';
import { parseRoomName, roomName, type RoomKind, type RoomName } from '../../domain/campaign/rooms.ts';
import type { Frozen } from '../../domain/canonical/form.ts';
import type { Command } from '../../domain/command.ts';
import { evolve } from '../../domain/evolve.ts';
import type { Actor, FeedRow, NewEvent } from '../../domain/event.ts';
import type { Context, Draft } from '../../domain/gate/context.ts';
import { carriedOut } from '../../domain/carried-out.ts';
import { decide } from '../../domain/gate/decide.ts';
import { decideSchedule } from '../../domain/gate/schedule.ts';
import type { Refusal } from '../../domain/gate/refusal.ts';
import type { Id } from '../../domain/id.ts';
import type { Member } from '../../domain/people/member.ts';
import { join, signInAgain, type Joining, type LinkFault } from '../../domain/people/join.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { Fault, faultOf } from '../fault.ts';
import type { Log } from '../log.ts';
import { noMeters, type Meters } from '../operations/meters.ts';
import type { FairShare } from '../rooms/fair-share.ts';
import type { Room } from '../rooms/room.ts';
import { Rooms, type RoomsPorts } from '../rooms/rooms.ts';
import { newId, secretHash } from '../secret.ts';
import { Signal } from '../signal.ts';
import type { Store } from '../store/store.ts';
import type { CommandResult, WorkspaceActor } from '../workspace.ts';
import { queueDeliveries } from '../webhooks/queue-deliveries.ts';
import { accessTo } from './access.ts';
import { answerAgain } from './answer-again.ts';
import { decisionContext, storedVersion } from './decision-context.ts';
import { committedDraft } from './draft.ts';
import { editRoom } from './edit-room.ts';
import { deviceOver, lookAtLink, ownerOf, type Look } from './look-at-link.ts';
import { rightsTouched } from './membership.ts';
import { readState } from './read-state.ts';
import { seal } from './seal.ts';
import { Undone, nothingShown, sideEffects, type Shown } from './side-effects.ts';
import { signingKey, type SigningKey } from './signing-key.ts';
import { StoredRecords } from './stored-records.ts';
import { notIn, type NotIn } from './standing.ts';

export type Clock = () => number;
export type WorkspacePorts = Pick<RoomsPorts, 'soon' | 'later' | 'cache'> & {
  log: Log;
  clock: Clock;
  /** Counts what goes on in each workspace. */
  meters?: (workspace: Id) => Meters;
  /** Milliseconds that only grow; of the process, unless said otherwise. */
  elapsed?: () => number;
  /** What each member of each workspace may have the server do. */
  fair?: FairShare;
  /** Webhooks may lead into this machine and its network. */
  localWebhooks?: boolean;
};

/** One open workspace. The state in memory follows the disk: it moves only after a commit. */
export class Workspace implements WorkspaceActor {
  readonly id: Id;
  readonly store: Store;
  readonly rooms: Rooms;
  readonly #ports: WorkspacePorts;
  readonly #meters: Meters;
  #key: SigningKey;
  readonly #announcing = (error: unknown): void =>
    this.#ports.log('what was recorded could not be announced to somebody', {
      level: 'error',
      workspace: this.id,
      error,
    });
  readonly #committed = new Signal<[rows: FeedRow[]]>(this.#announcing);
  readonly #rights = new Signal(this.#announcing);
  readonly #outbox = new Signal(this.#announcing);
  /** Hears every committed row. */
  readonly listen = this.#committed.listen;
  /** Hears that somebody's rights or a session may be others by now: whoever serves somebody looks again at once. */
  readonly listenRights = this.#rights.listen;
  /** Hears that something waits to be delivered to a webhook. */
  readonly listenOutbox = this.#outbox.listen;
  readonly #records: StoredRecords;
  #state: WorkspaceState;

  /** Opens what is stored; throws a Fault where the record does not continue as it was written. */
  constructor(id: Id, store: Store, ports: WorkspacePorts) {
    this.id = id;
    this.store = store;
    this.#ports = ports;
    this.#meters = ports.meters?.(id) ?? noMeters;
    this.#records = new StoredRecords(store);
    this.#state = readState(id, store, this.#records);
    this.#key = newestKey(id, store);
    this.rooms = new Rooms({
      store,
      log: ports.log,
      soon: ports.soon,
      later: ports.later,
      meters: this.#meters,
      ...(ports.cache && { cache: ports.cache }),
      ...(ports.fair && { share: (member: Id) => ports.fair!.of(`${id} ${member}`) }),
      now: ports.clock,
      elapsed: ports.elapsed ?? (() => performance.now()),
      access: (member, room) => accessTo(this.#state, member, room, ports.clock),
      check: checkUpdate,
    });
  }

  state(): WorkspaceState {
    return this.#state;
  }

  feed(after: number, limit: number): FeedRow[] {
    return this.store.feed(after, limit);
  }

  /** Tries a delivery again from the beginning, under the id it had; false where there is none, or nowhere to send it. */
  deliverAgain(id: Id): boolean {
    const delivery = this.store.webhooks.delivery(id);
    if (!delivery || !this.store.webhooks.find(delivery.webhook)) return false;
    this.store.webhooks.saveAttempt({ ...delivery, state: 'waiting', attempts: 0, next: this.#now() });
    this.#outbox.tell();
    return true;
  }

  /** Asks a disk that refused whether it takes anything again. */
  tryDisk(): void {
    const began = performance.now();
    try {
      this.store.tryDisk();
      this.#meters.committed((performance.now() - began) / 1_000, 0);
    } catch {
      this.#meters.commitFailed();
    }
  }

  /** Ends a device's session, and with it all that it has open. */
  endSession(hash: string): void {
    this.store.endSession(hash);
    this.lookAgain();
  }

  /** Why a session admits nobody now; null where it does. */
  notIn(session: string): NotIn | null {
    return notIn(this.#state, this.store, session, this.#ports.clock());
  }

  /** Decides afresh on all that is open: who is not in any more signs in, whose rights `touched` comes back with the new ones. */
  lookAgain(touched: (member: Id) => boolean = () => false): void {
    this.rooms.rightsChanged(({ member, session }) => {
      try {
        if (this.notIn(session) !== null) return 'signs in';
      } catch (error) {
        // The disk does not say who this is: whoever comes back is asked again at the door.
        this.#announcing(error);
        return 'comes back';
      }
      return touched(member) ? 'comes back' : null;
    });
    this.#rights.tell();
  }

  run(command: Command, member: Id, at?: string): CommandResult {
    const done = carriedOut(this.#state, command.id);
    if (done !== undefined) return answerAgain(this.#state, this.store, command, member, done);
    const shown = nothingShown();
    const context = this.#context({ member }, at ?? this.#now(), shown);
    return this.#write((edited) => {
      const decision = decide(this.#state, command, context);
      if (decision.refused) return decision;
      const rows = this.#seal(decision.events, context, command.id);
      const secret = this.#sideEffects(rows, context.now, command, shown, edited);
      const number = rows.at(-1)?.number ?? this.#state.number;
      return { refused: false, rows, reply: { refused: false, number, ...(secret !== null && { secret }) } };
    });
  }

  append(events: NewEvent[], actor: Actor, at?: string): number {
    const context = this.#context(actor, at ?? this.#now(), nothingShown());
    const result = this.#write(() => ({
      refused: false,
      rows: this.#seal(events, context, null),
      reply: { refused: false, number: this.#state.number + events.length },
    }));
    return result.refused ? this.#state.number : result.number;
  }

  /** Uses an invite by its secret. Null: nobody was ever invited with it. */
  joinWith(secret: string, name: string): Joining | null {
    const invite = this.#state.invites[this.store.inviteOf(secretHash(secret)) ?? ''];
    if (!invite) return null;
    const now = this.#now();
    const joining = join(this.#state, invite, newId(), name, now);
    if (!joining.refused) this.append(joining.events, { member: joining.member.id }, now);
    return joining;
  }

  /** What a link would do, and whom it would sign in; uses nothing up. */
  lookAt(secret: string): Look | null {
    return lookAtLink(this.#state, this.store, secret, this.#now(), (session) => this.notIn(session) === null);
  }

  /** Signs a member in by a link of their own device's, the operator's, or an admin's. Null: nobody was ever given it. */
  signInWith(secret: string): LinkFault | { refused: false; member: Member } | null {
    const now = this.#now();
    const invite = this.#state.invites[this.store.inviteOf(secretHash(secret)) ?? ''];
    if (invite && invite.member !== null) {
      const signing = signInAgain(this.#state, invite, now);
      if (!signing.refused) this.append(signing.events, { member: signing.member.id }, now);
      return signing;
    }
    const link = this.store.takeDeviceLink(secretHash(secret));
    if (!link) return null;
    const member = ownerOf(this.#state, link, now, (session) => this.notIn(session) === null);
    if (!member) return deviceOver;
    // What the operator does is no member's doing, so it stands where the operator's doings stand.
    if (link.session === null)
      this.#ports.log('a device came in by a link of the operator’s', { workspace: this.id, member: member.id });
    return { refused: false, member };
  }

  draft(campaign: Id): Draft {
    return committedDraft(this.#state, campaign, this.rooms, this.store);
  }

  version(campaign: Id, number: number): Frozen | null {
    return storedVersion(this.store, campaign, number);
  }

  writeRoom(
    name: RoomName | { campaign: Id; kind: RoomKind },
    member: Id,
    mutate: Parameters<typeof editRoom>[4],
    at?: string,
  ): void {
    const parsed = typeof name === 'string' ? parseRoomName(name) : name;
    const room = parsed && this.rooms.of(parsed.campaign, parsed.kind);
    if (!room)
      throw new Error(`there is no room ${typeof name === 'string' ? name : roomName(name.campaign, name.kind)}`);
    this.#write((edited) => {
      edited.add(room);
      editRoom(room, member, 'server', at ?? this.#now(), mutate);
      return { refused: false, rows: [], reply: { refused: false, number: this.#state.number } };
    });
  }

  /** Launches what is due, and says what was missed. Returns the next hour, a past one where only what failed is left, or null. */
  runSchedules(): number | null {
    const now = this.#now();
    for (const { id, schedule } of Object.values(this.#state.campaigns)) {
      if (!schedule || schedule.missed || schedule.instant > now) continue;
      const shown = nothingShown();
      const context = this.#context({ server: 'schedule' }, now, shown);
      try {
        this.#write((edited) => {
          const rows = this.#seal(decideSchedule(this.#state, id, context), context, null);
          this.#sideEffects(rows, now, null, shown, edited);
          return { refused: false, rows, reply: { refused: false, number: this.#state.number } };
        });
      } catch (error) {
        // One campaign that cannot be decided on must not keep the others from launching.
        this.#ports.log('a schedule could not be kept, trying again', {
          level: 'error',
          workspace: this.id,
          campaign: id,
          error,
        });
      }
    }
    const due = Object.values(this.#state.campaigns).flatMap(({ schedule }) =>
      schedule && !schedule.missed ? [Date.parse(schedule.instant)] : [],
    );
    const ahead = due.filter((instant) => instant > Date.parse(now));
    return due.length > 0 ? Math.min(...(ahead.length > 0 ? ahead : due)) : null;
  }

  #now(): string {
    return new Date(this.#ports.clock()).toISOString();
  }

  #context(actor: Actor, now: string, shown: Shown): Context {
    const { localWebhooks = false } = this.#ports;
    return decisionContext(
      {
        state: this.#state,
        store: this.store,
        records: this.#records,
        rooms: this.rooms,
        actor,
        now,
        localWebhooks,
      },
      shown,
    );
  }

  #seal(events: NewEvent[], { now, actor }: Context, command: Id | null): FeedRow[] {
    const rows: FeedRow[] = [];
    let state = this.#state;
    for (const made of events) {
      const row = seal(state, made, { at: now, actor, command, key: this.#key });
      state = evolve(state, row);
      rows.push(row);
    }
    return rows;
  }

  #sideEffects(rows: FeedRow[], at: string, command: Command | null, shown: Shown, edited: Set<Room>): string | null {
    return sideEffects({ store: this.store, rooms: this.rooms, state: this.#state, command, shown, at, edited }, rows);
  }

  /** One transaction around a decision and all it writes; the state moves, and others hear of it, only after the commit. */
  #write(
    work: (edited: Set<Room>) => Refusal | { refused: false; rows: FeedRow[]; reply: Exclude<CommandResult, Refusal> },
  ): CommandResult {
    const edited = new Set<Room>();
    let queued = 0;
    let key = this.#key;
    let result: ReturnType<typeof work>;
    const began = performance.now();
    try {
      result = this.store.transaction(() => {
        const made = work(edited);
        if (!made.refused) {
          for (const row of made.rows) this.store.appendFeedRow(row);
          queued = queueDeliveries(this.#state, made.rows, this.store.webhooks);
          if (made.rows.some(({ event }) => event.kind === 'key rotated')) key = newestKey(this.id, this.store);
        }
        return made;
      });
    } catch (error) {
      for (const room of edited) room.fail(null);
      if (error instanceof Undone) return error.refusal;
      if (faultOf(error, 'the disk') !== null) this.#meters.commitFailed();
      throw error;
    }
    if (result.refused) return result;
    this.#meters.committed((performance.now() - began) / 1_000, 0);
    // It is on disk: nothing from here on may throw, or what was recorded would be answered as if it were not.
    this.#state = result.rows.reduce(evolve, this.#state);
    for (const row of result.rows) this.#records.take(row);
    this.#key = key;
    for (const room of edited) this.#settle(room);
    this.#tell(result.rows);
    if (queued > 0) this.#outbox.tell();
    return result.reply;
  }

  /** It is on disk: a room that cannot say so must not keep the others, or the feed, from hearing of it. */
  #settle(room: Room): void {
    try {
      room.settle(false);
    } catch (error) {
      const about = { level: 'error' as const, room: room.stored.name, error };
      this.#ports.log('a room could not tell what it saved; everybody in it syncs afresh', about);
      room.comeBack();
    }
  }

  #tell(rows: FeedRow[]): void {
    if (rows.length === 0) return;
    const touched = rows.flatMap(({ event }) => rightsTouched(event) ?? []);
    if (touched.length > 0)
      this.lookAgain((member) => touched.some((each) => each === 'everybody' || each.member === member));
    this.#committed.tell(rows);
  }
}

const newestKey = (id: Id, store: Store): SigningKey => {
  const key = store.keys().at(-1);
  if (!key?.privateJwk)
    throw new Fault('damaged', `Workspace ${id} has lost its signing key. Put back a backup of it.`);
  return signingKey(key);
};

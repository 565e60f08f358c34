import * as Y from 'yjs';
import { checkUpdate } from '../../domain/campaign/check-update.ts';
import { FOUNDER, foundingUpdate } from '../../domain/campaign/founding.ts';
import { parseRoomName, roomName, type RoomKind, type RoomName } from '../../domain/campaign/rooms.ts';
import type { Frozen, SideTable } from '../../domain/canonical/form.ts';
import { thaw } from '../../domain/canonical/freeze.ts';
import type { Command } from '../../domain/command.ts';
import { emptyWorkspace, evolve } from '../../domain/evolve.ts';
import type { Actor, FeedRow, NewEvent } from '../../domain/event.ts';
import type { Context, Draft } from '../../domain/gate/context.ts';
import { carriedOut } from '../../domain/carried-out.ts';
import { decide } from '../../domain/gate/decide.ts';
import { decideSchedule } from '../../domain/gate/schedule.ts';
import type { Refusal } from '../../domain/gate/refusal.ts';
import type { Id } from '../../domain/id.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { hashEvent, nextHead } from '../../domain/record/hash.ts';
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import type { Room } from '../rooms/room.ts';
import { Rooms, type RoomsPorts } from '../rooms/rooms.ts';
import { newId, newSecret, secretHash } from '../secret.ts';
import type { Store } from '../store/store.ts';
import type { CommandResult, Founding, WorkspaceActor } from '../workspace.ts';
import { acceptSuggestion } from './accept-suggestion.ts';
import { accessTo } from './access.ts';
import { committedDraft, type CommittedDraft } from './draft.ts';
import { editRoom } from './edit-room.ts';
import { instantOf } from './instant.ts';
import { launchPackage } from './launch-package.ts';
import { foundingEvents, join, rightsTouched, type Joining } from './membership.ts';
import { seal } from './seal.ts';
import { newSigningKey, signingKey, type SigningKey } from './signing-key.ts';

export type Clock = () => number;
export type WorkspacePorts = Pick<RoomsPorts, 'soon' | 'later'> & { log: Log; clock: Clock };

/** Thrown to undo the transaction of a command that turns out refused after its first write. */
class Undone extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super('refused');
    this.refusal = refusal;
  }
}

/** What a decision was shown, so that exactly that is stored. */
type Shown = { draft: CommittedDraft | null; launch: { json: string; digest: string } | null };

/** One open workspace. The state in memory follows the disk: it moves only after a commit. */
export class Workspace implements WorkspaceActor {
  readonly id: Id;
  readonly store: Store;
  readonly rooms: Rooms;
  readonly #ports: WorkspacePorts;
  readonly #key: SigningKey;
  readonly #listeners = new Set<(rows: FeedRow[]) => void>();
  #state: WorkspaceState;

  /** Opens what is stored; throws a Fault where the record does not continue as it was written. */
  constructor(id: Id, store: Store, ports: WorkspacePorts) {
    this.id = id;
    this.store = store;
    this.#ports = ports;
    this.#state = readState(id, store);
    const [key] = store.keys();
    if (!key) throw new Fault('damaged', `Workspace ${id} has lost its signing key. Put back a backup of it.`);
    this.#key = signingKey(key);
    this.rooms = new Rooms({
      store,
      log: ports.log,
      soon: ports.soon,
      later: ports.later,
      now: ports.clock,
      access: (member, kind) => accessTo(this.#state, member, kind),
      check: checkUpdate,
    });
  }

  /** Writes a new workspace into an empty store: its key, and the events it begins with. */
  static found(founding: Founding, store: Store): void {
    store.transaction(() => {
      const stored = newSigningKey(founding.at);
      store.saveKey(stored);
      let state = emptyWorkspace(founding.id);
      const founder = founding.members[0];
      for (const made of foundingEvents(founding)) {
        // The founder brings each of them in; the sample's members found it together.
        const actor: Actor = founder
          ? { member: made.kind === 'member joined' ? made.data.member.id : founder.id }
          : { server: 'founding' };
        const row = seal(state, made, { at: founding.at, actor, command: null, key: signingKey(stored) });
        store.appendFeedRow(row);
        state = evolve(state, row);
      }
    });
  }

  state(): WorkspaceState {
    return this.#state;
  }

  feed(after: number, limit: number): FeedRow[] {
    return this.store.feed(after, limit);
  }

  /** Hears every committed row; returns its undo. */
  listen(listener: (rows: FeedRow[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  run(command: Command, member: Id, at?: string): CommandResult {
    const done = carriedOut(this.#state, command.id);
    if (done !== undefined) return this.#again(command, member, done);
    const shown: Shown = { draft: null, launch: null };
    const context = this.#context({ member }, at ?? this.#now(), shown);
    return this.#write((edited) => {
      const decision = decide(this.#state, command, context);
      if (decision.refused) return decision;
      const rows = this.#seal(decision.events, context, command.id);
      const secret = this.#sideEffects(rows, context, shown, edited);
      const number = rows.at(-1)?.number ?? this.#state.number;
      return { refused: false, rows, reply: { refused: false, number, ...(secret !== null && { secret }) } };
    });
  }

  /** A repeated command does nothing twice. A repeated invite gets a new secret, since only its hash was kept. */
  #again(command: Command, member: Id, number: number): CommandResult {
    const actor = this.store.feedRow(number)?.event.actor;
    if (!actor || !('member' in actor) || actor.member !== member)
      return {
        refused: true,
        reasons: [{ code: 'already exists', says: 'Something else was sent under this id. Try again.', fix: null }],
      };
    if (command.kind !== 'invite member' || this.#state.invites[command.invite]?.state !== 'open')
      return { refused: false, number };
    const secret = newSecret();
    this.store.saveInviteSecret(command.invite, secretHash(secret));
    return { refused: false, number, secret };
  }

  append(events: NewEvent[], actor: Actor, at?: string): number {
    const context = this.#context(actor, at ?? this.#now(), { draft: null, launch: null });
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

  draft(campaign: Id): Draft {
    return committedDraft(this.#state, campaign, this.rooms, this.store);
  }

  version(campaign: Id, number: number): Frozen | null {
    const stored = this.store.version(campaign, number);
    return stored && thaw(stored.json, JSON.parse(stored.ids) as SideTable);
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

  /** Launches what is due, and says what was missed. Returns when to ask again, in ms since 1970, or null. */
  runSchedules(): number | null {
    const now = this.#now();
    for (const { id, schedule } of Object.values(this.#state.campaigns)) {
      if (!schedule || schedule.missed || schedule.instant > now) continue;
      const shown: Shown = { draft: null, launch: null };
      const context = this.#context({ server: 'schedule' }, now, shown);
      this.#write((edited) => {
        const rows = this.#seal(decideSchedule(this.#state, id, context), context, null);
        this.#sideEffects(rows, context, shown, edited);
        return { refused: false, rows, reply: { refused: false, number: this.#state.number } };
      });
    }
    const due = Object.values(this.#state.campaigns).flatMap(({ schedule }) =>
      schedule && !schedule.missed ? [Date.parse(schedule.instant)] : [],
    );
    return due.length > 0 ? Math.min(...due) : null;
  }

  #now(): string {
    return new Date(this.#ports.clock()).toISOString();
  }

  #context(actor: Actor, now: string, shown: Shown): Context {
    return {
      now,
      actor,
      draft: (campaign) => (shown.draft ??= committedDraft(this.#state, campaign, this.rooms, this.store)),
      version: (campaign, number) => this.version(campaign, number),
      instantOf,
      packageDigest: (campaign, number) => (shown.launch ??= this.#package(campaign, number, now)).digest,
    };
  }

  #package(campaign: Id, version: number, at: string): { json: string; digest: string } {
    const frozen = this.version(campaign, version);
    if (!frozen) throw new Error(`there is no version ${version} to launch`);
    const record = this.store.feed(0, Number.MAX_SAFE_INTEGER).filter(({ event }) => event.campaign === campaign);
    return launchPackage({ state: this.#state, campaign, version, frozen, at, record, keys: this.store.keys() });
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

  /** What else an event writes, in its own transaction. Returns the secret of an invite. */
  #sideEffects(rows: FeedRow[], { now }: Context, shown: Shown, edited: Set<Room>): string | null {
    let secret: string | null = null;
    for (const { event, number } of rows) {
      const { campaign } = event;
      switch (event.kind) {
        case 'campaign created':
          if (campaign !== null) for (const kind of ['brief', 'copy'] as const) this.#foundRoom(campaign, kind, now);
          break;
        case 'review requested': {
          const draft = shown.draft;
          if (campaign === null || draft?.frozen.digest !== event.data.digest)
            throw new Error('a version must be what was decided on');
          const { frozen, briefRow, copyRow } = draft;
          const ids = JSON.stringify(frozen.ids);
          this.store.saveVersion({
            campaign,
            number: event.data.version,
            digest: frozen.digest,
            json: frozen.json,
            ids,
            briefRow,
            copyRow,
          });
          break;
        }
        case 'launched': {
          if (campaign === null || shown.launch?.digest !== event.data.packageDigest)
            throw new Error('a package must be what was decided on');
          const { version } = event.data;
          this.store.savePackage({ campaign, launch: number, version, ...shown.launch });
          break;
        }
        case 'member invited':
          secret = newSecret();
          this.store.saveInviteSecret(event.data.invite, secretHash(secret));
          break;
        case 'member suspended':
          if (event.data.suspended) this.store.endSessionsOf(event.data.member);
          break;
        case 'suggestion accepted': {
          const thread = campaign === null ? undefined : this.#state.campaigns[campaign]?.threads[event.data.thread];
          if (campaign === null || !thread || !('member' in event.actor))
            throw new Error('a suggestion needs its thread');
          const refusal = acceptSuggestion(this.rooms, campaign, thread, event.actor.member, now, edited);
          if (refusal) throw new Undone(refusal);
          break;
        }
        default:
      }
    }
    return secret;
  }

  #foundRoom(campaign: Id, kind: RoomKind, at: string): void {
    const name = roomName(campaign, kind);
    const epoch = 1;
    this.store.createRoom({ name, campaign, kind, epoch });
    this.store.claimClientId(name, epoch, { client: FOUNDER, member: null, kept: true });
    const bytes = foundingUpdate(kind);
    if (Y.decodeUpdate(bytes).structs.length === 0) return;
    this.store.appendUpdate({
      room: name,
      epoch,
      number: 1,
      member: null,
      clients: [FOUNDER],
      kind: 'founding',
      at,
      bytes,
    });
  }

  /** One transaction around a decision and all it writes; the state moves, and others hear of it, only after the commit. */
  #write(
    work: (edited: Set<Room>) => Refusal | { refused: false; rows: FeedRow[]; reply: Exclude<CommandResult, Refusal> },
  ): CommandResult {
    const edited = new Set<Room>();
    let result: ReturnType<typeof work>;
    try {
      result = this.store.transaction(() => {
        const made = work(edited);
        if (!made.refused) for (const row of made.rows) this.store.appendFeedRow(row);
        return made;
      });
    } catch (error) {
      for (const room of edited) room.fail(null);
      if (error instanceof Undone) return error.refusal;
      throw error;
    }
    if (result.refused) return result;
    this.#state = result.rows.reduce(evolve, this.#state);
    for (const room of edited) room.settle(false);
    this.#tell(result.rows);
    return result.reply;
  }

  #tell(rows: FeedRow[]): void {
    if (rows.length === 0) return;
    for (const listener of this.#listeners) listener(rows);
    for (const { event } of rows) {
      const touched = rightsTouched(event);
      if (touched === null) continue;
      this.rooms.rightsChanged((member) => {
        if (touched === 'everybody') return 'comes back';
        if (touched.member !== member) return null;
        return touched.suspended ? 'signs in' : 'comes back';
      });
    }
  }
}

/** Folds what is stored, and holds the record to its hashes on the way: a changed byte is found when the workspace is opened. */
const readState = (id: Id, store: Store): WorkspaceState => {
  let state = emptyWorkspace(id);
  for (;;) {
    const rows = store.feed(state.number, 1_000);
    if (rows.length === 0) return state;
    for (const row of rows) {
      const hash = hashEvent(row.event);
      if (row.number !== state.number + 1 || hash !== row.hash || nextHead(state.head, hash) !== row.head)
        throw new Fault(
          'damaged',
          `The record of workspace ${id} was changed at event ${row.number}. Put back a backup of its file.`,
        );
      state = evolve(state, row);
    }
  }
};

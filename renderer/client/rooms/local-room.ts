import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { applyAsIs } from '../../../domain/campaign/apply-as-is.ts';
import { checkUpdate } from '../../../domain/campaign/check-update.ts';
import { foundingUpdate } from '../../../domain/campaign/founding.ts';
import type { RoomKind, RoomName } from '../../../domain/campaign/rooms.ts';
import type { Ticket } from '../../../domain/wire/http.ts';
import { alarm, waitBefore } from '../backoff.ts';
import type { RoomStatus } from '../contract.ts';
import type { WindowChannel } from '../window-channel.ts';
import type { LocalStore, RecoveryDraft, StoredEdit, StoredRoom } from '../store/local-store.ts';
import { admission } from './admission.ts';
import { afterClose, type Close } from './after-close.ts';
import { rangesOf } from './clock-ranges.ts';
import { Connection } from './connection.ts';
import { compareKept, isMissing, recoveryDraft, standingTexts, type Lost } from './kept-texts.ts';
import { Ledger } from './ledger.ts';
import { FROM_STORE } from './load-copy.ts';
import { OfflineMerge } from './offline-merge.ts';
import { RoomNotices } from './room-notices.ts';
import type { KeptEdit } from './room-writer.ts';
import { StoredCopy } from './stored-copy.ts';
import type { AskTicket } from './tickets.ts';
import { FromRow, WaitingEdits } from './waiting-edits.ts';

export type LocalRoomPorts = {
  name: RoomName;
  kind: RoomKind;
  store: LocalStore;
  tell: WindowChannel['tell'];
  askTicket: AskTicket;
  open: (protocols: string[]) => WebSocket;
  /** Whether the server knows the campaign, as far as this laptop can say. */
  campaign: () => 'known' | 'pending' | 'unknown';
  /** What this member may do in it, by the state this laptop has. */
  access: () => RoomStatus['access'];
  online: () => boolean;
  /** The server has said that this member is suspended: what is unsent is theirs to keep, and not to be sent by itself later. */
  suspended: () => boolean;
  changed: () => void;
  /** Something was kept that the server has no more, or was found there after all. */
  kept: () => void;
  /** Forget it: nobody needs it any more, or a fresh copy shall take its place. */
  gone: () => void;
  now: () => Date;
};

/** `hasText`: there is something to show; the laptop had a copy, or the server has answered. */
type Life =
  /**
   * The laptop's disk is being read. What other windows tell meanwhile may not stand there yet, and waits. `keep`: what is found unsent is
   * kept and not sent; by the time it is found nobody may be suspended any more.
   */
  | { at: 'reading'; heard: KeptEdit[]; keep: boolean }
  | { at: 'open'; hasText: boolean }
  /** A fresh copy is about to take its place: nothing may be typed any more. */
  | { at: 'leaving'; hasText: boolean }
  /** It has; screens that show this one open that. */
  | { at: 'replaced' }
  | { at: 'ended'; wasReplaced: boolean };

const updateNeeded = 'This text was written with a newer app. Update this one; until then you can read what is here.';
const notHere = 'This text is not on this laptop yet. It comes as soon as the server can be reached.';
const diskUnread = 'What this laptop keeps of this text could not be read. It comes from the server.';
const wasSuspended = 'You were suspended. What you wrote and could not send is kept below.';
const notKept =
  'What you wrote could not be sent, and this laptop’s disk takes nothing. Copy it, then free some space.';

/** One room as this laptop holds it: the document, what of it is unsent, its copy on the disk, and its line to the server. */
export class LocalRoom {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly #ports: LocalRoomPorts;
  readonly #ledger = new Ledger();
  readonly #notices = new RoomNotices();
  readonly #merge: OfflineMerge;
  readonly #listeners = new Set<() => void>();
  #life: Life = { at: 'reading', heard: [], keep: false };
  /** Null while the disk is being read. */
  #copy: StoredCopy | null = null;
  #connection: Connection | null = null;
  #status: RoomStatus;
  /** The one that the server named last; null for a room that only this laptop has. */
  #epoch: number | null = null;
  readonly #waiting: WaitingEdits;
  readonly #wait = alarm();
  /** Stays open until one sync: after a restore, what stands at the server is compared with what stood here. */
  #awaited = false;
  #ticketAccess: RoomStatus['access'] = 'write';

  constructor(ports: LocalRoomPorts) {
    this.#ports = ports;
    this.#merge = new OfflineMerge(this.doc, ports.kind, ports.now);
    this.#waiting = new WaitingEdits(this.doc, ports.kind, (edit) => {
      this.#copy?.has(edit.id);
      if (!edit.unsent) this.#copy?.acknowledge([{ ...edit, acknowledged: true }]);
    });
    // Nobody is in it until a screen shows it. Others take the clock 0 of a first state for one they know, so it would go unheard.
    this.awareness.setLocalState(null);
    this.#status = this.#read();
    // Before the provider listens: an edit is in the ledger by the time its frame goes out.
    this.doc.on('update', this.#onUpdate);
    void this.#load();
  }

  status = (): RoomStatus => this.#status;
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
  replaced = (): boolean => this.#life.at === 'replaced' || (this.#life.at === 'ended' && this.#life.wasReplaced);
  get unsent(): number {
    return this.#ledger.unsent + this.#waiting.unsent;
  }
  get unsaved(): number {
    return this.#ledger.unsaved;
  }
  /** Nothing of it waits for anything: it may be let go of. */
  get isDone(): boolean {
    return this.#life.at === 'open' && !this.#awaited && this.unsent === 0 && this.unsaved === 0;
  }

  dismissReceipt = (): void => {
    this.#merge.receipt = null;
    this.#notices.fresh = '';
    this.#copy?.describe({ receipt: null, why: null });
    this.#changed();
  };

  /** Stays until the server was heard, even if no screen shows it. */
  awaitServer(): void {
    if (this.#connection?.state !== 'connected') this.#awaited = true;
  }

  /** Keeps what of it is unsent, also what only the disk knows of, and has a fresh copy take its place. */
  keepUnsent(): void {
    if (this.#life.at === 'reading') this.#life.keep = true;
    else void this.#startAfresh(wasSuspended, 'unsent');
  }

  /** Something changed outside (rights, the campaign, the line): goes on where it waited. */
  look(): void {
    const { campaign, online } = this.#ports;
    if (this.#life.at === 'open' && this.#notices.frozen === '' && campaign() !== 'pending' && online())
      this.#connect();
    if (this.#life.at === 'reading') this.#life.keep ||= this.#ports.suspended();
    else this.#keepWhereSuspended();
    if (this.#life.at === 'open' || this.#life.at === 'reading') this.#changed();
  }

  /** Another window of this seat has kept these. */
  fromWindow(edits: readonly KeptEdit[]): void {
    if (this.#life.at === 'reading') this.#life.heard.push(...edits);
    if (this.#life.at !== 'open' || this.#notices.frozen !== '') return;
    this.#waiting.add(edits.map((edit) => ({ ...edit, unsent: true })));
    this.#waiting.retry('a window');
    this.#keepWhereSuspended();
  }

  /** Resolves once everything typed so far is on this laptop's disk, or was refused by it. */
  async flush(): Promise<void> {
    await this.#copy?.settled();
  }

  /** Lets go of it. What is not on the disk yet still gets there, unless the disk refuses it. */
  async end(): Promise<void> {
    if (this.#life.at === 'ended') return;
    this.#life = { at: 'ended', wasReplaced: this.replaced() };
    this.#wait.wake();
    this.#connection?.destroy();
    this.#connection = null;
    await this.#copy?.settled();
    if (!this.replaced()) await this.#copy?.compact();
    this.#copy?.stop();
    this.doc.off('update', this.#onUpdate);
    this.doc.destroy();
  }

  async #load(): Promise<void> {
    const { store, name, kind } = this.#ports;
    const stored = await store.room(name).catch((error: unknown) => {
      console.warn('What this laptop keeps of a text could not be read.', error);
      this.#notices.disk = diskUnread;
      return null;
    });
    if (this.#life.at !== 'reading') return;
    const { heard, keep } = this.#life;
    this.#copy = new StoredCopy(
      {
        name,
        kind,
        doc: this.doc,
        store,
        wrote: (edits) => {
          if (edits.length > 0) this.#ports.tell({ kind: 'edits', room: name, edits });
          this.#changed();
        },
        trouble: (says) => {
          this.#notices.disk = says ?? '';
          this.#changed();
        },
        replaced: () => void this.#startAfresh('', 'unsent'),
      },
      stored,
    );
    this.#life = { at: 'open', hasText: stored !== null && this.#found(this.#copy, stored) };
    if (!this.#life.hasText && this.#ports.campaign() === 'pending') this.#foundHere(this.#copy);
    this.fromWindow(heard);
    if (keep && this.unsent > 0) this.keepUnsent();
    this.look();
  }

  /** Takes what the disk had. Returns whether there is something to show. */
  #found(copy: StoredCopy, stored: StoredRoom): boolean {
    const { epoch, syncedAt, receipt, why, base, edits, life } = stored;
    this.#epoch = epoch;
    this.#merge.receipt = receipt;
    this.#merge.syncedAt = syncedAt;
    this.#notices.fresh = why ?? '';
    const { taken, waiting, tooNew } = copy.load(stored);
    for (const { id, bytes, unsent } of taken) if (unsent) this.#ledger.made(bytes, id);
    this.#waiting.add(waiting);
    if (tooNew) this.#notices.frozen = updateNeeded;
    this.#awaited ||= life > 0 && syncedAt === null;
    // A room may be whole and empty: a copy without steps.
    return syncedAt !== null || base !== null || edits.length > 0;
  }

  /** A campaign that was started on this laptop: its first content is made here, as the server would make it. */
  #foundHere(copy: StoredCopy): void {
    const founding = foundingUpdate(this.#ports.kind);
    applyAsIs(this.doc, [founding], FROM_STORE);
    copy.write(founding, null);
    copy.describe({ syncedAt: this.#ports.now().toISOString() });
    this.#life = { at: 'open', hasText: true };
  }

  #connect(): void {
    this.#connection ??= new Connection({
      room: this.#ports.name,
      doc: this.doc,
      awareness: this.awareness,
      ledger: this.#ledger,
      askTicket: this.#ports.askTicket,
      open: this.#ports.open,
      admitted: (ticket) => this.#admitted(ticket),
      mayWrite: () => this.#mayWrite && this.#ticketAccess === 'write',
      take: (update, first, origin) => this.#take(update, first, origin),
      acknowledged: (edits) => {
        this.#copy?.acknowledge(edits);
        this.#changed();
      },
      notice: (says) => {
        this.#notices.server = says;
        this.#changed();
      },
      closed: (close) => this.#closed(close),
      changed: () => {
        this.#merge.lineStands(this.#connection?.state === 'connected');
        this.#changed();
      },
    });
    this.#connection.connect();
  }

  #admitted(ticket: Extract<Ticket, { ok: true }>): boolean {
    if (this.#life.at !== 'open') return false;
    this.#ticketAccess = ticket.access;
    const admitted = admission(ticket, { epoch: this.#epoch, unsent: this.unsent });
    if (admitted.do === 'start afresh') {
      void this.#startAfresh(admitted.says, admitted.keep);
      return false;
    }
    // On the disk before anything that the server is about to send.
    if (this.#epoch === null) this.#copy?.describe({ epoch: ticket.epoch });
    this.#epoch = ticket.epoch;
    this.#notices.line = '';
    this.#merge.begins(this.#unsentBytes());
    return true;
  }

  #closed(close: Omit<Close, 'pending' | 'gone'>): boolean {
    if (this.#life.at !== 'open') return false;
    this.#notices.server = '';
    const campaign = this.#ports.campaign();
    const gone = campaign === 'unknown' && this.#epoch !== null;
    const next = afterClose({ ...close, pending: campaign === 'pending', gone });
    if (next.do === 'come back') return true;
    this.#awaited = false;
    if (next.do === 'start afresh') {
      // With nothing unsent there is nothing to keep; the next ticket says what may be done.
      if (next.keep === 'unsent' && this.unsent === 0 && close.times < 3) return true;
      void this.#startAfresh(next.says, next.keep);
    } else if (next.do === 'read only') this.#notices.frozen = next.says;
    else this.#notices.line = next.says ?? '';
    this.#changed();
    return false;
  }

  /** Takes an update of the server, if this app knows everything in it. */
  #take(update: Uint8Array, first: boolean, origin: object): 'taken' | 'missing' | 'refused' {
    const verdict = checkUpdate(this.doc, update, this.#ports.kind, 'room');
    if (!verdict.ok && verdict.missing) return 'missing';
    if (!verdict.ok) {
      this.#notices.frozen = updateNeeded;
      this.#changed();
      return 'refused';
    }
    const apply = () => {
      if (!verdict.idle) applyAsIs(this.doc, [update], origin);
    };
    if (first) this.#takeFirst(apply);
    else {
      apply();
      this.#waiting.retry('the server');
    }
    return 'taken';
  }

  #takeFirst(apply: () => void): void {
    const before = this.#merge.receipt;
    this.#merge.merge(this.#hasText, apply);
    this.#waiting.retry('the server');
    this.#life = { at: 'open', hasText: true };
    const { syncedAt, receipt } = this.#merge;
    this.#copy?.describe({ syncedAt, epoch: this.#epoch, ...(receipt !== before && { receipt }) });
    this.#compare().catch((error: unknown) => {
      console.warn('What was kept of a text could not be compared with it.', error);
    });
    this.#changed();
  }

  /** What stood here before a restore, compared with what stands here now: where nothing is missing, nobody needs to look. */
  async #compare(): Promise<void> {
    const { store, name, kind } = this.#ports;
    const texts = await compareKept(store, name, new Map(standingTexts(this.doc, kind)));
    this.#awaited = false;
    if (this.#hasEnded) return;
    this.#ports.changed();
    if (texts.length === 0) return;
    this.#merge.receipt = this.#merge.withLost(texts);
    const missing = isMissing(texts);
    if (!missing) this.#notices.fresh = '';
    this.#copy?.describe({ receipt: this.#merge.receipt, ...(!missing && { why: null }) });
    this.#ports.kept();
    this.#changed();
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === FROM_STORE) return;
    if (this.#connection?.isOrigin(origin)) this.#copy?.write(update, null);
    else {
      const edit = this.#ledger.made(update, origin instanceof FromRow ? origin.id : null);
      if (edit.id === null) this.#copy?.write(update, edit);
      this.#merge.typed(update);
      this.#keepWhereSuspended();
    }
    this.#changed();
  };

  /** At once: once somebody is let back in nothing tells any more what was written without the right to. */
  #keepWhereSuspended(): void {
    if (this.#ports.suspended() && this.unsent > 0) this.keepUnsent();
  }

  /** Keeps what cannot be sent, and makes room for a copy as the server has it. */
  async #startAfresh(says: string, keep: Lost['kind']): Promise<void> {
    const copy = this.#copy;
    if (this.#life.at !== 'open' || !copy) return;
    this.#life = { at: 'leaving', hasText: this.#life.hasText };
    this.#connection?.stop();
    this.#changed();
    await copy.settled();
    for (let attempt = 0; !(await this.#replace(copy, says, keep)); attempt += 1) {
      // Kept nowhere, so not let go of: it stays as it is, for reading.
      this.#notices.frozen = notKept;
      this.#changed();
      await this.#wait.sleep(waitBefore(attempt));
      if (this.#hasEnded) return;
    }
    this.#life = this.#hasEnded ? { at: 'ended', wasReplaced: true } : { at: 'replaced' };
    this.#ports.kept();
    this.#ports.gone();
    this.#changed();
  }

  async #replace(copy: StoredCopy, says: string, keep: Lost['kind']): Promise<boolean> {
    try {
      for (;;) {
        const rest = await copy.rest();
        const mine = new Set(this.#ledger.unacknowledged().map(({ id }) => id));
        for (const { id, bytes } of rest?.unsent ?? []) if (!mine.has(id)) this.#ledger.made(bytes, id);
        const draft = this.#draft(says, keep, rest?.apart ?? []);
        // Where the campaign is gone there is no text left beside which to show it.
        const receipt = keep === 'all' ? null : this.#merge.withLost(draft.texts ?? []);
        // What a window writes meanwhile is taken with it.
        if (await copy.replace(draft, receipt, rest?.known ?? new Set())) return true;
      }
    } catch (error) {
      console.warn('What could not be sent could not be kept on this laptop either.', error);
      return false;
    }
  }

  #draft(says: string, keep: Lost['kind'], apart: readonly StoredEdit[]): RecoveryDraft {
    const { name, kind, now } = this.#ports;
    const lost: Lost = keep === 'unsent' ? { kind: keep, mine: rangesOf(this.#unsentBytes()) } : { kind: keep };
    const draft = recoveryDraft(this.doc, { room: name, kind, at: now().toISOString(), says }, lost);
    if (apart.length === 0) return draft;
    return { ...draft, state: Y.mergeUpdates([draft.state, ...apart.map(({ bytes }) => bytes)]) };
  }

  #unsentBytes(): Uint8Array[] {
    return this.#ledger.unacknowledged().map(({ bytes }) => bytes);
  }
  get #hasText(): boolean {
    const { at } = this.#life;
    return at === 'open' || at === 'leaving' ? this.#life.hasText : at !== 'reading';
  }
  get #hasEnded(): boolean {
    return this.#life.at === 'ended';
  }
  get #mayWrite(): boolean {
    return this.#notices.frozen === '' && (this.#life.at === 'open' || this.#life.at === 'reading');
  }

  #read(): RoomStatus {
    const { access, online } = this.#ports;
    const missing = this.#life.at === 'open' && !this.#life.hasText && !online() ? notHere : '';
    const state = this.#connection?.state;
    return {
      access: this.#mayWrite && this.#ticketAccess === 'write' ? access() : 'read',
      loaded: this.#hasText,
      connection: state === 'connected' ? 'connected' : online() && state !== 'stopped' ? 'connecting' : 'offline',
      unsent: this.unsent,
      notice: this.#notices.gravest || missing || null,
      receipt: this.#merge.receipt,
    };
  }

  #changed(): void {
    this.#status = this.#read();
    for (const listener of this.#listeners) listener();
    this.#ports.changed();
  }
}

import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { applyAsIs } from '../../../domain/campaign/apply-as-is.ts';
import { checkUpdate } from '../../../domain/campaign/check-update.ts';
import { foundingUpdate } from '../../../domain/campaign/founding.ts';
import type { RoomKind, RoomName } from '../../../domain/campaign/rooms.ts';
import type { Ticket } from '../../../domain/wire/http.ts';
import type { RoomStatus } from '../contract.ts';
import type { Siblings } from '../siblings.ts';
import type { LocalStore, StoredEdit } from '../store/local-store.ts';
import { afterClose } from './after-close.ts';
import { rangesOf } from './clock-ranges.ts';
import { Connection } from './connection.ts';
import { compareKept, isMissing, recoveryDraft, standingTexts, type Lost } from './kept-texts.ts';
import { Ledger } from './ledger.ts';
import { FROM_STORE, loadCopy } from './local-copy.ts';
import { RoomNotices } from './room-notices.ts';
import { RoomWriter } from './room-writer.ts';
import type { AskTicket } from './tickets.ts';
import { TimeApart } from './time-apart.ts';

export type LocalRoomPorts = {
  name: RoomName;
  kind: RoomKind;
  store: LocalStore;
  tell: Siblings['tell'];
  askTicket: AskTicket;
  open: (protocols: string[]) => WebSocket;
  /** Whether the server knows the campaign, as far as this laptop can say. */
  campaign: () => 'known' | 'pending' | 'unknown';
  /** What this member may do in it, by the state this laptop has. */
  access: () => RoomStatus['access'];
  online: () => boolean;
  changed: () => void;
  /** Something was kept that the server has no more, or was found there after all. */
  kept: () => void;
  /** Forget it: nobody needs it any more, or a fresh copy shall take its place. */
  gone: () => void;
  now: () => Date;
};

/** Rows after which one update stands for them all: while it is open, and when it is opened or let go of. */
const COMPACT_AT = 1_000;
const COMPACT_ABOVE = 100;
const updateNeeded = 'This text was written with a newer app. Update this one; until then you can read what is here.';
const notHere = 'This text is not on this laptop yet. It comes as soon as the server can be reached.';

/** An update that another window of this seat has kept already. */
class FromSibling {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
}

/** One room as this laptop holds it: the document, what of it is unsent, its copy on the disk, and its line to the server. */
export class LocalRoom {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly #ports: LocalRoomPorts;
  readonly #ledger = new Ledger();
  readonly #notices = new RoomNotices();
  readonly #apart: TimeApart;
  readonly #listeners = new Set<() => void>();
  #writer: RoomWriter | null = null;
  #connection: Connection | null = null;
  #status: RoomStatus;
  #loaded = false;
  #ended = false;
  /** On its way to be replaced: nothing may be typed any more. */
  #leaving = false;
  #replaced = false;
  #life = 0;
  #generation = 0;
  #epoch: number | null = null;
  #orphans: StoredEdit[] = [];
  /** Not to be let go of before the server was heard: after a restore, what stands there is compared with what stood here. */
  #awaited = false;
  #ticketAccess: RoomStatus['access'] = 'write';

  constructor(ports: LocalRoomPorts) {
    this.#ports = ports;
    this.#apart = new TimeApart(this.doc, ports.kind, ports.now);
    // Nobody is in it until a screen shows it. (A first state would also go unheard: others take it for one they know.)
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
  replaced = (): boolean => this.#replaced;
  get unsent(): number {
    return this.#ledger.unsent + this.#orphans.filter(({ unsent }) => unsent).length;
  }
  /** Nothing of it waits for anything: it may be let go of. */
  get isDone(): boolean {
    return this.#writer !== null && !this.#awaited && this.unsent === 0 && this.unsaved === 0;
  }
  get unsaved(): number {
    return this.#ledger.unsaved;
  }

  dismissReceipt = (): void => {
    this.#apart.receipt = null;
    this.#notices.fresh = '';
    this.#describe({ receipt: null, why: null });
    this.#changed();
  };

  /** Stays until the server was heard, even if no screen shows it. */
  awaitServer(): void {
    if (this.#connection?.state !== 'connected') this.#awaited = true;
  }

  /** Something changed outside (rights, the campaign, the line): goes on where it waited. */
  look(): void {
    if (this.#ended || this.#leaving) return;
    const { campaign, online } = this.#ports;
    if (this.#writer && this.#notices.frozen === '' && campaign() !== 'pending' && online()) this.#connect();
    this.#changed();
  }

  /** Another window of this seat has kept these. */
  fromSibling(edits: readonly { id: number; bytes: Uint8Array }[]): void {
    for (const { id, bytes } of edits) {
      if (!this.#writer || this.#notices.frozen !== '' || this.#ended) return;
      const verdict = checkUpdate(this.doc, bytes, this.#ports.kind, 'room');
      if (!verdict.ok) continue;
      this.#writer.has([id]);
      if (!verdict.idle) applyAsIs(this.doc, [bytes], new FromSibling(id));
    }
  }

  /** Resolves once everything typed so far is on this laptop's disk, or cannot be. */
  async flush(): Promise<void> {
    await this.#writer?.settled();
  }

  /** Lets go of it. What is not on the disk yet still gets there. */
  async end(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#connection?.destroy();
    this.#connection = null;
    await this.#writer?.settled();
    if (!this.#replaced) await this.#compact();
    this.#writer?.stop();
    this.doc.off('update', this.#onUpdate);
    this.doc.destroy();
  }

  async #load(): Promise<void> {
    const { store, name, kind } = this.#ports;
    const stored = await store.room(name).catch((error: unknown) => {
      console.warn('What this laptop keeps of a text could not be read.', error);
      this.#notices.disk = 'What this laptop keeps of this text could not be read. It comes from the server.';
      return null;
    });
    if (this.#ended) return;
    this.#life = stored?.life ?? 0;
    this.#generation = stored?.generation ?? 0;
    this.#writer = new RoomWriter(
      {
        name,
        store,
        wrote: (edits) => {
          if (edits.length > 0) this.#ports.tell({ kind: 'edits', room: name, edits });
          if (this.#writer && this.#writer.ids.length >= COMPACT_AT) void this.#compact();
          this.#changed();
        },
        trouble: (says) => {
          this.#notices.disk = says ?? '';
          this.#changed();
        },
        replaced: () => void this.#startAfresh('', this.#unsentLost()),
      },
      this.#life,
    );
    if (stored) {
      this.#epoch = stored.epoch;
      this.#apart.receipt = stored.receipt;
      this.#apart.syncedAt = stored.syncedAt;
      this.#notices.fresh = stored.why ?? '';
      const { taken, orphans, tooNew } = loadCopy(this.doc, kind, stored);
      this.#writer.has(taken.map(({ id }) => id));
      for (const { id, bytes, unsent } of taken) if (unsent) this.#ledger.made(bytes, id);
      this.#orphans = orphans;
      if (tooNew) this.#notices.frozen = updateNeeded;
      // A room may be whole and empty: a copy without steps.
      this.#awaited ||= stored.life > 0 && stored.syncedAt === null;
      this.#loaded = stored.syncedAt !== null || stored.base !== null || stored.edits.length > 0;
      void this.#compact();
    }
    if (!this.#loaded && this.#ports.campaign() === 'pending') {
      const founding = foundingUpdate(kind);
      applyAsIs(this.doc, [founding], FROM_STORE);
      this.#writer.write(founding, null);
      this.#loaded = true;
      this.#describe({ syncedAt: this.#ports.now().toISOString() });
    }
    this.look();
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
      mayWrite: () => this.#access() === 'write',
      take: (update, first, origin) => this.#take(update, first, origin),
      acknowledged: (edits) => {
        this.#writer?.acknowledge(edits);
        this.#changed();
      },
      notice: (says) => {
        this.#notices.server = says;
        this.#changed();
      },
      closed: (close) => this.#closed(close),
      changed: () => {
        this.#apart.line(this.#connection?.state === 'connected');
        this.#changed();
      },
    });
    this.#connection.connect();
  }

  #admitted({ epoch, access }: Extract<Ticket, { ok: true }>): boolean {
    this.#ticketAccess = access;
    if (this.#epoch !== null && this.#epoch !== epoch) {
      void this.#startAfresh(
        'The server was put back to an older state of this text. What stood here before is kept below where it differs.',
        { kind: 'to be compared' },
      );
      return false;
    }
    if (access === 'read' && this.unsent > 0) {
      void this.#startAfresh(
        'You may only read this text now. What you wrote and could not send is kept below.',
        this.#unsentLost(),
      );
      return false;
    }
    if (this.#epoch === null) this.#describe({ epoch });
    this.#epoch = epoch;
    this.#notices.line = '';
    this.#apart.ends(this.#unsentBytes());
    return true;
  }

  #closed(close: Parameters<ConstructorParameters<typeof Connection>[0]['closed']>[0]): boolean {
    if (this.#leaving || this.#ended) return false;
    this.#notices.server = '';
    const campaign = this.#ports.campaign();
    const gone = campaign === 'unknown' && this.#epoch !== null;
    const next = afterClose({ ...close, pending: campaign === 'pending', gone });
    if (next.do === 'come back') return true;
    this.#awaited = false;
    if (next.do === 'start afresh') {
      // With nothing unsent there is nothing to keep; the next ticket says what may be done.
      if (next.keep === 'unsent' && this.unsent === 0 && close.times < 3) return true;
      void this.#startAfresh(next.says, next.keep === 'all' ? { kind: 'all' } : this.#unsentLost());
    } else if (next.do === 'read only') this.#notices.frozen = next.says;
    else this.#notices.line = next.says ?? '';
    this.#changed();
    return false;
  }

  /** Takes an update of the server, if this app knows everything in it. */
  #take(update: Uint8Array, first: boolean, origin: object): 'taken' | 'missing' | 'refused' {
    const { kind } = this.#ports;
    const verdict = checkUpdate(this.doc, update, kind, 'room');
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
    else apply();
    return 'taken';
  }

  #takeFirst(apply: () => void): void {
    const before = this.#apart.receipt;
    this.#apart.merge(this.#loaded, apply);
    this.#takeOrphans();
    this.#loaded = true;
    const { syncedAt, receipt } = this.#apart;
    this.#describe({ syncedAt, epoch: this.#epoch, ...(receipt !== before && { receipt }) });
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
    if (!this.#ended) this.#ports.changed();
    if (texts.length === 0 || this.#ended) return;
    this.#apart.receipt = this.#apart.withLost(texts);
    const missing = isMissing(texts);
    if (!missing) this.#notices.fresh = '';
    this.#describe({ receipt: this.#apart.receipt, ...(!missing && { why: null }) });
    this.#ports.kept();
    this.#changed();
  }

  /** What had to wait for something the server had. */
  #takeOrphans(): void {
    const orphans = this.#orphans;
    this.#orphans = [];
    for (const orphan of orphans) {
      const verdict = checkUpdate(this.doc, orphan.bytes, this.#ports.kind, 'room');
      if (!verdict.ok) this.#orphans.push(orphan);
      else {
        this.#writer?.has([orphan.id]);
        if (!verdict.idle) applyAsIs(this.doc, [orphan.bytes], new FromSibling(orphan.id));
        else if (orphan.unsent) this.#writer?.acknowledge([{ ...orphan, acknowledged: true }]);
      }
    }
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === FROM_STORE) return;
    if (this.#connection?.isOrigin(origin)) this.#writer?.write(update, null);
    else {
      const edit = this.#ledger.made(update, origin instanceof FromSibling ? origin.id : null);
      if (edit.id === null) this.#writer?.write(update, edit);
      this.#apart.typed(update);
    }
    this.#changed();
  };

  /** Keeps what cannot be sent, and makes room for a copy as the server has it. */
  async #startAfresh(says: string, lost: Lost): Promise<void> {
    if (this.#leaving || this.#ended) return;
    this.#leaving = true;
    this.#connection?.stop();
    this.#changed();
    const { name, kind, store, now } = this.#ports;
    await this.#writer?.settled();
    const draft = recoveryDraft(this.doc, { room: name, kind, at: now().toISOString(), says }, lost);
    // Where the campaign is gone there is no text left beside which to show it.
    const receipt = lost.kind === 'all' ? null : this.#apart.withLost(draft.texts ?? []);
    try {
      await store.replaceRoom(this.#life, draft, receipt);
    } catch {
      // Kept nowhere, so not let go of: it stays as it is, for reading.
      this.#leaving = false;
      this.#notices.frozen =
        'What you wrote could not be sent, and this laptop’s disk takes nothing. Copy it, then free some space.';
      this.#changed();
      return;
    }
    this.#replaced = true;
    this.#ports.kept();
    this.#ports.gone();
    this.#changed();
  }

  async #compact(): Promise<void> {
    const ids = [...(this.#writer?.ids ?? [])];
    if (this.#notices.frozen !== '' || ids.length < COMPACT_ABOVE) return;
    // Taken off the list before anything is awaited, so that nobody compacts them twice.
    this.#writer?.forget(ids);
    const base = Y.encodeStateAsUpdate(this.doc);
    const done = await this.#ports.store.compact(this.#ports.name, base, ids, this.#generation).catch(() => false);
    // Otherwise another window has compacted: it goes on doing so.
    if (done) this.#generation += 1;
  }

  #describe(change: Parameters<LocalStore['describeRoom']>[1]): void {
    this.#ports.store.describeRoom(this.#ports.name, change).catch((error: unknown) => {
      // Worth asking again at the next sync, and nothing worse.
      console.warn('What is known of a text could not be kept on this laptop.', error);
    });
  }

  #unsentLost(): Lost {
    return { kind: 'unsent', mine: rangesOf(this.#unsentBytes()) };
  }
  #unsentBytes(): Uint8Array[] {
    return this.#ledger.unacknowledged().map(({ bytes }) => bytes);
  }
  #access(): RoomStatus['access'] {
    const mayNot = this.#notices.frozen !== '' || this.#leaving || this.#ticketAccess === 'read';
    return mayNot ? 'read' : this.#ports.access();
  }

  #read(): RoomStatus {
    const missing = !this.#loaded && this.#writer !== null && !this.#ports.online() ? notHere : '';
    const state = this.#connection?.state;
    return {
      access: this.#access(),
      loaded: this.#loaded,
      connection:
        state === 'connected' ? 'connected' : this.#ports.online() && state !== 'stopped' ? 'connecting' : 'offline',
      unsent: this.unsent,
      notice: this.#notices.gravest || missing || null,
      receipt: this.#apart.receipt,
    };
  }

  #changed(): void {
    this.#status = this.#read();
    for (const listener of this.#listeners) listener();
    this.#ports.changed();
  }
}

import { carriedOut } from '../../../domain/carried-out.ts';
import type { Command } from '../../../domain/command.ts';
import type { Reason } from '../../../domain/gate/refusal.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import { waitBefore } from '../backoff.ts';
import type { Outcome, Pending } from '../contract.ts';
import type { Note } from '../window-channel.ts';
import type { LocalStore } from '../store/local-store.ts';
import type { Answer } from '../transport/transport.ts';
import { asOutcome, sendDirect } from './direct-command.ts';
import type { Head } from '../feed/chain.ts';
import { isOtherwise, replyVerdict, type Verdict } from './reply-verdict.ts';
import { RowWait } from './row-wait.ts';
import { StoredQueue } from './stored-queue.ts';

export type OutboxPorts = {
  store: Pick<LocalStore, 'outbox' | 'putPending' | 'dropPending'>;
  /** Rejects where the server cannot be reached. `head`: the newest row its person had seen, for what needs the present state of the world. */
  post: (command: Command, head: Head | null) => Promise<Answer>;
  /** The fold over the feed, without what only this laptop knows. */
  state: () => WorkspaceState;
  online: () => boolean;
  /** The server answers, and tells what this laptop does not take. */
  disputed: () => boolean;
  /** The server has said that this member is suspended. */
  suspended: () => boolean;
  leads: () => boolean;
  changed: () => void;
  tell: (note: Note) => void;
  /** Nobody answered there: the line may be dead. */
  doubt: () => void;
  /** A sentence where commands cannot go out although the server answers; null once they can. */
  stuck: (says: string | null) => void;
  now: () => Date;
};

/** How long somebody who waits for an answer is kept waiting before they are told that it is queued, in ms. */
const PATIENCE = 10_000;

const diskUnread =
  'What waits on this laptop to be sent cannot be read at the moment. Nothing of it is lost; it is tried again.';
const notKept = (): Outcome => ({
  kind: 'refused',
  reasons: [
    {
      code: 'bad value',
      says: 'This could not be kept on this laptop; its disk may be full. Free some space and try again.',
      fix: null,
    },
  ],
});
const wasSuspended: Reason[] = [
  {
    code: 'not allowed',
    says: 'You were suspended, so this was not sent. Once an admin has let you back in you can send it again.',
    fix: null,
  },
];
/** A person's own sentences are kept whatever happens; a mere choice is made again on the screen that says why not. */
const carriesWords = (command: Command): boolean => 'comment' in command || 'quote' in command;

/** Commands on their way: kept on this laptop, sent in order by the one window that leads, and kept with the reasons where refused. */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #queue: StoredQueue;
  readonly #rows: RowWait;
  /** The server has carried them out, and their rows have not come yet. They stay on the disk until then: it may be put back before. */
  #taken: (Pending & { number: number })[] = [];
  #sending: string | null = null;
  #list: Pending[] = [];
  #draining = false;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #stopped = false;
  /** How often the disk could not be read, since it last could. */
  #unread = 0;
  #reading: ReturnType<typeof setTimeout> | null = null;
  readonly #waiters = new Map<string, (outcome: Outcome) => void>();
  readonly #onChange = new Set<() => void>();

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
    this.#queue = new StoredQueue(ports.store);
    this.#rows = new RowWait(() => ports.state().number);
  }

  /** What waits, is on its way, or was refused, in order. The same array until it changes. */
  list(): Pending[] {
    return this.#list;
  }

  /** A sentence while nobody knows what this laptop's disk has to send; null where it was read. */
  get unread(): string | null {
    return this.#unread ? diskUnread : null;
  }

  /** The server answers, and takes nothing at the moment. */
  get stalled(): boolean {
    return this.#retry !== null;
  }

  /** Something is on its way, or about to be. */
  get isSending(): boolean {
    return this.#sending !== null || this.#queue.next !== undefined;
  }

  /** The disk was told what became of every command: the next start sends none by itself that was refused here. */
  get isKept(): boolean {
    return this.#queue.isKept;
  }

  /** Tells the disk again what it did not take. Resolves once it has it, or refuses it still. */
  keepAgain(): Promise<void> {
    return this.#queue.keepAgain();
  }

  /** Reads what the laptop kept; again whenever another window changed it. Rejects where it cannot be read. */
  async load(): Promise<void> {
    try {
      await this.#queue.load(
        (id) => this.#taken.some(({ command }) => command.id === id),
        (id) => this.#isCarriedOut(id),
      );
      this.#unread = 0;
    } catch (error) {
      this.#readLater();
      throw error;
    }
    this.#changed();
    this.drain();
  }

  /** Takes a command that may wait. Resolves once it was decided, or at once where it has to wait. */
  give(command: Command): Promise<Outcome> {
    return this.#queued({ command, at: this.#ports.now().toISOString(), state: 'waits' });
  }

  /** Sends a command that needs the present state of the world; nothing of it is queued. */
  sendNow(command: Command): Promise<Outcome> {
    return sendDirect(command, {
      online: this.#ports.online,
      disputed: this.#ports.disputed,
      settled: () => this.#decided(),
      post: (posted, head) => this.#post(posted, head),
      head: () => {
        const { number, head } = this.#ports.state();
        return { number, head };
      },
      row: (number) => this.#rows.until(number),
    });
  }

  /** Sends a refused command again. */
  async retry(commandId: string): Promise<Outcome> {
    const refused = this.#queue.find(commandId);
    if (!refused) return { kind: 'queued' };
    return this.#queued({ command: refused.command, at: refused.at, state: 'waits' });
  }

  /** Throws a command away, unless it is on its way or carried out. */
  discard(commandId: string): void {
    if (this.#sending === commandId || !this.#queue.find(commandId)) return;
    this.#drop(commandId);
    this.#changed();
  }

  /** Sends what waits, in order, where this window is the one to do it. */
  drain(): void {
    if (this.#draining || this.#retry !== null || !this.#mayDrain()) return;
    this.#draining = true;
    void this.#sendAll().finally(() => {
      this.#draining = false;
      if (this.#retry === null && this.#mayDrain() && this.#queue.next) this.drain();
    });
  }

  /** The connection came back, or a person asked: no need to wait any longer. */
  hurry(): void {
    this.#forgetRetry();
    this.drain();
  }

  /** The connection went: whoever waits for an answer is told that theirs is queued. */
  lineBroke(): void {
    for (const id of this.#waiters.keys()) this.#tellWaiter(id, { kind: 'queued' });
    for (const look of this.#onChange) look();
  }

  /** Rows came: what they tell of is not pending any more, whatever became of the answer to it. */
  rowsCame(): void {
    const state = this.#ports.state();
    const isHere = ({ command, number }: Pending & { number: number }) =>
      this.#isCarriedOut(command.id) || state.number >= number;
    const here = [
      ...this.#taken.filter(isHere),
      ...this.#queue.commands.filter(({ command }) => this.#isCarriedOut(command.id)),
    ];
    if (here.length > 0) {
      this.#taken = this.#taken.filter((taken) => !isHere(taken));
      for (const { command } of here) {
        this.#drop(command.id);
        const number = carriedOut(state, command.id);
        if (number !== undefined) this.#tellWaiter(command.id, { kind: 'done', number });
      }
      if (!this.#queue.next) this.#forgetRetry();
      this.#changed();
    }
    this.#rows.rowsCame();
  }

  /**
   * The server was put back, and the feed is about to be: what it had carried out and has not told of goes out again, under the same id.
   * Numbers that were told before mean nothing now, so nobody waits for them.
   */
  wasPutBack(): void {
    const again = this.#taken
      .filter(({ command }) => !this.#isCarriedOut(command.id))
      .map(({ command, at }): Pending => ({ command, at, state: 'waits' }));
    this.#queue.putBack(again);
    this.#forgetTaken();
    this.drain();
  }

  /** Reads again what the laptop keeps: another window may have been killed before it could tell of something new. */
  reload(): void {
    if (this.#stopped) return;
    this.load().catch((error: unknown) => {
      if (!this.#stopped) console.warn('What waits on this laptop to be sent could not be read.', error);
    });
  }

  /** What another window of this seat tells. */
  heard(note: Note): void {
    // The window that leads sends them again.
    if (note.kind === 'restored') this.#forgetTaken();
    if (note.kind === 'outbox' || note.kind === 'restored') this.reload();
    if (note.kind !== 'outcome') return;
    const { command: id, outcome } = note;
    const mine = this.#queue.find(id);
    if (outcome.kind !== 'done') return this.#tellWaiter(id, outcome);
    if (mine) this.#take(mine, outcome.number);
    void this.#rows.until(outcome.number).then(() => this.#tellWaiter(id, outcome));
  }

  /** Resolves once whatever was given so far is on this laptop's disk, or was refused by it. */
  settled(): Promise<void> {
    return this.#queue.settled();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#reading !== null) clearTimeout(this.#reading);
    this.#forgetRetry();
    this.lineBroke();
  }

  async #queued(pending: Pending): Promise<Outcome> {
    try {
      await this.#queue.put(pending);
    } catch {
      return notKept();
    }
    this.#changed();
    this.#ports.tell({ kind: 'outbox' });
    return this.#outcomeOf(pending.command);
  }

  async #sendAll(): Promise<void> {
    for (let next = this.#queue.next; next && this.#mayDrain(); next = this.#queue.next) {
      // Not left waiting: it would go out by itself once they are let back in.
      if (this.#ports.suspended()) {
        this.#ports.stuck(null);
        await this.#refuse(next, wasSuspended);
        continue;
      }
      this.#sending = next.command.id;
      this.#changed();
      const verdict = await this.#post(next.command, null);
      this.#sending = null;
      if (verdict.kind === 'later' || verdict.kind === 'stuck') {
        // Its row may have come meanwhile, and it is gone.
        if (!this.#queue.find(next.command.id)) continue;
        this.#later(next.command.id);
        return;
      }
      this.#attempt = 0;
      if (verdict.kind === 'taken') this.#finish(next, verdict);
      else await this.#refuse(next, verdict.reasons);
    }
  }

  #drop(id: string): void {
    void this.#queue.drop(id).then(() => this.#ports.tell({ kind: 'outbox' }));
  }

  #forgetTaken(): void {
    this.#taken = [];
    this.#rows.giveUp();
    this.#changed();
  }

  #readLater(): void {
    if (this.#stopped) return;
    if (this.#reading !== null) clearTimeout(this.#reading);
    this.#reading = setTimeout(() => this.reload(), waitBefore(this.#unread++));
    this.#changed();
  }

  #later(id: string): void {
    this.#retry = setTimeout(
      () => {
        this.#retry = null;
        this.drain();
      },
      waitBefore(this.#attempt++),
    );
    this.#changed();
    this.#tellWaiter(id, { kind: 'queued' });
  }
  #forgetRetry(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
  }

  async #post(command: Command, head: Head | null): Promise<Verdict> {
    let verdict: Verdict;
    try {
      const answer = await this.#ports.post(command, head);
      verdict = replyVerdict(answer);
      // The feed finds out what became of the server, and says it on every screen.
      if (isOtherwise(answer)) this.#ports.doubt();
    } catch {
      this.#ports.doubt();
      return { kind: 'later' };
    }
    this.#ports.stuck(verdict.kind === 'stuck' ? verdict.says : null);
    return verdict;
  }

  #finish(pending: Pending, verdict: Extract<Verdict, { kind: 'taken' }>): void {
    const { id } = pending.command;
    this.#take(pending, verdict.number);
    const outcome = asOutcome(verdict);
    this.#ports.tell({ kind: 'outcome', command: id, outcome });
    void this.#rows.until(verdict.number).then(() => this.#tellWaiter(id, outcome));
  }

  #take(pending: Pending, number: number): void {
    this.#queue.setAside(pending.command.id);
    this.#taken = [...this.#taken, { ...pending, number }];
    this.#changed();
    this.rowsCame();
  }

  async #refuse({ command, at }: Pending, reasons: Reason[]): Promise<void> {
    const outcome: Outcome = { kind: 'refused', reasons };
    if (this.#waiters.has(command.id) && !carriesWords(command)) await this.#queue.drop(command.id);
    // Not on the disk where that is full: then it is sent again at the next start, and refused again.
    else await this.#queue.mark({ command, at, state: 'refused', reasons });
    this.#changed();
    this.#ports.tell({ kind: 'outcome', command: command.id, outcome });
    this.#ports.tell({ kind: 'outbox' });
    this.#tellWaiter(command.id, outcome);
  }

  #outcomeOf({ id }: Command): Promise<Outcome> {
    if (!this.#isDecidedOn()) return Promise.resolve({ kind: 'queued' });
    const outcome = new Promise<Outcome>((resolve) => {
      const timer = setTimeout(() => this.#tellWaiter(id, { kind: 'queued' }), PATIENCE);
      this.#waiters.set(id, (decided) => {
        clearTimeout(timer);
        resolve(decided);
      });
    });
    this.hurry();
    return outcome;
  }

  #tellWaiter(id: string, outcome: Outcome): void {
    const waiter = this.#waiters.get(id);
    if (!waiter) return;
    this.#waiters.delete(id);
    waiter(outcome);
    // Refused in another window that did not know that somebody waits here.
    const kept = this.#queue.find(id);
    if (outcome.kind === 'refused' && kept && !carriesWords(kept.command)) this.discard(id);
  }

  /** Resolves to true once everything that waits now is decided, to false where that takes too long or the line breaks. */
  #decided(): Promise<boolean> {
    this.hurry();
    const before = this.#queue.commands.filter(({ state }) => state === 'waits').map(({ command }) => command.id);
    const left = () => before.some((id) => this.#queue.find(id)?.state === 'waits');
    if (!left()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (decided: boolean) => {
        clearTimeout(timer);
        this.#onChange.delete(look);
        resolve(decided);
      };
      const look = () => {
        if (!left()) end(true);
        else if (!this.#ports.online()) end(false);
      };
      const timer = setTimeout(() => end(false), PATIENCE);
      this.#onChange.add(look);
    });
  }

  #mayDrain(): boolean {
    return this.#ports.leads() && this.#isDecidedOn();
  }
  /** Whether what waits is decided on now: by the server, or here where it takes nothing of this member's. */
  #isDecidedOn(): boolean {
    return this.#ports.online() || this.#ports.suspended();
  }
  #isCarriedOut(id: string): boolean {
    return carriedOut(this.#ports.state(), id) !== undefined;
  }

  #changed(): void {
    const onTheWay = ({ command, at }: Pending): Pending => ({ command, at, state: 'sending' });
    this.#list = [
      ...this.#taken.map(onTheWay),
      ...this.#queue.commands.map((each) => (each.command.id === this.#sending ? onTheWay(each) : each)),
    ];
    for (const look of this.#onChange) look();
    this.#ports.changed();
  }
}

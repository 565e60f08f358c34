import { carriedOut } from '../../../domain/carried-out.ts';
import type { Command } from '../../../domain/command.ts';
import type { Reason } from '../../../domain/gate/refusal.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import type { Outcome, Pending } from '../contract.ts';
import { waitBefore } from '../backoff.ts';
import type { Note } from '../siblings.ts';
import type { LocalStore } from '../store/local-store.ts';
import type { Answer } from '../transport/transport.ts';
import { replyVerdict, type Verdict } from './reply-verdict.ts';

export type OutboxPorts = {
  store: Pick<LocalStore, 'outbox' | 'putPending' | 'dropPending'>;
  /** Rejects where the server cannot be reached. */
  post: (command: Command) => Promise<Answer>;
  /** The fold over the feed, without what only this laptop knows. */
  state: () => WorkspaceState;
  online: () => boolean;
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
/** How long a decided command may take to come back as a row. */
const ROW_PATIENCE = 5_000;
const TRIES = 3;

const noConnection: Outcome = {
  kind: 'offline',
  says: 'This needs a connection to the server. Nothing was sent; do it again once you are connected.',
};
const noAnswer: Outcome = {
  kind: 'offline',
  says: 'The server did not answer. Once you are connected again, look whether it happened before you repeat it.',
};
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
/** A person's own sentences are kept whatever happens; a mere choice is made again on the screen that says why not. */
const carriesWords = (command: Command): boolean => 'comment' in command || 'quote' in command;

/** Commands on their way: kept on this laptop, sent in order by the one window that leads, and kept with the reasons where refused. */
export class Outbox {
  readonly #ports: OutboxPorts;
  #kept: Pending[] = [];
  /** Decided by the server; their rows have not come yet. */
  #taken: (Pending & { number: number })[] = [];
  #sending: string | null = null;
  #list: Pending[] = [];
  #draining = false;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #store: Promise<unknown> = Promise.resolve();
  readonly #waiters = new Map<string, (outcome: Outcome) => void>();
  #catchingUp: { number: number; resolve: () => void }[] = [];

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  /** What waits, is on its way, or was refused, in order. The same array until it changes. */
  list(): Pending[] {
    return this.#list;
  }

  /** The server answers, and takes nothing at the moment. */
  get stalled(): boolean {
    return this.#retry !== null;
  }

  /** Reads what the laptop kept; again whenever another window changed it. */
  async load(): Promise<void> {
    await this.#serial(async () => {
      const kept = await this.#ports.store.outbox();
      // One that is decided may still stand in the store.
      this.#kept = kept.filter(
        ({ command }) =>
          carriedOut(this.#ports.state(), command.id) === undefined &&
          !this.#taken.some((taken) => taken.command.id === command.id),
      );
    });
    this.#changed();
    this.drain();
  }

  /** Takes a command that may wait. Resolves once it was decided, or at once where it has to wait. */
  async give(command: Command): Promise<Outcome> {
    const pending: Pending = { command, at: this.#ports.now().toISOString(), state: 'waits' };
    try {
      await this.#serial(() => this.#ports.store.putPending(pending));
    } catch {
      return notKept();
    }
    this.#kept = [...this.#kept, pending];
    this.#changed();
    this.#ports.tell({ kind: 'outbox' });
    return this.#outcomeOf(command);
  }

  /** Sends a command that needs the present state of the world; nothing of it is queued. */
  async sendNow(command: Command): Promise<Outcome> {
    if (!this.#ports.online()) return noConnection;
    await this.#drained();
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const verdict = await this.#post(command);
      if (verdict.kind === 'taken') return this.#done(verdict);
      if (verdict.kind === 'refused') return verdict;
      if (verdict.kind === 'stuck') return { kind: 'offline', says: verdict.says };
      // The same id, so that it is carried out once however often it is heard.
      await new Promise((resolve) => setTimeout(resolve, waitBefore(attempt)));
    }
    return noAnswer;
  }

  async retry(commandId: string): Promise<Outcome> {
    const refused = this.#kept.find(({ command }) => command.id === commandId);
    if (!refused) return { kind: 'queued' };
    const again: Pending = { command: refused.command, at: refused.at, state: 'waits' };
    try {
      await this.#serial(() => this.#ports.store.putPending(again));
    } catch {
      return notKept();
    }
    this.#replace(again);
    this.#ports.tell({ kind: 'outbox' });
    return this.#outcomeOf(again.command);
  }

  discard(commandId: string): void {
    if (this.#sending === commandId) return;
    this.#kept = this.#kept.filter(({ command }) => command.id !== commandId);
    this.#changed();
    void this.#drop(commandId).then(() => this.#ports.tell({ kind: 'outbox' }));
  }

  /** Sends what waits, in order, where this window is the one to do it. */
  drain(): void {
    if (this.#draining || this.#retry !== null || !this.#mayDrain()) return;
    this.#draining = true;
    void this.#sendAll().finally(() => {
      this.#draining = false;
      if (this.#retry === null && this.#mayDrain() && this.#next()) this.drain();
    });
  }

  /** The connection came back, or a person asked: no need to wait any longer. */
  hurry(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    this.drain();
  }

  /** The connection went: whoever waits for an answer is told that theirs is queued. */
  lineBroke(): void {
    for (const id of this.#waiters.keys()) this.#tellWaiter(id, { kind: 'queued' });
  }

  /** Rows came: what they tell of is not pending any more. */
  rowsCame(): void {
    const state = this.#ports.state();
    const left = this.#taken.filter(
      ({ command, number }) => carriedOut(state, command.id) === undefined && state.number < number,
    );
    if (left.length !== this.#taken.length) {
      this.#taken = left;
      this.#changed();
    }
    const here = this.#catchingUp.filter(({ number }) => state.number >= number);
    this.#catchingUp = this.#catchingUp.filter(({ number }) => state.number < number);
    for (const { resolve } of here) resolve();
  }

  /**
   * The server was put back: what it had decided and has no row of any more goes out again, under the same id. Numbers that were told
   * before mean nothing now, so nobody waits for them.
   */
  async wasPutBack(): Promise<void> {
    const state = this.#ports.state();
    const again = this.#taken
      .filter(({ command }) => carriedOut(state, command.id) === undefined)
      .map(({ command, at }): Pending => ({ command, at, state: 'waits' }));
    this.#taken = [];
    for (const { resolve } of this.#catchingUp.splice(0)) resolve();
    this.#kept = [...again, ...this.#kept];
    this.#changed();
    await this.#serial(async () => {
      for (const pending of again) await this.#ports.store.putPending(pending);
    }).catch(() => undefined);
    this.#ports.tell({ kind: 'outbox' });
    this.drain();
  }

  heard(note: Note): void {
    if (note.kind === 'outbox') void this.load();
    if (note.kind !== 'outcome') return;
    const { command: id, outcome } = note;
    const mine = this.#kept.find(({ command }) => command.id === id);
    if (mine && outcome.kind === 'done') this.#take(mine, outcome.number);
    this.#tellWaiter(id, outcome);
  }

  stop(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.lineBroke();
  }

  async #sendAll(): Promise<void> {
    for (let next = this.#next(); next && this.#mayDrain(); next = this.#next()) {
      this.#sending = next.command.id;
      this.#changed();
      const verdict = await this.#post(next.command);
      this.#sending = null;
      if (verdict.kind === 'later' || verdict.kind === 'stuck') {
        this.#later(next.command.id);
        return;
      }
      this.#attempt = 0;
      await (verdict.kind === 'taken' ? this.#finish(next, verdict) : this.#refuse(next, verdict.reasons));
    }
  }

  #later(id: string): void {
    this.#changed();
    this.#tellWaiter(id, { kind: 'queued' });
    this.#retry = setTimeout(
      () => {
        this.#retry = null;
        this.drain();
      },
      waitBefore(this.#attempt++),
    );
  }

  async #post(command: Command): Promise<Verdict> {
    let verdict: Verdict;
    try {
      verdict = replyVerdict(await this.#ports.post(command));
    } catch {
      this.#ports.doubt();
      return { kind: 'later' };
    }
    this.#ports.stuck(verdict.kind === 'stuck' ? verdict.says : null);
    return verdict;
  }

  async #finish(pending: Pending, verdict: Extract<Verdict, { kind: 'taken' }>): Promise<void> {
    const { command } = pending;
    this.#take(pending, verdict.number);
    await this.#drop(command.id);
    const { number, secret } = verdict;
    const outcome: Outcome = { kind: 'done', number, ...(secret !== undefined && { secret }) };
    this.#ports.tell({ kind: 'outcome', command: command.id, outcome });
    this.#ports.tell({ kind: 'outbox' });
    void this.#done(verdict).then((done) => this.#tellWaiter(command.id, done));
  }

  #take(pending: Pending, number: number): void {
    this.#kept = this.#kept.filter(({ command }) => command.id !== pending.command.id);
    this.#taken = [...this.#taken, { ...pending, number }];
    this.#changed();
    this.rowsCame();
  }

  async #refuse({ command, at }: Pending, reasons: Reason[]): Promise<void> {
    const outcome: Outcome = { kind: 'refused', reasons };
    const refused: Pending = { command, at, state: 'refused', reasons };
    if (this.#waiters.has(command.id) && !carriesWords(command)) {
      this.#kept = this.#kept.filter((each) => each.command.id !== command.id);
      await this.#drop(command.id);
    } else {
      // Not kept where the disk is full: then it is sent again at the next start, and refused again.
      await this.#serial(() => this.#ports.store.putPending(refused)).catch(() => undefined);
      this.#replace(refused);
    }
    this.#changed();
    this.#ports.tell({ kind: 'outcome', command: command.id, outcome });
    this.#ports.tell({ kind: 'outbox' });
    this.#tellWaiter(command.id, outcome);
  }

  #outcomeOf({ id }: Command): Promise<Outcome> {
    if (!this.#ports.online()) return Promise.resolve({ kind: 'queued' });
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
    const kept = this.#kept.find(({ command }) => command.id === id);
    if (outcome.kind === 'refused' && kept && !carriesWords(kept.command)) this.discard(id);
  }

  /** Resolves once the row of a decided command is here, so that the screen shows what it was told. */
  async #done({ number, secret }: Extract<Verdict, { kind: 'taken' }>): Promise<Outcome> {
    if (this.#ports.state().number < number)
      await new Promise<void>((resolve) => {
        this.#catchingUp.push({ number, resolve });
        setTimeout(resolve, ROW_PATIENCE);
      });
    return { kind: 'done', number, ...(secret !== undefined && { secret }) };
  }

  /** A decision comes after what its person said before it. */
  async #drained(): Promise<void> {
    const until = Date.now() + ROW_PATIENCE;
    this.hurry();
    while (this.#next() && this.#ports.online() && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }

  #next(): Pending | undefined {
    return this.#kept.find(({ state }) => state === 'waits');
  }
  #mayDrain(): boolean {
    return this.#ports.leads() && this.#ports.online();
  }

  async #drop(id: string): Promise<void> {
    // Left behind where the disk fails: sent again at the next start, and done once.
    await this.#serial(() => this.#ports.store.dropPending(id)).catch(() => undefined);
  }
  #replace(pending: Pending): void {
    this.#kept = this.#kept.map((each) => (each.command.id === pending.command.id ? pending : each));
    this.#changed();
  }
  #serial<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#store.then(work);
    this.#store = done.catch(() => undefined);
    return done;
  }
  #changed(): void {
    const onTheWay = ({ command, at }: Pending): Pending => ({ command, at, state: 'sending' });
    this.#list = [
      ...this.#taken.map(onTheWay),
      ...this.#kept.map((each) => (each.command.id === this.#sending ? onTheWay(each) : each)),
    ];
    this.#ports.changed();
  }
}

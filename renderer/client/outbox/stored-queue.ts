import type { Pending } from '../contract.ts';
import { inTurn } from '../in-turn.ts';
import type { LocalStore } from '../store/local-store.ts';

/** The commands that this laptop keeps, in the order in which they were given: what the disk has, and this window's view of it. */
export class StoredQueue {
  readonly #store: Pick<LocalStore, 'outbox' | 'putPending' | 'dropPending'>;
  #commands: readonly Pending[] = [];
  /** Let go of here. The disk may have them still: a reading that began before would bring them back, and they would be sent. */
  readonly #dropped = new Set<string>();
  /** What became of commands where the disk could not be told: it has them as they were, and a reading must not have them sent again. */
  readonly #unkept = new Map<string, Pending>();
  readonly #inTurn = inTurn();

  constructor(store: Pick<LocalStore, 'outbox' | 'putPending' | 'dropPending'>) {
    this.#store = store;
  }

  get commands(): readonly Pending[] {
    return this.#commands;
  }
  find(id: string): Pending | undefined {
    return this.#commands.find(({ command }) => command.id === id);
  }
  /** The oldest one that was not decided. */
  get next(): Pending | undefined {
    return this.#commands.find(({ state }) => state === 'waits');
  }

  /**
   * Reads what the disk has, without what is set `aside`, and lets go of what is `over`. Rejects where the disk cannot be read, and changes
   * nothing then.
   */
  load(aside: (id: string) => boolean, over: (id: string) => boolean): Promise<void> {
    return this.#inTurn(async () => {
      const kept = await this.#store.outbox();
      for (const { command } of kept) if (over(command.id)) this.#dropped.add(command.id);
      this.#commands = kept
        .filter(({ command }) => !this.#dropped.has(command.id) && !aside(command.id))
        .map((each) => this.#unkept.get(each.command.id) ?? each);
      await this.#letGo();
    });
  }

  /** Keeps a command at the end, or in another state where it stands. Rejects where the disk takes nothing, and changes nothing then. */
  put(pending: Pending): Promise<void> {
    this.#dropped.delete(pending.command.id);
    return this.#inTurn(async () => {
      await this.#store.putPending(pending);
      this.#unkept.delete(pending.command.id);
      this.#place(pending);
      await this.#letGo();
    });
  }

  /** The same where it must be so in this window whatever the disk says; until `keepAgain` a start finds what was there before. */
  async mark(pending: Pending): Promise<void> {
    await this.put(pending).catch(() => {
      this.#unkept.set(pending.command.id, pending);
      this.#place(pending);
    });
  }

  /** The disk was told what became of every command. */
  get isKept(): boolean {
    return this.#unkept.size === 0 && this.#dropped.size === 0;
  }

  /** Tells the disk again what it did not take. Resolves once it has it, or refuses it still. */
  keepAgain(): Promise<void> {
    return this.#inTurn(async () => {
      for (const [id, pending] of this.#unkept)
        await this.#store.putPending(pending).then(
          () => this.#unkept.delete(id),
          () => undefined,
        );
      await this.#letGo();
    });
  }

  /** Takes a command out of this window's view. The disk keeps it: nothing of it is certain before its row is here. */
  setAside(id: string): void {
    this.#commands = this.#commands.filter(({ command }) => command.id !== id);
  }

  /** Has commands that were set aside stand before all others again. */
  putBack(again: readonly Pending[]): void {
    const ids = new Set(again.map(({ command }) => command.id));
    this.#commands = [...again, ...this.#commands.filter(({ command }) => !ids.has(command.id))];
  }

  /**
   * Lets go of a command, here at once. Resolves once the disk has let go of it, too, or cannot. That is tried again with the next change;
   * if this window goes before, the next start sends it again, and the server does it once.
   */
  async drop(id: string): Promise<void> {
    this.#dropped.add(id);
    this.#unkept.delete(id);
    this.setAside(id);
    await this.#inTurn(() => this.#letGo());
  }

  /** Resolves once everything asked so far is on the disk, or was refused by it. */
  settled(): Promise<void> {
    return this.#inTurn(() => Promise.resolve());
  }

  async #letGo(): Promise<void> {
    for (const id of this.#dropped)
      await this.#store.dropPending(id).then(
        () => this.#dropped.delete(id),
        () => undefined,
      );
  }

  #place(pending: Pending): void {
    const { id } = pending.command;
    // Let go of while the disk was busy with it.
    if (this.#dropped.has(id)) return;
    this.#commands = this.find(id)
      ? this.#commands.map((each) => (each.command.id === id ? pending : each))
      : [...this.#commands, pending];
  }
}

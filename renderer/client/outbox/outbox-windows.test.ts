import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { carryOut } from '../../../domain/carried-out.ts';
import type { Command } from '../../../domain/command.ts';
import { emptyWorkspace } from '../../../domain/evolve.ts';
import type { Pending } from '../contract.ts';
import type { Note } from '../window-channel.ts';
import type { Answer } from '../transport/transport.ts';
import { Outbox } from './outbox.ts';

/**
 * Two windows of one member over one disk and one server, all of them slow by chance: lines that break, answers that get lost, disks that
 * refuse, windows that are killed in the middle. Time is pretended, so a story is the same for the same numbers.
 */
class World {
  readonly #roll: (sides: number) => number;
  #disk: Pending[] = [];
  #diskTurn: Promise<unknown> = Promise.resolve();
  #restores = 0;
  full = false;
  /** No answer gets lost any more. */
  calm = false;
  online = true;
  /** Ids of which the disk refused something: what it has of them may be older than what is true. */
  readonly stuck = new Set<string>();
  /** Ids in the order in which the server first did them. */
  readonly done: string[] = [];
  readonly undone = new Set<string>();
  readonly posts: { id: string; at: number }[] = [];
  windows: Window[] = [];
  constructor(numbers: readonly number[]) {
    let at = 0;
    this.#roll = (sides) => numbers[at++ % numbers.length]! % sides;
    this.windows = [new Window(this, true), new Window(this, false)];
  }

  get disk(): readonly Pending[] {
    return this.#disk;
  }
  chance(sides: number): boolean {
    return this.#roll(sides) === 0;
  }
  slowly(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.#roll(30)));
  }

  /** Transactions come one after the other, in the order in which they were asked for, whoever asks. */
  transaction<T>(by: Window, id: string | null, work: (disk: Pending[]) => [Pending[], T]): Promise<T> {
    if (!by.alive) return new Promise(() => undefined);
    const run = async (): Promise<T> => {
      await this.slowly();
      // What a window was killed in the middle of is there whole, or not at all; nobody hears which.
      if (!by.alive && this.chance(2)) return new Promise(() => undefined);
      if (id !== null && this.full) {
        this.stuck.add(id);
        throw new Error('full');
      }
      const [after, result] = work(this.#disk);
      this.#disk = after;
      return by.alive ? result : new Promise(() => undefined);
    };
    const turn = this.#diskTurn.then(() =>
      Promise.race([run(), new Promise<never>((_, no) => setTimeout(no, 31, 'dead'))]),
    );
    this.#diskTurn = turn.catch(() => undefined);
    return by.alive ? turn : new Promise(() => undefined);
  }

  async post(by: Window, { id }: Command): Promise<Answer> {
    this.posts.push({ id, at: Date.now() });
    const restores = this.#restores;
    await this.slowly();
    // A server that is put back is another process: what was on its way to the one before never comes there, nor its answer here.
    const isGone = () => !this.online || restores !== this.#restores;
    if (isGone()) throw new Error('cut');
    const refused = id.startsWith('bad');
    if (!refused && !this.done.includes(id)) {
      this.done.push(id);
      void this.slowly().then(() => this.#tellRows());
    }
    await this.slowly();
    if (!by.alive) return new Promise(() => undefined);
    if (isGone() || (!this.calm && this.chance(6))) throw new Error('the answer got lost');
    if (refused) return { status: 409, body: { refused: true, reasons: [{ code: 'x', says: 'No.', fix: null }] } };
    return { status: 200, body: { number: this.done.indexOf(id) + 1 } };
  }

  /** The window that leads hears of them, keeps them, and tells the other. */
  #tellRows(): void {
    const leader = this.windows.find(({ leads }) => leads)!;
    leader.rowsCome(this.done.length);
    this.tell(leader, { kind: 'rows', rows: Array.from({ length: this.done.length }) });
  }

  tell(by: Window, note: Note): void {
    for (const other of this.windows) if (other !== by) other.hears(note);
  }

  line(online: boolean): void {
    this.online = online;
    for (const { outbox } of this.windows)
      if (online) outbox.hurry();
      else outbox.lineBroke();
  }

  /** The server is put back to an older state: the window that leads finds out, and tells the other. */
  restore(to: number): void {
    const [leader, other] = this.windows[0]!.leads ? this.windows : this.windows.toReversed();
    this.#restores += 1;
    const pending = leader!.outbox.list().map(({ command }) => command.id);
    // Whose row was seen, that is an entry of the record by now, and kept as one.
    for (const id of this.done.splice(to)) if (!pending.includes(id)) this.undone.add(id);
    leader!.outbox.wasPutBack();
    leader!.rowsCome(this.done.length);
    other!.hears({ kind: 'restored' });
  }

  /** A window is gone from one moment to the next; the other leads from then on, and a new one opens. */
  kill(index: number): void {
    this.windows[index]!.alive = false;
    this.windows[index]!.leads = false;
    const other = this.windows[1 - index]!;
    other.leads = true;
    this.#tellRows();
    // As `openWorkspace` does for whoever leads from now on, and when a new window says hello.
    other.outbox.reload();
    this.windows[index] = new Window(this, false);
    other.hears({ kind: 'outbox' });
  }
}

class Window {
  readonly #world: World;
  readonly outbox: Outbox;
  leads: boolean;
  alive = true;
  #number = 0;
  #heard: Promise<unknown> = Promise.resolve();
  constructor(world: World, leads: boolean) {
    this.#world = world;
    this.leads = leads;
    this.#number = world.done?.length ?? 0;
    this.outbox = new Outbox({
      store: {
        outbox: () => world.transaction(this, null, (disk) => [disk, disk]),
        putPending: (pending) =>
          world.transaction(this, pending.command.id, (disk) => {
            const at = disk.findIndex(({ command }) => command.id === pending.command.id);
            return [at < 0 ? [...disk, pending] : disk.with(at, pending), undefined];
          }),
        dropPending: (id) =>
          world.transaction(this, id, (disk) => [disk.filter(({ command }) => command.id !== id), undefined]),
      },
      post: (command) => world.post(this, command),
      state: () => ({
        ...emptyWorkspace('w'),
        number: this.#number,
        done: world.done
          .slice(0, this.#number)
          .reduce<ReturnType<typeof emptyWorkspace>['done']>((done, id, index) => carryOut(done, id, index + 1), []),
      }),
      online: () => world.online,
      disputed: () => false,
      suspended: () => false,
      leads: () => this.alive && this.leads,
      changed: () => undefined,
      tell: (note) => {
        if (this.alive) world.tell(this, note);
      },
      doubt: () => undefined,
      stuck: () => undefined,
      now: () => new Date(),
    });
    void this.outbox.load().catch(() => undefined);
  }

  hears(note: Note): void {
    const last = this.#heard;
    const hear = async (): Promise<void> => {
      await last;
      await this.#world.slowly();
      if (!this.alive) return;
      this.outbox.heard(note);
      if (note.kind === 'rows') this.rowsCome(Math.max(this.#number, note.rows.length));
      if (note.kind === 'restored') this.rowsCome(this.#world.done.length);
    };
    this.#heard = hear();
  }
  rowsCome(number: number): void {
    if (!this.alive) return;
    this.#number = number;
    this.outbox.rowsCame();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  vi.useRealTimers();
});

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('give' as const), window: fc.nat(1), bad: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('discard' as const), window: fc.nat(1), of: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('line' as const), online: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('disk' as const), full: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const), window: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const), to: fc.nat(6) }) },
);
const pauses = fc.array(fc.oneof(fc.nat(6), fc.nat(80)), { minLength: 40, maxLength: 40 });
const chances = fc.array(fc.nat(10_000), { minLength: 50, maxLength: 200 });
const RUNS = Number(process.env['OUTBOX_RUNS'] ?? 500);

it('loses nothing, sends nothing that was thrown away, keeps the order and shows in both windows what the disk has', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 40 }),
      pauses,
      chances,
      async (steps, waits, numbers) => {
        vi.clearAllTimers();
        const world = new World(numbers);
        await vi.advanceTimersByTimeAsync(100);
        const given: { id: string; by: Window; kept: boolean }[] = [];
        const thrown = new Map<string, number>();
        for (const [index, each] of steps.entries()) {
          const window = 'window' in each ? world.windows[each.window]! : null;
          if (each.kind === 'give') {
            const id = `${each.bad ? 'bad' : 'good'}${index}`;
            const record = { id, by: window!, kept: false };
            given.push(record);
            const reply: Command = { id, kind: 'reply', campaign: 'c', thread: 't', reply: id, comment: 'Words.' };
            const giving = async () => {
              const outcome = await window!.outbox.give(reply);
              // By the server: what the laptop itself could not keep was never promised.
              record.kept = outcome.kind !== 'refused' || outcome.reasons[0]?.says === 'No.';
            };
            void giving();
          } else if (each.kind === 'discard') {
            const { outbox } = window!;
            const shown = outbox.list()[each.of];
            // What the other window sends at this moment cannot be thrown away here, and nobody here knows that it is on its way.
            if (shown && (shown.state === 'refused' || !world.online)) {
              outbox.discard(shown.command.id);
              if (!outbox.list().some(({ command }) => command.id === shown.command.id))
                thrown.set(shown.command.id, Date.now());
            }
          } else if (each.kind === 'line') world.line(each.online);
          else if (each.kind === 'disk') world.full = each.full;
          else if (each.kind === 'restore') world.restore(each.to);
          else world.kill(each.window);
          await vi.advanceTimersByTimeAsync(waits[index]!);
        }
        world.full = false;
        world.calm = true;
        world.line(true);
        // What the disk did not let go of goes along with the next change.
        if (world.stuck.size > 0)
          for (const [index, { outbox }] of world.windows.entries())
            void outbox.give({ id: `good last ${index}`, kind: 'create campaign', campaign: 'c', name: 'Last' });
        await vi.advanceTimersByTimeAsync(300_000);

        const onDisk = world.disk
          .filter(({ command: { id } }) => !world.stuck.has(id))
          .map(({ command, state }) => [command.id, state]);
        for (const { outbox } of world.windows) {
          const shown = outbox.list().filter(({ command }) => !world.stuck.has(command.id));
          expect(shown.map(({ command, state }) => [command.id, state])).toEqual(onDisk);
        }
        for (const { id, kept } of given) {
          if (!kept || thrown.has(id) || world.undone.has(id)) continue;
          if (id.startsWith('good')) expect(world.done).toContain(id);
          else if (!world.stuck.has(id)) expect(onDisk).toContainEqual([id, 'refused']);
        }
        for (const [id, at] of thrown)
          if (!world.stuck.has(id))
            expect(world.posts.filter((post) => post.id === id && post.at > at + 500)).toEqual([]);
        for (const window of new Set(given.map(({ by }) => by))) {
          const order = given.filter(({ id, by }) => by === window && world.done.includes(id)).map(({ id }) => id);
          expect(world.done.filter((id) => order.includes(id))).toEqual(order);
        }
      },
    ),
    { numRuns: RUNS },
  );
});

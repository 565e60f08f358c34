import type * as Y from 'yjs';
import type { Room } from '../../domain/campaign/rooms.ts';
import type { Command } from '../../domain/command.ts';
import type { WorkspaceActor } from '../workspace.ts';
import type { Calendar } from './calendar.ts';

/** A command without its id. */
export type Said = Command extends infer One ? (One extends Command ? Omit<One, 'id'> : never) : never;
type Moment = { at: string; happens: (at: string) => void };

/** Collects what happens in the story and then lets it happen in the order of its times. */
export class Telling {
  readonly workspace: WorkspaceActor;
  readonly dates: Calendar;
  readonly #moments: Moment[] = [];
  #said = 0;

  constructor(workspace: WorkspaceActor, dates: Calendar) {
    this.workspace = workspace;
    this.dates = dates;
  }

  /** `say` is asked when its time has come, since a command may name what stands then. */
  says(recorded: string, by: string, say: () => Said): void {
    this.#at(recorded, (at) => {
      this.#said += 1;
      const command: Command = { ...say(), id: `sample-${this.#said}` };
      const result = this.workspace.run(command, by, at);
      if (result.refused)
        throw new Error(`${command.kind} by ${by} at ${recorded}: ${result.reasons.map(({ says }) => says).join(' ')}`);
    });
  }

  writes(recorded: string, by: string, room: Room, mutate: (doc: Y.Doc) => void): void {
    this.#at(recorded, (at) => this.workspace.writeRoom(room, by, mutate, at));
  }

  /** Looks at a room without writing to it. */
  look<T>(room: Room, by: string, see: (doc: Y.Doc) => T): T {
    const seen: T[] = [];
    this.workspace.writeRoom(room, by, (doc) => void seen.push(see(doc)));
    return seen[0]!;
  }

  tell(): void {
    // Sorting is stable: what has the same minute happens in the order in which it was collected.
    this.#moments.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    for (const { at, happens } of this.#moments) happens(at);
  }

  #at(recorded: string, happens: (at: string) => void): void {
    this.#moments.push({ at: this.dates.instant(recorded), happens });
  }
}

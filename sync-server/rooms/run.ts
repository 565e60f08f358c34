import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { scanInsertion, type Insertion } from './insertion.ts';

/**
 * Consecutive insertions of one client as one: the head of the first and the texts of all. Yjs takes the longer text apart again where
 * somebody writes into it, exactly as it puts single letters together itself.
 */
export class Run {
  readonly client: number;
  readonly clock: number;
  next: number;
  readonly #head: Uint8Array;
  readonly #rightClient: number;
  readonly #rightClock: number;
  readonly #texts: Uint8Array[];
  #length: number;

  constructor({ client, clock, next, head, text, rightClient, rightClock }: Insertion) {
    this.client = client;
    this.clock = clock;
    this.next = next;
    this.#head = head;
    this.#rightClient = rightClient;
    this.#rightClock = rightClock;
    this.#texts = [text];
    this.#length = text.length;
  }

  /** Takes an insertion that goes on where this one ends; false where it does not. */
  extend({ clock, next, continues, text, rightClient, rightClock }: Insertion): boolean {
    if (!continues || clock !== this.next || rightClient !== this.#rightClient || rightClock !== this.#rightClock)
      return false;
    this.#texts.push(text);
    this.#length += text.length;
    this.next = next;
    return true;
  }

  /** Its struct as it stands in an update. */
  struct(): Uint8Array {
    return encoding.encode((encoder) => {
      encoding.writeUint8Array(encoder, this.#head);
      encoding.writeVarUint(encoder, this.#length);
      for (const text of this.#texts) encoding.writeUint8Array(encoder, text);
    });
  }
}

/** Runs, in the order in which they were taken, as one update; null where one client has a gap between two of its own. */
export const updateOfRuns = (runs: readonly Run[]): Uint8Array | null => {
  const byClient = new Map<number, Run[]>();
  for (const run of runs) {
    const own = byClient.get(run.client);
    if (!own) byClient.set(run.client, [run]);
    else if (own.at(-1)!.next !== run.clock) return null;
    else own.push(run);
  }
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, byClient.size);
    // `Y.mergeUpdates` relies on this order.
    for (const [client, own] of [...byClient].sort(([a], [b]) => b - a)) {
      encoding.writeVarUint(encoder, own.length);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, own[0]!.clock);
      for (const run of own) encoding.writeUint8Array(encoder, run.struct());
    }
    encoding.writeVarUint(encoder, 0);
  });
};

/** Updates in order with what was typed on end put together, so that there are few: `Y.mergeUpdates` costs the more the more there are. */
export const gatherRuns = (updates: readonly Uint8Array[]): Uint8Array[] => {
  const gathered: (Run | Uint8Array)[] = [];
  const open = new Map<number, Run>();
  for (const update of updates) {
    const insertion = scanInsertion(update);
    if (!insertion) gathered.push(update);
    else if (!open.get(insertion.client)?.extend(insertion)) {
      const run = new Run(insertion);
      open.set(insertion.client, run);
      gathered.push(run);
    }
  }
  return gathered.map((each) => (each instanceof Run ? updateOfRuns([each])! : each));
};

/** Merged some and some: `Y.mergeUpdates` over thousands at once is quadratic. */
export const mergeUpdates = (updates: readonly Uint8Array[]): Uint8Array => {
  const WIDTH = 32;
  let level = [...updates];
  while (level.length > 1) {
    const next: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += WIDTH) {
      const some = level.slice(at, at + WIDTH);
      next.push(some.length === 1 ? some[0]! : Y.mergeUpdates(some));
    }
    level = next;
  }
  return level[0] ?? NOTHING;
};
/** An update that says nothing: no structs, no deletions. */
export const NOTHING: Uint8Array = Uint8Array.of(0, 0);

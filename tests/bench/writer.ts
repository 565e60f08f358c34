import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { masked } from './raw-socket.ts';
import type { Client } from './client.ts';

/** Client ids of writers, so that what is received is told apart by subtraction. */
export const FIRST_WRITER = 1_000_000;
const LETTERS = 'the plants we sent you in spring are ready for their second year ';

/** Somebody who types at the end of a text of their own paragraph, one letter an update, as an editor sends it. */
export class Writer {
  readonly id: number;
  readonly client: Client;
  clock = 0;
  /** When each letter was sent. */
  readonly sentAt: number[] = [];
  readonly #first: Uint8Array;

  /** `start`: what the room holds, so that the first letter stands behind something. */
  constructor(index: number, client: Client, start: Y.Doc) {
    this.id = FIRST_WRITER + index;
    this.client = client;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(start));
    doc.clientID = this.id;
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    const text = doc.getText('objective');
    text.insert(text.length, LETTERS[0]!);
    this.#first = updates[0]!;
  }

  /** The next letters, as frames to be written in one piece. */
  type(count: number): void {
    const now = performance.now();
    const frames: Buffer[] = [];
    for (let left = count; left > 0; left -= 1) {
      frames.push(masked(this.client.dialect.sync(this.client.room, 2, this.#next())));
      this.sentAt.push(now);
    }
    this.client.socket.write(frames.length === 1 ? frames[0]! : Buffer.concat(frames));
  }

  /** All it wrote, for comparison. */
  *updates(): Generator<Uint8Array> {
    yield this.#first;
    for (let clock = 1; clock < this.clock; clock += 1) yield this.#letter(clock);
  }

  #next(): Uint8Array {
    const clock = this.clock++;
    return clock === 0 ? this.#first : this.#letter(clock);
  }

  /** One insertion behind the letter before, as Yjs writes it. */
  #letter(clock: number): Uint8Array {
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, this.id);
      encoding.writeVarUint(encoder, clock);
      encoding.writeUint8(encoder, 0x84);
      encoding.writeVarUint(encoder, this.id);
      encoding.writeVarUint(encoder, clock - 1);
      encoding.writeVarString(encoder, LETTERS[clock % LETTERS.length]!);
      encoding.writeVarUint(encoder, 0);
    });
  }
}

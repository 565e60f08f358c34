import * as Y from 'yjs';
import { scanInsertion } from '../../sync-server/rooms/insertion.ts';
import { enter, readRoom, type Client } from './client.ts';
import type { Heard } from './dialect.ts';
import { Latencies } from './latencies.ts';
import type { Served } from './serve.ts';
import { FIRST_WRITER, Writer } from './writer.ts';

type Range = { writer: number; from: number; to: number };

/** Frames that many receive are the same bytes; each is taken apart once. */
const REMEMBERED = 64;
/** Receivers whose document is built from what they got, and compared. */
const COMPARED = 3;

/** The writers and readers of one room, and what each of them has received, letter by letter. */
export class Crowd {
  readonly #served: Served;
  readonly room: string;
  readonly writers: Writer[] = [];
  /** How far each receiver has come with each writer. */
  readonly #come: Int32Array[] = [];
  readonly #kept: Uint8Array[][] = [];
  readonly #received: Client[] = [];
  readonly #remembered: { bytes: Buffer; ranges: Range[] }[] = [];
  #next = 0;
  deliveries = 0;
  latencies: Latencies | null = null;
  /** Counted on one receiver: how many frames the updates came in. */
  frames = 0;
  fault: string | null = null;

  private constructor(served: Served, room: string) {
    this.#served = served;
    this.room = room;
  }

  static async gather(served: Served, room: string, writers: number, receivers: number): Promise<Crowd> {
    const crowd = new Crowd(served, room);
    if (served.door) await served.door.makeRoom(room);
    const start = await readRoom(served, room);
    const all = await enter(served, room, writers + receivers, (index) => {
      if (index < writers) return {};
      const receiver = index - writers;
      crowd.#come.push(new Int32Array(writers));
      if (receiver < COMPARED) crowd.#kept.push([]);
      return { onMessage: (heard) => crowd.#hear(receiver, heard) };
    });
    crowd.#received.push(...all.slice(writers));
    for (const [index, client] of all.slice(0, writers).entries()) crowd.writers.push(new Writer(index, client, start));
    return crowd;
  }

  /** One receiver stops listening, as a server that loses something would have it. */
  deafen(receiver: number): void {
    this.#received[receiver]!.socket.end();
  }

  get receivers(): number {
    return this.#come.length;
  }
  /** How far a receiver has come with a writer. */
  come(receiver: number, writer: number): number {
    return this.#come[receiver]![writer]!;
  }

  /** Resolves once everything sent has been received by all; false where it does not come. */
  async drained(patience = 20_000): Promise<boolean> {
    const until = performance.now() + patience;
    while (!this.#all()) {
      if (performance.now() > until || this.fault) return false;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return true;
  }

  /** Everything arrived everywhere, in order, and reads the same; throws otherwise. */
  async verify(patience?: number): Promise<void> {
    if (!(await this.drained(patience)))
      throw new Error(`${this.#served.kind}: not every update arrived: ${this.fault ?? 'some are missing'}`);
    const texts = new Set(
      this.#kept.map((updates) => {
        const doc = new Y.Doc();
        doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)));
        return doc.getText('objective').toJSON();
      }),
    );
    if (this.#served.kind !== 'relay')
      texts.add((await readRoom(this.#served, this.room)).getText('objective').toJSON());
    if (texts.size !== 1) throw new Error(`${this.#served.kind}: the texts differ`);
    const [text] = texts;
    const letters = this.writers.reduce((sum, { clock }) => sum + clock, 0);
    if (text!.replaceAll('\u2029', '').length !== letters)
      throw new Error(`${this.#served.kind}: the text has another length`);
  }

  end(): void {
    for (const { client } of this.writers) client.socket.end();
    for (const client of this.#received) client.socket.end();
  }

  #all(): boolean {
    return this.#come.every((come) => this.writers.every(({ clock }, writer) => come[writer] === clock));
  }

  #hear(receiver: number, { kind, body }: Heard): void {
    if (kind !== 'update' && kind !== 'step 2') return;
    this.#kept[receiver]?.push(new Uint8Array(body));
    if (receiver === 0) this.frames += 1;
    const come = this.#come[receiver]!;
    const now = this.latencies ? performance.now() : 0;
    const one = scanInsertion(body);
    if (one) this.#moves(receiver, come, now, one.client - FIRST_WRITER, one.clock, one.next);
    else for (const { writer, from, to } of this.#rangesOf(body)) this.#moves(receiver, come, now, writer, from, to);
  }

  #moves(receiver: number, come: Int32Array, now: number, writer: number, from: number, to: number): void {
    const had = come[writer];
    // Somebody else's words, from before.
    if (had === undefined || to <= had) return;
    if (from > had) {
      this.fault ??= `a gap: receiver ${receiver} has ${had} letters of writer ${writer} and gets ${from}`;
      return;
    }
    come[writer] = to;
    this.deliveries += to - had;
    if (!this.latencies) return;
    const { sentAt } = this.writers[writer]!;
    for (let clock = had; clock < to; clock += 1) this.latencies.take(now - sentAt[clock]!);
  }

  #rangesOf(body: Uint8Array): Range[] {
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
    for (let back = 1; back <= this.#remembered.length; back += 1) {
      const known = this.#remembered[(this.#next - back + REMEMBERED) % REMEMBERED];
      if (known && known.bytes.length === bytes.length && known.bytes.equals(bytes)) return known.ranges;
    }
    const ranges: Range[] = [];
    const { from, to } = Y.parseUpdateMeta(body);
    for (const [client, end] of to)
      if (client >= FIRST_WRITER && client < FIRST_WRITER + this.writers.length)
        ranges.push({ writer: client - FIRST_WRITER, from: from.get(client) ?? 0, to: end });
    this.#remembered[this.#next] = { bytes: Buffer.from(bytes), ranges };
    this.#next = (this.#next + 1) % REMEMBERED;
    return ranges;
  }
}

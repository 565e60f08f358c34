import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { diceOf, type Dice } from '../fuzz/dice.ts';
import { atEnd } from '../integration/team.ts';

/** `up` is from the client to the server. */
export type Way = 'up' | 'down';

/** What a line does to what passes. Everything may be changed while connections stand. */
export type Weather = {
  /** Ms that every piece takes, and up to how many more by chance. Pieces of one direction stay in order, as TCP keeps them. */
  latency: number;
  jitter: number;
  /** Largest piece in bytes; each is cut at random below it. */
  slice: number;
  /** Bytes a second and direction. */
  bandwidth: number;
  /** Directions in which nothing arrives any more, while the connection looks open. */
  hang: readonly Way[];
  /** Bytes after which a connection is reset, both directions together. */
  limit: number;
};
const fair: Weather = { latency: 0, jitter: 0, slice: Infinity, bandwidth: Infinity, hang: [], limit: Infinity };

/** A TCP proxy before a real server, which does to a line what networks do to it. */
export class Proxy {
  /** What happened, so that a test can show that its fault took place. */
  readonly seen = { connections: 0, pieces: 0, bytes: 0, resets: 0 };
  #weather = fair;
  #down = false;
  readonly #lines = new Set<Line>();
  readonly #server: Server;
  readonly #dice: Dice;

  private constructor(server: Server, to: number, seed: number) {
    this.#server = server;
    this.#dice = diceOf(seed);
    server.on('connection', (client: Socket) => {
      if (this.#down) {
        client.resetAndDestroy();
        return;
      }
      this.seen.connections += 1;
      const line = new Line(client, connect(to, '127.0.0.1'), {
        weather: () => this.#weather,
        dice: this.#dice,
        seen: this.seen,
      });
      this.#lines.add(line);
      client.once('close', () => this.#lines.delete(line));
    });
  }

  static async before(server: { port: number }, seed = 1): Promise<Proxy> {
    const listening = createServer({ allowHalfOpen: true });
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const proxy = new Proxy(listening, server.port, seed);
    atEnd(() => proxy.#close());
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  get open(): number {
    return this.#lines.size;
  }

  /** Sets the weather; what is not named is fair. What was held back goes on. */
  set(weather: Partial<Weather>): void {
    this.#weather = { ...fair, ...weather };
    for (const line of this.#lines) line.look();
  }

  /** Breaks every connection with a reset. New ones are taken. */
  reset(): void {
    for (const line of this.#lines) line.reset();
  }

  /** Breaks every connection, and takes none until it is mended. */
  cut(): void {
    this.#down = true;
    this.reset();
  }
  mend(): void {
    this.#down = false;
    this.set({});
  }

  async #close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const line of this.#lines) line.reset();
    await closed;
  }
}

type LinePorts = { weather: () => Weather; dice: Dice; seen: Proxy['seen'] };

/** One connection: two sockets, and in each direction a queue of pieces with the moment at which each is due. */
class Line {
  readonly #ports: LinePorts;
  readonly #sockets: Record<Way, Socket>;
  readonly #flows: Flow[];
  #passed = 0;

  constructor(client: Socket, server: Socket, ports: LinePorts) {
    this.#ports = ports;
    this.#sockets = { up: client, down: server };
    const passed = (bytes: number): void => this.#pass(bytes);
    this.#flows = [
      new Flow('up', client, server, { ...ports, passed }),
      new Flow('down', server, client, { ...ports, passed }),
    ];
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      // A reset is told by `close`.
      socket.on('error', () => undefined);
      socket.once('close', () => this.#end());
    }
  }

  look(): void {
    for (const flow of this.#flows) flow.look();
  }

  reset(): void {
    this.#ports.seen.resets += 1;
    this.#sockets.up.resetAndDestroy();
    this.#sockets.down.resetAndDestroy();
    this.#end();
  }

  #pass(bytes: number): void {
    this.#ports.seen.pieces += 1;
    this.#ports.seen.bytes += bytes;
    this.#passed += bytes;
    if (this.#passed > this.#ports.weather().limit) this.reset();
  }

  #end(): void {
    for (const flow of this.#flows) flow.end();
    this.#sockets.up.destroy();
    this.#sockets.down.destroy();
  }
}

type FlowPorts = LinePorts & { passed: (bytes: number) => void };

class Flow {
  readonly #way: Way;
  readonly #to: Socket;
  readonly #ports: FlowPorts;
  /** An empty piece is the end of the stream. */
  readonly #queue: { bytes: Buffer; due: number }[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #free = 0;

  constructor(way: Way, from: Socket, to: Socket, ports: FlowPorts) {
    this.#way = way;
    this.#to = to;
    this.#ports = ports;
    from.on('data', (chunk: Buffer) => this.#take(chunk));
    from.once('end', () => this.#take(Buffer.alloc(0)));
  }

  #take(chunk: Buffer): void {
    const { latency, jitter, slice } = this.#ports.weather();
    for (let at = 0; at === 0 || at < chunk.length;) {
      const size = slice === Infinity ? chunk.length : 1 + this.#ports.dice.upTo(slice);
      const due = performance.now() + latency + this.#ports.dice.upTo(jitter + 1);
      this.#queue.push({ bytes: chunk.subarray(at, at + size), due });
      at += Math.max(size, 1);
    }
    this.look();
  }

  /** Passes on what is due, and comes back for the rest. */
  look(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { hang, bandwidth } = this.#ports.weather();
    if (hang.includes(this.#way)) return;
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      const now = performance.now();
      const wait = Math.max(next.due, this.#free) - now;
      if (wait > 0) {
        this.#timer = setTimeout(() => this.look(), wait);
        return;
      }
      this.#queue.shift();
      if (next.bytes.length === 0) this.#to.end();
      else if (this.#to.writable) this.#to.write(next.bytes);
      this.#free = now + (next.bytes.length / bandwidth) * 1_000;
      this.#ports.passed(next.bytes.length);
    }
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#queue.length = 0;
  }
}

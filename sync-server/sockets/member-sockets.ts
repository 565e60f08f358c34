/** Sockets of one member, over all rooms: windows on several devices, and sockets that died and have not been noticed. */
const MAX_SOCKETS = 128;
/** Bytes of large frames that may be on their way to one member, over all their sockets: a whole room, and what follows it. */
const MAX_ON_THEIR_WAY = 8 * 1024 * 1024;

/** A connection, as far as it concerns its member's others. */
type Waiting = { wentOut: () => void };

/** The sockets of one member. */
export class MemberSockets {
  readonly #sockets = new Set<Waiting>();
  #onTheirWay = 0;

  get size(): number {
    return this.#sockets.size;
  }
  get isFull(): boolean {
    return this.#sockets.size >= MAX_SOCKETS;
  }
  /** More that is large is to wait: what was sent before has not left yet, on whichever socket. */
  get isBehind(): boolean {
    return this.#onTheirWay >= MAX_ON_THEIR_WAY;
  }

  add(socket: Waiting): void {
    this.#sockets.add(socket);
  }
  remove(socket: Waiting): void {
    this.#sockets.delete(socket);
  }

  /** So many bytes were given to a socket. */
  sent(bytes: number): void {
    this.#onTheirWay += bytes;
  }
  /** So many have left, or are lost with their socket. */
  left(bytes: number): void {
    const wasBehind = this.isBehind;
    this.#onTheirWay -= bytes;
    if (wasBehind && !this.isBehind) for (const socket of this.#sockets) socket.wentOut();
  }
}

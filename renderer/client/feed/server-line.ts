import type { FeedFollower, LineStatus } from './follow-feed.ts';

/** How this window stands to the server: by its own reading of the feed where it leads, else by what the window that leads tells. */
export class ServerLine {
  readonly #changed: (was: LineStatus) => void;
  #status: LineStatus = { online: false, trouble: null, out: null };
  #follower: FeedFollower | null = null;
  #stopped = false;

  constructor(changed: (was: LineStatus) => void) {
    this.#changed = changed;
  }

  get status(): LineStatus {
    return this.#status;
  }
  online = (): boolean => this.#status.online;
  /** The server answers, and tells what this laptop does not take. */
  disputed = (): boolean => !this.#status.online && this.#status.trouble !== null && this.#status.out === null;

  becomes({ online, trouble, out }: LineStatus): void {
    if (this.#stopped) return;
    const was = this.#status;
    this.#status = { online, trouble, out };
    this.#changed(was);
  }

  /** This window reads the feed from now on. */
  follow(follower: FeedFollower): void {
    this.#follower = follower;
  }
  /** Nobody answered there: the line may be dead. */
  doubt(): void {
    this.#follower?.doubt();
  }
  /** Something suggests that the server can, or cannot, be reached: look now. */
  poke(): void {
    this.#follower?.poke();
  }
  stop(): void {
    this.#stopped = true;
    this.#follower?.stop();
  }
}

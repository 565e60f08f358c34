import type { SyncStatus } from './contract.ts';
import { sameData } from './same-data.ts';
import { claimsMore } from './sync-status.ts';

/** How long a change to a safer word waits, in ms: with every key it would come and go. */
const CALM = 400;

/** The status as it is told: one that claims less at once, one that claims more once it has been so for a moment. */
export class StatusDebounce {
  readonly #read: () => SyncStatus;
  readonly #changed: () => void;
  /** Before anything was heard of the server. */
  #told: SyncStatus = { kind: 'saved here', sent: true };
  #calming: ReturnType<typeof setTimeout> | null = null;
  #stopped = false;

  /** `read` says how things stand now; `changed` hears of each status that is told. */
  constructor(read: () => SyncStatus, changed: () => void) {
    this.#read = read;
    this.#changed = changed;
  }

  get told(): SyncStatus {
    return this.#told;
  }

  /** Something that the status tells of may be otherwise. */
  look(): void {
    if (this.#stopped) return;
    const fresh = this.#read();
    if (!claimsMore(fresh, this.#told)) {
      this.#forgetCalm();
      return this.#tell(fresh);
    }
    this.#calming ??= setTimeout(() => this.tellNow(), CALM);
  }

  /** Tells how things stand without waiting. */
  tellNow(): void {
    this.#forgetCalm();
    this.#tell(this.#read());
  }

  stop(): void {
    this.#stopped = true;
    this.#forgetCalm();
  }

  #tell(fresh: SyncStatus): void {
    if (sameData(fresh, this.#told)) return;
    this.#told = fresh;
    this.#changed();
  }
  #forgetCalm(): void {
    if (this.#calming !== null) clearTimeout(this.#calming);
    this.#calming = null;
  }
}

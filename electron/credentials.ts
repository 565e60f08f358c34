import { existsSync, renameSync, rmSync } from 'node:fs';
import { safeStorage } from 'electron';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.ts';
import { within } from './within.ts';

/** One session: at which server, in which workspace, in whose chair. */
export type SessionKey = { server: string; workspace: string; seat: string };

const Kept = z.array(
  z.object({
    server: z.string(),
    workspace: z.string(),
    seat: z.string(),
    // Absent in lists that were kept before sessions named theirs.
    member: z.string().optional(),
    token: z.string().min(1),
  }),
);
type Kept = z.infer<typeof Kept>;
const Sealed = z.object({ format: z.literal(1), sealed: z.base64() });

/** How long the keychain may take to open, in ms: somebody may have to find its password. The window is there all the while. */
const OPENS = 60_000;
/** The same to seal a new session, once it is open. */
const SEALS = 10_000;

/** Said where the system has no keychain, so that nobody wonders why they must sign in again. */
export const NOT_KEPT =
  'This computer has no keychain that Countersign can use, so you must join again after a restart. Install GNOME Keyring or KWallet to stay signed in; where one of them runs already, start Countersign with --password-store=gnome-libsecret or --password-store=kwallet6.';
/** Said where there is one and it did not open what an earlier run had kept. */
export const NOT_OPENED =
  'The keychain of this computer did not open the sessions kept here, so you are signed out. Unlock it and start Countersign again, or join again.';

/**
 * Session tokens. They live in this process; on disk only sealed by the system's own keychain, never with a key that anyone can know. What the
 * keychain does not open is set aside and tried again at the next start: it may only have been locked.
 */
export class Credentials {
  readonly #file: string;
  readonly #opened: Promise<void>;
  /** In the order they were entered, the newest last. */
  #kept: Kept = [];
  /** `shut`: there is one, and it did not open what was kept here. */
  #keychain: 'none' | 'shut' | 'open' = 'none';
  #writing: Promise<void> = Promise.resolve();

  /** Reads what an earlier run kept; call once the app is ready. */
  constructor(file: string) {
    this.#file = file;
    this.#opened = this.#open().catch((error: unknown) => {
      console.warn('The keychain could not be asked.', error);
    });
  }

  /** A sentence where sessions are not kept, or were not found again, for no reason of the person's own; else null. */
  async notice(): Promise<string | null> {
    await this.#opened;
    return { none: NOT_KEPT, shut: NOT_OPENED, open: null }[this.#keychain];
  }

  /** The token of this chair; without a seat, of the chair taken last in that workspace. */
  async token(
    key: Omit<SessionKey, 'seat'> & { seat: string | undefined },
  ): Promise<{ seat: string; member?: string | undefined; token: string } | null> {
    await this.#opened;
    return (
      this.#kept.findLast(
        (each) =>
          each.server === key.server &&
          each.workspace === key.workspace &&
          (key.seat === undefined || each.seat === key.seat),
      ) ?? null
    );
  }

  /** Whether somebody is signed in at this server. */
  async hasAt(server: string): Promise<boolean> {
    await this.#opened;
    return this.#kept.some((each) => each.server === server);
  }

  async keep(key: SessionKey, member: string, token: string): Promise<void> {
    await this.#opened;
    this.#kept = [...this.#without(key), { ...key, member, token }];
    await this.#write();
  }

  async forget(key: SessionKey): Promise<void> {
    await this.#opened;
    this.#kept = this.#without(key);
    await this.#write();
  }

  #without(key: SessionKey): Kept {
    return this.#kept.filter(
      (each) => each.server !== key.server || each.workspace !== key.workspace || each.seat !== key.seat,
    );
  }

  get #aside(): string {
    return `${this.#file}.unopened`;
  }

  async #open(): Promise<void> {
    const reading = this.#read();
    if (await within(OPENS, reading)) await reading;
    else this.#keychain = 'shut';
  }

  async #read(): Promise<void> {
    const isThere =
      (await safeStorage.isAsyncEncryptionAvailable()) &&
      // `basic_text` is a password that is printed in Chromium's source: no protection at all.
      (process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend()));
    if (!isThere) return;
    const [aside, kept] = [await unseal(this.#aside), await unseal(this.#file)];
    // Too late: it was said already that nobody is signed in, and somebody may have joined anew.
    if (this.#keychain === 'shut') return;
    this.#kept = [...(aside ?? []), ...(kept ?? [])];
    this.#keychain = kept === null ? 'shut' : 'open';
    if (kept === null || aside === null || aside.length === 0) return;
    await this.#write();
    rmSync(this.#aside, { force: true });
  }

  #write(): Promise<void> {
    // One after the other, so that a slow keychain cannot put an older list over a newer one.
    this.#writing = this.#seal(this.#writing);
    return this.#writing;
  }

  async #seal(before: Promise<void>): Promise<void> {
    await before;
    if (this.#keychain === 'none') return;
    try {
      const sealing = safeStorage.encryptStringAsync(JSON.stringify(this.#kept));
      if (!(await within(SEALS, sealing))) throw new Error('The keychain does not answer.');
      const sealed = (await sealing).toString('base64');
      if (this.#keychain === 'shut' && existsSync(this.#file)) renameSync(this.#file, this.#aside);
      writeJson(this.#file, { format: 1, sealed });
      this.#keychain = 'open';
    } catch (error) {
      // The session works on in memory; after a restart one joins again.
      this.#keychain = 'none';
      console.warn('Sessions could not be kept on this computer.', error);
    }
  }
}

/** The sessions in this file: none where there is no such file or it is no such file, null where the keychain does not open it. */
const unseal = async (file: string): Promise<Kept | null> => {
  if (!existsSync(file)) return [];
  const read = readJson(file, Sealed);
  if (read === null) return [];
  try {
    const { result } = await safeStorage.decryptStringAsync(Buffer.from(read.sealed, 'base64'));
    return Kept.parse(JSON.parse(result));
  } catch (error) {
    console.warn('The keychain did not open the kept sessions.', error);
    return null;
  }
};

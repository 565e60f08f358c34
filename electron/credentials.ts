import { readFileSync } from 'node:fs';
import { safeStorage } from 'electron';
import { z } from 'zod';
import { writeJson } from './json-file.ts';

/** One session: at which server, in which workspace, in whose chair. */
export type SessionKey = { server: string; workspace: string; seat: string };

const Kept = z.array(
  z.object({ server: z.string(), workspace: z.string(), seat: z.string(), token: z.string().min(1) }),
);
type Kept = z.infer<typeof Kept>;
const Sealed = z.object({ format: z.literal(1), sealed: z.base64() });

/** Said where the system has no keychain, so that nobody wonders why they must sign in again. */
export const NOT_KEPT =
  'This computer has no keychain that Countersign can use, so you must join again after a restart. Install GNOME Keyring or KWallet to stay signed in.';

/** Session tokens. They live in this process; on disk only sealed by the system's own keychain, never with a key that anyone can know. */
export class Credentials {
  readonly #file: string;
  /** In the order they were entered, the newest last. */
  #kept: Kept = [];
  #keeps = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** Reads what an earlier run kept; call once the app is ready. A file this keychain cannot open counts as none. */
  async open(): Promise<void> {
    this.#keeps =
      (await safeStorage.isAsyncEncryptionAvailable()) &&
      // `basic_text` is a password that is printed in Chromium's source: no protection at all.
      (process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend()));
    if (!this.#keeps) return;
    try {
      const { sealed } = Sealed.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'));
      this.#kept = Kept.parse(JSON.parse(result));
    } catch {
      this.#kept = [];
    }
  }

  notice(): string | null {
    return this.#keeps ? null : NOT_KEPT;
  }

  /** The token of this chair; without a seat, of the chair taken last in that workspace. */
  token(key: Omit<SessionKey, 'seat'> & { seat: string | undefined }): { seat: string; token: string } | null {
    return (
      this.#kept.findLast(
        (each) =>
          each.server === key.server &&
          each.workspace === key.workspace &&
          (key.seat === undefined || each.seat === key.seat),
      ) ?? null
    );
  }

  async keep(key: SessionKey, token: string): Promise<void> {
    this.#kept = [...this.#without(key), { ...key, token }];
    await this.#write();
  }

  async forget(key: SessionKey): Promise<void> {
    this.#kept = this.#without(key);
    await this.#write();
  }

  #without(key: SessionKey): Kept {
    return this.#kept.filter(
      (each) => each.server !== key.server || each.workspace !== key.workspace || each.seat !== key.seat,
    );
  }

  #write(): Promise<void> {
    // One after the other, so that a slow keychain cannot put an older list over a newer one.
    this.#writing = this.#seal(this.#writing);
    return this.#writing;
  }

  async #seal(before: Promise<void>): Promise<void> {
    await before;
    if (!this.#keeps) return;
    try {
      const sealed = await safeStorage.encryptStringAsync(JSON.stringify(this.#kept));
      writeJson(this.#file, { format: 1, sealed: sealed.toString('base64') });
    } catch (error) {
      // The session works on in memory; after a restart one joins again.
      this.#keeps = false;
      console.warn('Sessions could not be kept on this computer.', error);
    }
  }
}

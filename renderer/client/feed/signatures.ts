import { isShown, type AnyRow, type FeedRow } from '../../../domain/event.ts';
import { keyAfter } from '../../../domain/record/chain.ts';
import { signatureOver } from '../../../domain/record/jws.ts';
import { thumbprint, type PublicKey } from '../../../domain/record/public-key.ts';
import { checksSignatures, isSignatureOf } from '../ed25519.ts';

/** `unreachable`: the keys could not be asked for now. */
export type Signed = 'holds' | 'broken' | 'unreachable';

/**
 * Holds rows to the workspace's key: the first that this laptop saw, and after it whichever the one before has named. So somebody who can
 * write to the server's disk and has not its key can show this laptop nothing that was never decided. Where the browser cannot check
 * Ed25519, hashes and heads are all there is.
 */
export class Signatures {
  readonly #fetch: () => Promise<readonly PublicKey[] | null>;
  readonly #keys = new Map<string, PublicKey>();

  constructor(fetch: () => Promise<readonly PublicKey[] | null>) {
    this.#fetch = fetch;
  }

  /** `signer`: whose key signs the first of these; null before the first row of all. */
  async check(signer: string | null, rows: readonly AnyRow[]): Promise<Signed> {
    if (!(await checksSignatures)) return 'holds';
    const shown = rows.filter(isShown);
    let key = signer;
    for (const { event } of shown) {
      if (key !== null && event.key !== key) return 'broken';
      key = keyAfter(event);
    }
    const wanted = new Set(shown.map(({ event }) => event.key));
    if ([...wanted].some((each) => !this.#keys.has(each)) && !(await this.#learn())) return 'unreachable';
    const held = await Promise.all(shown.map((row) => this.#holds(row)));
    return held.every(Boolean) ? 'holds' : 'broken';
  }

  async #learn(): Promise<boolean> {
    const found = await this.#fetch();
    if (found === null) return false;
    for (const each of found) this.#keys.set(thumbprint(each), each);
    return true;
  }

  async #holds({ event, signature }: FeedRow): Promise<boolean> {
    const key = this.#keys.get(event.key);
    const over = signatureOver(event.key, event, signature);
    return key !== undefined && over !== null && isSignatureOf(key, over.signed, over.signature);
  }
}

import { fromBase64UrlEncoded } from 'lib0/buffer.js';
import { isShown, type AnyRow, type FeedRow } from '../../../domain/event.ts';
import { signatureOver } from '../../../domain/record/jws.ts';
import { thumbprint, type PublicKey } from '../../../domain/record/public-key.ts';

/** `unreachable`: the keys could not be asked for now. */
export type Signed = 'holds' | 'broken' | 'unreachable';

/**
 * Holds rows to the workspace's key: the first that this laptop saw, and after it whichever the one before has named. So somebody who can
 * write to the server's disk and has not its key can show this laptop nothing that was never decided. Where the browser cannot check
 * Ed25519, hashes and heads are all there is.
 */
export class Signatures {
  readonly #fetch: () => Promise<readonly PublicKey[] | null>;
  readonly #keys = new Map<string, CryptoKey>();

  constructor(fetch: () => Promise<readonly PublicKey[] | null>) {
    this.#fetch = fetch;
  }

  /** `signer`: whose key signs the first of these; null before the first row of all. */
  async check(signer: string | null, rows: readonly AnyRow[]): Promise<Signed> {
    if (!(await supported)) return 'holds';
    const shown = rows.filter(isShown);
    let key = signer;
    for (const { event } of shown) {
      if (key !== null && event.key !== key) return 'broken';
      key = event.kind === 'key rotated' ? event.data.key : event.key;
    }
    const wanted = new Set(shown.map(({ event }) => event.key));
    if ([...wanted].some((each) => !this.#keys.has(each)) && !(await this.#learn())) return 'unreachable';
    const held = await Promise.all(shown.map((row) => this.#holds(row)));
    return held.every(Boolean) ? 'holds' : 'broken';
  }

  async #learn(): Promise<boolean> {
    const found = await this.#fetch();
    if (found === null) return false;
    for (const each of found) {
      const { crv, kty, x } = each;
      const name = thumbprint(each);
      if (this.#keys.has(name)) continue;
      try {
        this.#keys.set(name, await crypto.subtle.importKey('jwk', { crv, kty, x }, 'Ed25519', false, ['verify']));
      } catch {
        // No key at all: what it should have signed does not hold.
      }
    }
    return true;
  }

  async #holds({ event, signature }: FeedRow): Promise<boolean> {
    const key = this.#keys.get(event.key);
    const over = key && signatureOver(event.key, event, signature);
    if (!key || !over) return false;
    try {
      const bytes = fromBase64UrlEncoded(over.signature);
      return await crypto.subtle.verify('Ed25519', key, bytes, new TextEncoder().encode(over.signed));
    } catch {
      return false;
    }
  }
}

const supported: Promise<boolean> = (async () => {
  try {
    await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    return true;
  } catch {
    return false;
  }
})();

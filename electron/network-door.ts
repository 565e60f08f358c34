import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { makeCertificate } from './certificate.ts';
import { freePort } from './free-port.ts';
import { readJson, writeJson } from './json-file.ts';
import { fingerprintOf } from './trust-certificates.ts';

const Kept = z.object({ format: z.literal(1), open: z.boolean(), port: z.int().min(1).max(65_535) });

/** How colleagues on the network reach the server that this app hosts. */
export type Door = { joinAt: string; fingerprint: string; env: Record<string, string> };

/** This laptop's address for its neighbours: the first of IPv4 that is not only its own. */
export const neighbourAddress = (interfaces: ReturnType<typeof networkInterfaces>): string | null =>
  Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .find(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    ?.address ?? null;

/**
 * Whether colleagues may join over the network, and how: a port and a certificate that stay the same over restarts, since every
 * invite names both. Shut until a person opens it.
 */
export class NetworkDoor {
  readonly #folder: string;
  /** Where it listens and what invites name; null: everywhere, under the address that neighbours see. */
  readonly #address: string | null;

  constructor(folder: string, address: string | null) {
    this.#folder = folder;
    this.#address = address;
  }

  isOpen(): boolean {
    return this.#kept()?.open ?? false;
  }

  async open(): Promise<void> {
    const port = this.#kept()?.port ?? (await freePort(this.#address ?? '0.0.0.0'));
    writeJson(this.#file, { format: 1, open: true, port });
  }

  shut(): void {
    // Port and certificate stay: who has joined finds both again when the door opens.
    const port = this.#kept()?.port;
    if (port !== undefined) writeJson(this.#file, { format: 1, open: false, port });
  }

  /** Null while it is shut, or while this laptop is in no network. */
  read(): Door | null {
    const kept = this.#kept();
    const address = this.#address ?? neighbourAddress(networkInterfaces());
    if (!kept?.open || address === null) return null;
    const { port } = kept;
    const { cert, certFile, keyFile } = this.#certificate();
    return {
      joinAt: `https://${address}:${port}`,
      fingerprint: fingerprintOf(cert),
      env: {
        COUNTERSIGN_TLS_HOST: this.#address ?? '0.0.0.0',
        COUNTERSIGN_TLS_PORT: String(port),
        COUNTERSIGN_TLS_CERT: certFile,
        COUNTERSIGN_TLS_KEY: keyFile,
        // What the dialog promises: only people with an invite get in.
        COUNTERSIGN_TLS_INVITE_ONLY: 'on',
      },
    };
  }

  get #file(): string {
    return join(this.#folder, 'network-door.json');
  }

  #kept(): z.infer<typeof Kept> | null {
    return readJson(this.#file, Kept);
  }

  #certificate(): { cert: string; certFile: string; keyFile: string } {
    const [certFile, keyFile] = [join(this.#folder, 'certificate.pem'), join(this.#folder, 'certificate-key.pem')];
    try {
      const cert = readFileSync(certFile, 'utf8');
      const isWhole = new X509Certificate(cert).checkPrivateKey(createPrivateKey(readFileSync(keyFile)));
      if (!isWhole) throw new Error('This key is not the key of this certificate.');
      return { cert, certFile, keyFile };
    } catch {
      // None yet, or what a cut of the power left of them: with half of one no server would ever start here.
      const { cert, key } = makeCertificate(new Date());
      writeFileSync(keyFile, key, { mode: 0o600 });
      // The mode above counts for a new file only.
      chmodSync(keyFile, 0o600);
      writeFileSync(certFile, cert);
      return { cert, certFile, keyFile };
    }
  }
}

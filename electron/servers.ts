import { z } from 'zod';
import type { KnownServer, ServerAnswer } from './contract/desktop.ts';
import { Fingerprint } from './contract/ipc.ts';
import { readJson, writeJson } from './json-file.ts';

const Kept = z.object({
  format: z.literal(1),
  servers: z
    .array(
      z.object({
        url: z.string(),
        hosted: z.boolean(),
        // Absent in lists that were kept before servers had certificates of their own.
        fingerprint: Fingerprint.nullable().default(null),
      }),
    )
    .max(50),
});
/** What is kept of one server. Where colleagues reach a hosted one is known only while it runs. */
type KeptServer = Omit<KnownServer, 'joinAt'>;

const isLoopback = (host: string): boolean => /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/.test(host);

/** The origin of a server a person may mean by this address, or a sentence. Plain http only on this machine: others could read along. */
export const readAddress = (address: string): ServerAnswer => {
  const text = address.trim();
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (!url || !url.hostname || url.username || url.password)
    return { ok: false, says: 'That is not the address of a server. It looks like https://plan.example.com.' };
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return {
      ok: false,
      says: 'That address is not encrypted. Ask whoever runs the server for one that begins with https.',
    };
  return { ok: true, url: url.origin };
};

/** The servers this laptop knows. Requests and websockets go to these and nowhere else. */
export class Servers {
  readonly #file: string;
  #known: KeptServer[];
  /** The hosted server's door for colleagues, while it is open. */
  #door: { joinAt: string; fingerprint: string } | null = null;

  /** `usual`: a server named on the command line, put first and not kept. */
  constructor(file: string, usual: string | null) {
    this.#file = file;
    const kept = readJson(file, Kept)?.servers ?? [];
    this.#known = [
      ...(usual === null ? [] : [{ url: usual, hosted: false, fingerprint: null }]),
      ...kept.filter(({ url }) => url !== usual && readAddress(url).ok),
    ];
  }

  list(): KnownServer[] {
    return this.#known.map((each) =>
      each.hosted
        ? { ...each, joinAt: this.#door?.joinAt ?? null, fingerprint: this.#door?.fingerprint ?? null }
        : { ...each, joinAt: isLoopback(new URL(each.url).hostname) ? null : each.url },
    );
  }

  /** The certificates that are trusted at this host; none where the system's trust decides. */
  pinsOf(host: string): string[] {
    return this.#known.flatMap(({ url, fingerprint }) =>
      fingerprint !== null && new URL(url).hostname.replace(/^\[|\]$/g, '') === host ? [fingerprint] : [],
    );
  }

  open(door: { joinAt: string; fingerprint: string } | null): void {
    this.#door = door;
  }

  urls(): string[] {
    return this.#known.map(({ url }) => url);
  }

  has(url: string): boolean {
    return this.#known.some((each) => each.url === url);
  }

  hosted(): string | null {
    return this.#known.find(({ hosted }) => hosted)?.url ?? null;
  }

  /**
   * Adds and keeps it. One that is known keeps the certificate it has: an invite from a stranger must not be able to replace it.
   * Where the system's trust decides, it goes on deciding.
   */
  add(server: KeptServer): 'new' | 'known' | 'another certificate' {
    const known = this.#known.find(({ url }) => url === server.url);
    if (!known) {
      this.#keep([...this.#known, server]);
      return 'new';
    }
    const same = server.fingerprint === null || known.fingerprint === null || known.fingerprint === server.fingerprint;
    return same ? 'known' : 'another certificate';
  }

  /** From now on this certificate and no other, as a person has decided. */
  trust(url: string, fingerprint: string): void {
    this.#keep(this.#known.map((each) => (each.url === url ? { ...each, fingerprint } : each)));
  }

  #keep(servers: KeptServer[]): void {
    this.#known = servers;
    writeJson(this.#file, { format: 1, servers });
  }
}

import { z } from 'zod';
import type { KnownServer, ServerAnswer } from './contract/desktop.ts';
import { Fingerprint } from './contract/ipc.ts';
import { readJson, writeJson } from './json-file.ts';

/** A longer list would not be read again, and with it every certificate in it would be forgotten. */
export const MAX_SERVERS = 50;
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
    .max(MAX_SERVERS),
});
/** What is kept of one server. Where colleagues reach a hosted one is known only while it runs. */
type KeptServer = Omit<KnownServer, 'joinAt'>;

/** Its host as Chromium names it when it asks about a certificate; null where no certificate is shown. */
const tlsHost = (url: string): string | null => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' ? hostname.replace(/^\[|\]$/g, '') : null;
};

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
      ...(usual === null
        ? []
        : [{ url: usual, hosted: false, fingerprint: kept.find(({ url }) => url === usual)?.fingerprint ?? null }]),
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

  /** The certificate that is trusted at this host; none where the system's trust decides. */
  pinsOf(host: string): string[] {
    const trust = this.#trustAt(host);
    return trust === undefined || trust === null ? [] : [trust];
  }

  /**
   * One host, one trust: Chromium asks about a certificate by host without port, so a second one would be trusted at every port.
   * The first server that is known there decides. Null: the system's trust; undefined: no server is known there.
   */
  #trustAt(host: string): string | null | undefined {
    return this.#known.find(({ url }) => tlsHost(url) === host)?.fingerprint;
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
   * Adds and keeps it. A host that is known keeps the certificate it has, at every port: an invite from a stranger must not be able to
   * replace it. Where the system's trust decides, it goes on deciding.
   */
  add(server: KeptServer): 'new' | 'known' | 'another certificate' | 'another trust' | 'too many' {
    const known = this.#known.find(({ url }) => url === server.url);
    if (known) {
      const same =
        server.fingerprint === null || known.fingerprint === null || known.fingerprint === server.fingerprint;
      return same ? 'known' : 'another certificate';
    }
    if (this.#known.length >= MAX_SERVERS) return 'too many';
    const host = tlsHost(server.url);
    const trust = host === null ? undefined : this.#trustAt(host);
    if (trust !== undefined && trust !== server.fingerprint)
      return trust === null || server.fingerprint === null ? 'another trust' : 'another certificate';
    this.#keep([...this.#known, server]);
    return 'new';
  }

  /** From now on this certificate and no other at its host, as a person has decided. */
  trust(url: string, fingerprint: string): void {
    const list = this.has(url) ? this.#known : [...this.#known, { url, hosted: false, fingerprint }];
    const host = tlsHost(url);
    this.#keep(list.map((each) => (tlsHost(each.url) === host ? { ...each, fingerprint } : each)));
  }

  #keep(servers: KeptServer[]): void {
    this.#known = servers;
    // With one from the command line, the first, it may be one more.
    writeJson(this.#file, { format: 1, servers: servers.slice(-MAX_SERVERS) });
  }
}

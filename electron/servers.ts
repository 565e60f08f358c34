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
/** What is kept of one server. Where colleagues reach a hosted one, and why it is not there, is known only while the app runs. */
type KeptServer = Omit<KnownServer, 'joinAt' | 'trouble'>;

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

/** What came of wanting to reach a server. */
export type Found = 'new' | 'known' | 'another certificate' | 'another trust' | 'too many';

/** The servers this laptop knows, the one to use first in front. Requests and websockets go to these and nowhere else. */
export class Servers {
  readonly #file: string;
  #known: KeptServer[];
  /** One that only the command line named: here for this run, and not kept. */
  readonly #passing: string | null;
  /** One that is being tried: its certificate counts, and nothing else of it does. */
  #tried: KeptServer | null = null;
  /** The hosted server's door for colleagues, while it is open. */
  #door: { joinAt: string; fingerprint: string } | null = null;
  #trouble: string | null = null;

  /** `named`: a server named on the command line, put first. */
  constructor(file: string, named: string | null) {
    this.#file = file;
    const kept = (readJson(file, Kept)?.servers ?? []).filter(({ url }) => readAddress(url).ok);
    const before = kept.find(({ url }) => url === named);
    this.#passing = before === undefined ? named : null;
    const first = before ?? (named === null ? null : { url: named, hosted: false, fingerprint: null });
    this.#known = first === null ? kept : [first, ...kept.filter((each) => each !== before)];
  }

  list(): KnownServer[] {
    return this.#known.map((each) =>
      each.hosted
        ? {
            ...each,
            joinAt: this.#door?.joinAt ?? null,
            fingerprint: this.#door?.fingerprint ?? null,
            trouble: this.#trouble,
          }
        : { ...each, joinAt: isLoopback(new URL(each.url).hostname) ? null : each.url, trouble: null },
    );
  }

  /** The certificate that is trusted at this host; none where the system's trust decides. */
  pinsOf(host: string): string[] {
    const trust =
      this.#tried !== null && tlsHost(this.#tried.url) === host ? this.#tried.fingerprint : this.#trustAt(host);
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

  /** Why the hosted server is not there, in a sentence, or null. Says whether that is news. */
  setTrouble(trouble: string | null): boolean {
    const isNews = trouble !== this.#trouble && this.hosted() !== null;
    this.#trouble = trouble;
    return isNews;
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
   * What adding it would mean; nothing is changed. A host that is known keeps the certificate it has, at every port: an invite from a
   * stranger must not be able to replace it. Where the system's trust decides, it goes on deciding.
   */
  find({ url, fingerprint }: Pick<KeptServer, 'url' | 'fingerprint'>): Found {
    const known = this.#known.find((each) => each.url === url);
    if (known) {
      const same = fingerprint === null || known.fingerprint === null || known.fingerprint === fingerprint;
      return same ? 'known' : 'another certificate';
    }
    if (this.#known.length >= MAX_SERVERS) return 'too many';
    const host = tlsHost(url);
    const trust = host === null ? undefined : this.#trustAt(host);
    if (trust === undefined || trust === fingerprint) return 'new';
    return trust === null || fingerprint === null ? 'another trust' : 'another certificate';
  }

  /** Adds and keeps a new one, in front. */
  add(server: KeptServer): Found {
    const found = this.find(server);
    if (found === 'new') this.#keep([server, ...this.#known]);
    return found;
  }

  /** Puts a known one in front: new workspaces begin there. */
  prefer(url: string): void {
    const first = this.#known.find((each) => each.url === url);
    if (first !== undefined && first !== this.#known[0])
      this.#keep([first, ...this.#known.filter((each) => each !== first)]);
  }

  remove(url: string): void {
    this.#keep(this.#known.filter((each) => each.url !== url));
  }

  /** From now on this certificate and no other at its host, as a person has decided; the server is known and in front. */
  trust(url: string, fingerprint: string): void {
    const first = { url, hosted: false, fingerprint };
    const host = tlsHost(url);
    const others = this.#known.filter((each) => each.url !== url);
    this.#keep([first, ...others.map((each) => (tlsHost(each.url) === host ? { ...each, fingerprint } : each))]);
  }

  /** Does something while this server's certificate counts already, before anything of it is kept. */
  async whileTrying<T>(server: { url: string; fingerprint: string | null }, work: () => Promise<T>): Promise<T> {
    this.#tried = { ...server, hosted: false };
    try {
      return await work();
    } finally {
      this.#tried = null;
    }
  }

  #keep(servers: KeptServer[]): void {
    this.#known = servers;
    const kept = servers.filter(({ url }) => url !== this.#passing);
    writeJson(this.#file, { format: 1, servers: kept.slice(0, MAX_SERVERS) });
  }
}

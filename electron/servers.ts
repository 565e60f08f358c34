import { z } from 'zod';
import type { KnownServer, ServerAnswer } from './contract/desktop.ts';
import { readJson, writeJson } from './json-file.ts';

const Kept = z.object({
  format: z.literal(1),
  servers: z.array(z.object({ url: z.string(), hosted: z.boolean() })).max(50),
});

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
  #known: KnownServer[];

  /** `usual`: a server named on the command line, put first and not kept. */
  constructor(file: string, usual: string | null) {
    this.#file = file;
    const kept = readJson(file, Kept)?.servers ?? [];
    this.#known = [
      ...(usual === null ? [] : [{ url: usual, hosted: false }]),
      ...kept.filter(({ url }) => url !== usual && readAddress(url).ok),
    ];
  }

  list(): KnownServer[] {
    return [...this.#known];
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

  /** Adds and keeps it; false when it was known already. */
  add(server: KnownServer): boolean {
    if (this.has(server.url)) return false;
    this.#known = [...this.#known, server];
    writeJson(this.#file, { format: 1, servers: this.#known });
    return true;
  }
}

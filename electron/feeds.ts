import { net, type WebContents } from 'electron';
import { lineSplitter } from '../domain/wire/lines.ts';
import type { Request } from './contract/ipc.ts';
import { push } from './push.ts';
import type { ServerRequests } from './server-requests.ts';

/** At most so many feeds for one page: a page listens to one workspace, or to a few. */
const MAX_FEEDS = 16;

/** Live feeds, read here with the session's token and handed to the page row by row. */
export class Feeds {
  readonly #requests: ServerRequests;
  readonly #open = new Map<WebContents, Map<string, AbortController>>();

  constructor(requests: ServerRequests) {
    this.#requests = requests;
  }

  open(asked: Request<'feed:open'>, page: WebContents): void {
    const { feed, server, workspace, after } = asked;
    const path = `/api/w/${workspace}/feed/live?after=${after}`;
    const refusal = this.#requests.refuses({ ...asked, path });
    const ours = this.#of(page);
    if (refusal !== null) throw new Error(refusal);
    if (ours.has(feed) || ours.size >= MAX_FEEDS) throw new Error('This page listens to too many feeds.');
    const stop = new AbortController();
    ours.set(feed, stop);
    const headers = this.#requests.headers({ ...asked, path });
    void this.#read(`${server}${path}`, headers, stop.signal, (rows) => push(page, 'feed:rows', { feed, rows })).then(
      (says) => {
        if (ours.delete(feed) && !stop.signal.aborted) push(page, 'feed:end', { feed, says });
        return says;
      },
    );
  }

  close({ feed }: Request<'feed:close'>, page: WebContents): void {
    this.#open.get(page)?.get(feed)?.abort();
    this.#open.get(page)?.delete(feed);
  }

  #of(page: WebContents): Map<string, AbortController> {
    const known = this.#open.get(page);
    if (known) return known;
    const feeds = new Map<string, AbortController>();
    this.#open.set(page, feeds);
    const endAll = () => {
      feeds.forEach((stop) => stop.abort());
      feeds.clear();
    };
    page.on('did-navigate', endAll);
    page.on('render-process-gone', endAll);
    page.once('destroyed', () => {
      endAll();
      this.#open.delete(page);
    });
    return feeds;
  }

  /** Resolves when the feed ends: with a sentence when the server refused it, with null when it merely went away. */
  async #read(
    url: string,
    headers: Promise<Record<string, string>>,
    signal: AbortSignal,
    rows: (rows: unknown[]) => void,
  ): Promise<string | null> {
    try {
      const response = await net.fetch(url, {
        headers: await headers,
        signal,
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
      });
      if (response.status === 401) return 'You are signed out here.';
      if (!response.ok || !response.body) return null;
      const lines = lineSplitter();
      const decoder = new TextDecoder();
      for await (const part of response.body) {
        const found = lines(decoder.decode(part, { stream: true }));
        if (found.length > 0) rows(found);
      }
      return null;
    } catch {
      return null;
    }
  }
}

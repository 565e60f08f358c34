import { net, type WebContents } from 'electron';
import type { Request } from './contract/ipc.ts';
import { push } from './push.ts';
import type { ServerRequests } from './server-requests.ts';

/** The longest line of a feed, in characters. */
const MAX_LINE = 4 * 1024 * 1024;
/** At most so many feeds for one page: a page listens to one workspace, or to a few. */
const MAX_FEEDS = 16;

/** Splits a stream of newline-delimited JSON; the empty lines between are the server saying that it is still there. */
export class Lines {
  #rest = '';

  take(text: string): unknown[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > MAX_LINE) throw new Error('A line of the feed is too long.');
    return lines.filter((line) => line.trim() !== '').map((line): unknown => JSON.parse(line));
  }
}

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
      const lines = new Lines();
      const decoder = new TextDecoder();
      for await (const part of response.body) {
        const found = lines.take(decoder.decode(part, { stream: true }));
        if (found.length > 0) rows(found);
      }
      return null;
    } catch {
      return null;
    }
  }
}

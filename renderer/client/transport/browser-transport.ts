import { Failure, SEAT_HEADER } from '../../../domain/wire/http.ts';
import { lineSplitter } from '../../../domain/wire/lines.ts';
import { socketAddress, type Endpoint } from './endpoint.ts';
import type { Transport } from './transport.ts';

/** How long a server may take to answer, in ms. A request with no end would leave a person waiting for nothing. */
const PATIENCE = 20_000;

/** A browser sends its cookie, and names whose it is; the cookie itself is out of every script's reach. */
export const browserTransport = (origin: string, ask: typeof fetch = fetch): Transport => {
  const headersFor = ({ seat }: Endpoint): Record<string, string> => (seat === null ? {} : { [SEAT_HEADER]: seat });
  return {
    servers: () => Promise.resolve([origin]),
    request: async (endpoint, method, path, body) => {
      const response = await ask(endpoint.server + path, {
        method,
        headers: { ...headersFor(endpoint), ...(method === 'POST' && { 'content-type': 'application/json' }) },
        ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      });
      const text = await response.text();
      return { status: response.status, body: readJson(text) };
    },
    feed: (endpoint, after, { onRow, onAlive, onEnd }) => {
      const stop = new AbortController();
      const read = async (): Promise<string | null> => {
        const path = `/api/w/${endpoint.workspace}/feed/live?after=${after}`;
        const response = await ask(endpoint.server + path, {
          headers: headersFor(endpoint),
          credentials: 'same-origin',
          cache: 'no-store',
          redirect: 'error',
          signal: stop.signal,
        });
        if (response.status === 401) return signedOut;
        if (!response.ok || !response.body) return null;
        const decoder = new TextDecoder();
        const lines = lineSplitter();
        const reader = response.body.getReader();
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return null;
          onAlive();
          for (const line of lines(decoder.decode(value, { stream: true }))) onRow(line);
        }
      };
      read()
        .catch(() => null)
        .then((says) => {
          if (!stop.signal.aborted) onEnd(says);
          return says;
        })
        .catch((error: unknown) => {
          // A listener that throws is a mistake of ours; it must not end the feed in silence.
          reportError(error);
        });
      return () => {
        stop.abort();
      };
    },
    socket: (endpoint, room, protocols) => new WebSocket(socketAddress(endpoint, room), protocols),
    joinAddress: (server) =>
      Promise.resolve({
        address: server,
        fingerprint: null,
        onlyHere: /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(server).hostname),
      }),
    save: async (endpoint, path, name) => {
      const response = await ask(endpoint.server + path, {
        headers: headersFor(endpoint),
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (!response.ok) {
        const failure = Failure.safeParse(readJson(await response.text()));
        return { ok: false, says: failure.data?.says ?? 'The server did not send it. Try again in a moment.' };
      }
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await response.blob());
      link.download = name;
      link.click();
      // Not at once: the browser reads it after this turn.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      return { ok: true, saved: true };
    },
  };
};

const signedOut = 'You are signed out here.';

/** A proxy's error page is no JSON; its status says enough. */
const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

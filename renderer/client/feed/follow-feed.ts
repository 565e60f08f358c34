import type { AnyRow } from '../../../domain/event.ts';
import { alarm, waitBefore } from '../backoff.ts';
import type { SignedOut } from '../contract.ts';
import { ask } from '../transport/ask.ts';
import type { Endpoint } from '../transport/endpoint.ts';
import type { Transport } from '../transport/transport.ts';
import { continueChain, notSigned, rolledBack, type Head } from './chain.ts';
import type { Signed } from './signatures.ts';
import { feedPath, RawFeedReply } from './whole-feed.ts';

/** Whether the server can be reached, and what stands in the way where it can and still nothing works. */
export type LineStatus = { online: boolean; trouble: string | null; out: SignedOut | null };
export type FeedPorts = {
  transport: Transport;
  endpoint: Endpoint;
  /** Whose feed this laptop keeps. Another's session in the same chair must not speak for them. */
  member: string;
  head: () => Head;
  /** Whether other campaigns' rows come without their words. */
  guest: () => boolean;
  /** Whether the workspace's key has signed rows that continue what this laptop has. */
  signed: (rows: AnyRow[]) => Promise<Signed>;
  /** Keeps rows that continue what this laptop has. */
  take: (rows: AnyRow[]) => Promise<void>;
  /** The server tells another story. Resolves to whether it was mended and the feed can go on. */
  mend: () => Promise<boolean>;
  stands: (line: LineStatus) => void;
};

/** A line silent for this long is asked whether it still stands, in ms; the server says something every 15 s. */
const SILENCE = 30_000;

export type FeedFollower = ReturnType<typeof followFeed>;

/** Reads the feed from this laptop's last row on, then listens, and begins again whenever the line breaks. */
export const followFeed = (ports: FeedPorts) => {
  const { transport, endpoint, head, stands } = ports;
  const { sleep, wake } = alarm();
  const stop = new AbortController();
  const stopped = () => stop.signal.aborted;
  let attempt = 0;
  let endLive: () => void = () => undefined;

  const takeRaw = async (raw: unknown[]): Promise<'ok' | 'again'> => {
    const continued = continueChain(head(), raw, ports.guest());
    if (continued.kind === 'gap') return 'again';
    if (continued.kind === 'continues') {
      if (continued.rows.length === 0) return 'ok';
      const signed = await ports.signed(continued.rows);
      if (signed === 'unreachable') throw new Unreachable();
      if (signed === 'broken') throw new Trouble(notSigned);
      await ports.take(continued.rows);
      return 'ok';
    }
    if (continued.says === rolledBack && (await ports.mend())) return 'again';
    throw new Trouble(continued.says);
  };

  const page = async (): Promise<'more' | 'all' | 'unreachable'> => {
    const asked = await ask(transport, endpoint, 'GET', feedPath(endpoint, head()), RawFeedReply);
    if (asked.kind === 'unreachable') return 'unreachable';
    if (asked.kind === 'refused') {
      if (asked.status === 401) throw new Out(whyOut(asked.code), asked.says);
      if (asked.code === 'rolled back' && (await ports.mend())) return 'more';
      throw new Trouble(asked.code === 'rolled back' ? rolledBack : asked.says);
    }
    if (asked.value.member !== undefined && asked.value.member !== ports.member)
      throw new Out('another member', 'Somebody else is signed in here now. What is on this laptop stays yours.');
    // A page that leaves something out would be asked for without end.
    if ((await takeRaw(asked.value.rows)) === 'again') throw new Trouble(rolledBack);
    return asked.value.more ? 'more' : 'all';
  };

  /** Resolves when the line broke, or the server refused it; rejects when the reading of a row failed. */
  const live = (): Promise<'broke' | 'refused'> =>
    new Promise((resolve, reject) => {
      let heard = Date.now();
      let asking = false;
      let queue: Promise<void> = Promise.resolve();
      const fail = (error: unknown) => {
        clearInterval(watch);
        close();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      // Rows heard before the end are judged first, and the end waits for a judgement that fails, too.
      const settle = (how: 'broke' | 'refused' = 'broke') => {
        clearInterval(watch);
        void queue.then(() => resolve(how), fail);
      };
      const end = () => {
        close();
        settle();
      };
      const close = transport.feed(endpoint, head().number, {
        onAlive: () => {
          heard = Date.now();
        },
        onRow: (row) => {
          const judge = async (): Promise<void> => {
            if (!stopped() && (await takeRaw([row])) === 'again') end();
          };
          queue = queue.then(judge);
          queue.catch(fail);
        },
        onEnd: (says) => {
          settle(says === null ? 'broke' : 'refused');
        },
      });
      // The shell does not pass on empty lines, and a network that vanished closes nothing.
      const watch = setInterval(() => {
        // A clock that was set back would take a dead line for one that was just heard.
        if (asking || Math.abs(Date.now() - heard) < SILENCE) return;
        asking = true;
        page()
          .then((found) => {
            asking = false;
            heard = Date.now();
            return found === 'unreachable' ? end() : undefined;
          })
          .catch(end);
      }, SILENCE / 3);
      endLive = end;
    });

  const run = async (): Promise<void> => {
    let refused = false;
    while (!stopped()) {
      try {
        let found = await page();
        while (found === 'more' && !stopped()) found = await page();
        if (found === 'all' && !stopped()) {
          attempt = 0;
          stands({ online: true, trouble: null, out: null });
          // A page says why. Asked at once, but once: a server that refuses one and not the other must not be asked without end.
          const again: boolean = (await live()) === 'refused' && !refused;
          refused = again;
          if (again) continue;
        }
        if (!stopped()) stands({ online: false, trouble: null, out: null });
      } catch (error) {
        if (stopped()) return;
        if (error instanceof Out) stands({ online: false, trouble: error.message, out: error.out });
        else if (error instanceof Unreachable) stands({ online: false, trouble: null, out: null });
        else if (error instanceof Trouble) stands({ online: false, trouble: error.message, out: null });
        else {
          console.error(error);
          stands({ online: false, trouble: 'What the server sent could not be kept on this laptop.', out: null });
        }
      }
      if (!stopped()) await sleep(waitBefore(attempt++));
    }
  };
  void run();

  return {
    /** Something suggests that the server can, or cannot, be reached: look now. */
    poke: () => {
      attempt = 0;
      wake();
    },
    /** A request found nobody there: what the line says is not true any more. */
    doubt: () => {
      endLive();
    },
    stop: () => {
      stop.abort();
      endLive();
      wake();
    },
  };
};

const whyOut = (code: string): SignedOut['why'] =>
  code === 'suspended' || code === 'guest link over' ? code : 'sign in';

class Out extends Error {
  readonly out: SignedOut;
  constructor(why: SignedOut['why'], says: string) {
    super(says);
    this.out = { why, says };
  }
}
class Trouble extends Error {}
class Unreachable extends Error {}

import type { AnyRow } from '../../domain/event.ts';
import type { RoomName } from '../../domain/campaign/rooms.ts';
import type { Outcome } from './contract.ts';
import type { LineStatus } from './feed/follow-feed.ts';

/** What windows of one seat tell each other. What is told stands in the local store already. */
export type Note =
  /** Somebody new asks how things stand. */
  | { kind: 'hello' }
  | ({ kind: 'line' } & LineStatus)
  | { kind: 'rows'; rows: readonly AnyRow[] }
  /** Whether this seat's member is, by the feed: what is unsent is kept while they are. */
  | { kind: 'suspended'; is: boolean }
  | { kind: 'outbox' }
  /** The server tells another story since a restore, and the local store has that one now. */
  | { kind: 'restored' }
  /** What is kept because the server has it no more is not the same as before. */
  | { kind: 'recovered' }
  | { kind: 'outcome'; command: string; outcome: Outcome }
  | { kind: 'edits'; room: RoomName; edits: { id: number; bytes: Uint8Array }[] };

/** The windows of one seat, and which of them does what is to be done once. */
export type WindowChannel = {
  tell: (note: Note) => void;
  listen: (heard: (note: Note) => void) => void;
  /** Whether this window reads the feed and sends the outbox for all of them. */
  leads: () => boolean;
  /** Calls back once this window leads, be it now or when the one that did is gone. */
  whenLeading: (begin: () => void) => void;
  close: () => void;
};

/** `locks` is absent where the browser has none; then there is one window to speak of. */
export const openWindowChannel = (name: string, locks: LockManager | undefined): WindowChannel => {
  const channel = new BroadcastChannel(name);
  const heard: ((note: Note) => void)[] = [];
  channel.addEventListener('message', ({ data }: MessageEvent<Note>) => {
    for (const each of heard) each(data);
  });
  let leading = false;
  let closed = false;
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    tell: (note) => {
      // A channel has no target origin: only this origin hears it.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      if (!closed) channel.postMessage(note);
    },
    listen: (each) => void heard.push(each),
    leads: () => leading,
    whenLeading: (begin) => {
      const lead = (): Promise<void> => {
        if (closed) return Promise.resolve();
        leading = true;
        begin();
        return released;
      };
      if (!locks) {
        void lead();
        return;
      }
      locks.request(name, lead).catch((error: unknown) => {
        // Without a lock two windows might send the same command, which the server then does once.
        console.warn('This window could not ask to be the one that sends.', error);
        void lead();
      });
    },
    close: () => {
      closed = true;
      leading = false;
      channel.close();
      release();
    },
  };
};

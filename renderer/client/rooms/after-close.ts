import { closeCodes, isFinal } from '../../../domain/wire/sync.ts';

/** What happened to a connection: the socket was closed, or no ticket was given. */
export type Close = {
  code: number;
  from: 'socket' | 'ticket';
  /** The server's own sentence; only with a ticket. */
  says: string | null;
  /** The campaign waits in the outbox: the server cannot know its rooms yet. */
  pending: boolean;
  /** The server had this room, and its record does not know the campaign any more. */
  gone: boolean;
  /** Closes in a row without a sync between them. */
  times: number;
};
export type Next =
  | { do: 'come back' }
  /** Until rights, the campaign or the session are other ones. */
  | { do: 'wait'; says: string | null }
  /** What the server will not take becomes a recovery draft, and a fresh copy takes its place. */
  | { do: 'start afresh'; says: string; keep: 'unsent' | 'all' }
  /** Until the app is updated. */
  | { do: 'read only'; says: string };

/** A ticket is used once and soon; one that came too late is worth another, but not for ever. */
const TICKETS = 3;

/** What a room does once its connection is closed. Words that the server will not take are never let go of without a draft of them. */
export const afterClose = ({ code, from, says, pending, gone, times }: Close): Next => {
  switch (code) {
    case closeCodes.signIn:
      if (from === 'socket' && times < TICKETS) return { do: 'come back' };
      return { do: 'wait', says: says ?? 'You are signed out here. Your words stay on this laptop.' };
    case closeCodes.noRight:
      return from === 'socket'
        ? {
            do: 'start afresh',
            says: 'You may read this text and not change it any more. What you wrote meanwhile is kept below.',
            keep: 'unsent',
          }
        : { do: 'wait', says: says ?? 'You have no right to open this text. What is on this laptop stays.' };
    case closeCodes.noSuchRoom:
      if (pending) return { do: 'wait', says: null };
      return gone
        ? {
            do: 'start afresh',
            says: 'The server was put back to a state that does not have this campaign. What stood here is kept on this laptop.',
            keep: 'all',
          }
        : { do: 'wait', says: 'The server does not have this text. What is on this laptop stays.' };
    case closeCodes.schemaOrEpoch:
      // Put back to an older state between ticket and socket: the next ticket names the new epoch.
      return from === 'socket'
        ? { do: 'come back' }
        : { do: 'read only', says: says ?? 'This app is too old for this text. Update it; your words wait here.' };
    case closeCodes.brokenFrame:
      return {
        do: 'start afresh',
        says: 'The server could not take something of what was written here. It is kept below; update the app if this happens again.',
        keep: 'unsent',
      };
    default:
      return isFinal(code) ? { do: 'wait', says: says ?? 'The server closed this text.' } : { do: 'come back' };
  }
};

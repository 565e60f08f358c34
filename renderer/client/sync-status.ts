import type { SyncStatus } from './contract.ts';

export type Facts = {
  /** A sentence where something is wrong; the worst one. */
  trouble: string | null;
  refused: number;
  online: boolean;
  /** Commands that the server has not decided. */
  waiting: number;
  /** The server answers and takes no commands at the moment. */
  stalled: boolean;
  /** Edits of text that the server has not acknowledged, and how many of them this laptop's own disk has not got either. */
  unsent: number;
  unsaved: number;
  /** Every room with something unsent has its line to the server. */
  connected: boolean;
};

/** What the pill may say. Never more than is true: "on server" is said when the server is there and has all of it on its disk. */
export const syncStatus = (facts: Facts): SyncStatus => {
  const { trouble, refused, online, waiting, stalled, unsent, unsaved, connected } = facts;
  if (trouble !== null) return { kind: 'attention', says: trouble };
  if (refused > 0) return { kind: 'attention', says: refusedSays(refused) };
  if (waiting > 0 && (!online || stalled)) return { kind: 'not sent', count: waiting, online };
  if (waiting > 0 || unsaved > 0 || (unsent > 0 && connected)) return { kind: 'sending' };
  if (unsent > 0) return { kind: 'saved here', sent: false };
  return online ? { kind: 'on server' } : { kind: 'saved here', sent: true };
};

const refusedSays = (count: number): string =>
  count === 1
    ? 'The server refused one thing you sent. It is kept here with the reason.'
    : `The server refused ${count} things you sent. They are kept here with the reasons.`;

const claims = ({ kind }: SyncStatus): number => (kind === 'on server' ? 2 : kind === 'saved here' ? 1 : 0);
/** Whether one claims more safety than the other. Such a change may wait a moment; one for the worse may not. */
export const claimsMore = (one: SyncStatus, other: SyncStatus): boolean => claims(one) > claims(other);

import type { SyncStatus } from '../client/contract.ts';

/** The pill's words; these and no others. */
export const syncWords = (status: SyncStatus): string => {
  switch (status.kind) {
    case 'attention':
      return 'Needs attention';
    case 'not sent':
      return `${status.count} not sent`;
    case 'saved here':
      return 'Saved on this laptop';
    case 'sending':
      return 'Sending';
    default:
      return 'On server';
  }
};

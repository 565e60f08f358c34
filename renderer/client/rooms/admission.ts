import type { Ticket } from '../../../domain/wire/http.ts';

export type Admission =
  | { do: 'enter' }
  /** A fresh copy takes this one's place. `keep`: what of it is kept beside. */
  | { do: 'start afresh'; says: string; keep: 'unsent' | 'to be compared' };

/** What a ticket means for a room of which this laptop has a copy of that epoch (null: none yet), with so many edits unsent. */
export const admission = (
  { epoch, access }: Pick<Extract<Ticket, { ok: true }>, 'epoch' | 'access'>,
  here: { epoch: number | null; unsent: number },
): Admission => {
  if (here.epoch !== null && here.epoch !== epoch)
    return {
      do: 'start afresh',
      says: 'The server was put back to an older state of this text. What stood here before is kept below where it differs.',
      keep: 'to be compared',
    };
  if (access === 'read' && here.unsent > 0)
    return {
      do: 'start afresh',
      says: 'You may only read this text now. What you wrote and could not send is kept below.',
      keep: 'unsent',
    };
  return { do: 'enter' };
};

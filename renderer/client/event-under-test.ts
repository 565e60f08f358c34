import { NO_HASH, type Event } from '../../domain/event.ts';

/** An event for tests: what it says, in an envelope that is the same for all. */
export const someEvent = (sequence: number, what: object): Event =>
  ({
    format: 1,
    workspace: 'w',
    campaign: 'spring',
    sequence,
    previous: NO_HASH,
    at: '2027-01-01T00:00:00.000Z',
    actor: { member: 'mia' },
    command: null,
    key: 'k',
    bodies: {},
    ...what,
  }) as Event;

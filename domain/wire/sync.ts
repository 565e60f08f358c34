/**
 * The websocket protocol: y-websocket's messages (0 sync, 1 awareness, 2 auth, 3 query awareness), and one of our own.
 * A client offers the subprotocols `TICKET_PREFIX + ticket` and one of `PLAIN`, `ACKS`; the server answers with the latter.
 */
export const PLAIN = 'countersign.1';
export const ACKS = 'countersign.1.acks';
export const TICKET_PREFIX = 'countersign.ticket.';

export const messageSync = 0;
export const messageAwareness = 1;
export const messageAuth = 2;
export const messageQueryAwareness = 3;
/** Server to client, only with `ACKS`: a varUint, how many of this connection's sync updates (step 2 included) are on disk. */
export const messageAcknowledge = 100;
/** Server to client, only with `ACKS`: a varString, a sentence about the room ("The server's disk is full; your words wait here"), empty when it is over. */
export const messageRoomNotice = 101;

/** Final codes: the official client stops. */
export const closeCodes = {
  signIn: 4401,
  noRight: 4403,
  noSuchRoom: 4404,
  schemaOrEpoch: 4409,
  brokenFrame: 4422,
  /** The client comes back after these. */
  stopping: 4503,
  tooSlow: 4508,
  comeBack: 4510,
  rate: 4529,
} as const;
export const isFinal = (code: number): boolean => code >= 4400 && code < 4500;

/** Version of the rooms' schema this code reads and writes; a client below the server's is refused with 4409. */
export const SCHEMA = 1;
/** A client must hear something at least this often, in ms: the official client closes a socket silent for 30 s. */
export const HEARTBEAT = 20_000;
/** Largest frame a client may send: a room plus slack, so that a week offline can sync. */
export const MAX_FRAME = 8 * 1024 * 1024;

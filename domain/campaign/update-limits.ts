/** What one update may be made of. */
export type UpdateLimits = {
  /** Client ids that bring something new. */
  clients: number;
  /** Structs, and those of them that the document does not have. */
  pieces: number;
  newPieces: number;
  /** Deleted ranges, and those of them that delete something new. */
  ranges: number;
  newRanges: number;
  /** Places that structs move by in Yjs's arrays, where something is taken apart in front of them. */
  moves: number;
};

/**
 * What one connection may bring at once: more than anybody writes in a week without a network (some 20,000 edits, most of which continue
 * each other), and less than holds up everybody else for long. Whoever comes back lists every range that the room ever deleted, so all of a
 * full room may be repeated beside what is new.
 */
const connection: UpdateLimits = {
  clients: 20_000,
  pieces: 250_000,
  newPieces: 50_000,
  ranges: 250_000,
  newRanges: 50_000,
  moves: 500_000_000,
};

const room: UpdateLimits = {
  clients: Infinity,
  pieces: Infinity,
  newPieces: Infinity,
  ranges: Infinity,
  newRanges: Infinity,
  moves: Infinity,
};

/**
 * `stored`: a row that was taken once, whatever the limits were then; only what would stop whoever reads it counts. `room`: the room itself,
 * as a laptop gets it from the server or keeps it. Whatever years of writing made of it, or nobody could open it any more.
 */
export const updateLimits = {
  connection,
  stored: { ...room, moves: connection.moves },
  room,
} as const satisfies Record<string, UpdateLimits>;

import { MAX_FRAME } from '../../domain/wire/sync.ts';

/**
 * What a room may become. Beyond any of these it takes no more, says so, and opens as before: what brings nothing new always passes, so
 * that whoever has a full room can come in.
 */

/** Stored bytes: a writer must not be able to fill the disk. Below the largest frame, so that a laptop can send all of a room in one. */
export const MAX_BYTES = MAX_FRAME - 2 * 1024 * 1024;

/** Structs of its document, some 300 bytes of memory each on the server and on every laptop, and half a microsecond at every look. */
export const MAX_STRUCTS = 200_000;

/**
 * Steps that one update may walk over what others inserted at the same places (ten nanoseconds each): more than eight people need who
 * wrote 3,000 edits each without a network, a third of them at one place.
 */
export const MAX_WALK = 40_000_000;
/** And that a room may cost in all when it is read. */
export const MAX_WALK_OF_ROOM = 100_000_000;

/** Steps of a walk that cost as much as one step of other work. */
export const WALKED_AT_ONCE = 100;

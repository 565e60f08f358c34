/** A thread needs a comment; a suggestion without one says by itself what it wants. */
export const NO_REASON = 'Suggested wording.';

/** One reason why a command was refused: a code for programs, a sentence for people, and what to click (`fix`). */
export type Reason = {
  code: ReasonCode;
  says: string;
  fix: Fix | null;
};
/** Where in the interface this reason is mended. */
export type Fix =
  | { go: 'fact'; fact: string }
  | { go: 'text'; text: string; block: number; from: number; to: number }
  | { go: 'thread'; thread: string }
  | { go: 'part'; part: string; version: number }
  | { go: 'version'; version: number }
  | { go: 'members' }
  /** The question is answered with yes by sending the command again with `code` added to its `asked`. */
  | { go: 'ask'; code: ReasonCode }
  /** The fact holds another value by now: keep it, or send the command again with `now` as its `was`. */
  | { go: 'stale'; now: unknown; by: string; at: string }
  /** The text on the server differs from the one on the person's screen; send again with `digest` to take it. */
  | { go: 'digest'; digest: string };

export type ReasonCode =
  | 'not allowed'
  | 'suspended'
  | 'guest link over'
  | 'unknown campaign'
  | 'unknown version'
  | 'unknown thread'
  | 'unknown member'
  | 'unknown invite'
  | 'unknown note'
  | 'unknown webhook'
  | 'unknown text'
  | 'already exists'
  | 'stale value'
  | 'bad value'
  | 'stale digest'
  | 'nothing to review'
  | 'unsent text'
  | 'not signed'
  | 'already signed'
  | 'author may not sign'
  | 'parts not viewed'
  | 'blocking thread open'
  | 'check failed'
  | 'already live'
  | 'too late'
  | 'not live'
  | 'not halted'
  | 'not scheduled'
  | 'already decided'
  | 'in the past'
  | 'unknown time zone'
  | 'no such local time'
  | 'a newer version is signed'
  | 'blocking thread opened since'
  | 'restored since'
  | 'outside the signed window'
  | 'bytes differ'
  | 'signed in'
  | 'still open'
  | 'last admin'
  | 'last sales lead'
  | 'name taken'
  | 'nothing proposed'
  | 'only the opener closes it'
  | 'no suggestion'
  | 'text is gone';

export type Refusal = { refused: true; reasons: Reason[] };

import type { Anchor } from '../../../domain/discussion/anchor.ts';
import type { TextId } from '../../../domain/campaign/rooms.ts';
import type { Finding } from '../../../domain/gate/finding.ts';
import type { Thread } from '../../../domain/state.ts';
import type { Highlight } from '../../editor/contract.ts';
import type { Composing } from '../desk.ts';
import { findingId } from '../gate/finding-id.ts';

/** A thread's anchor as it was sent: the words may have been erased since, its positions are not. */
export const anchorOf = (thread: Thread): Anchor => ({
  text: thread.anchor.text,
  start: thread.anchor.start,
  end: thread.anchor.end,
  quote: thread.quote.body?.text ?? '',
  before: thread.before.body?.text ?? '',
  after: thread.after.body?.text ?? '',
});

/** What is drawn over one text: its open threads, and the chosen one even when it is closed. */
export const threadHighlights = (
  threads: Record<string, Thread>,
  textId: TextId,
  selected: string | null,
): Highlight[] =>
  Object.values(threads)
    .filter((thread) => thread.anchor.text === textId && (thread.state === 'open' || thread.id === selected))
    .map((thread) => ({
      kind: 'thread',
      id: thread.id,
      anchor: anchorOf(thread),
      blocking: thread.blocking,
      selected: thread.id === selected,
      suggestion:
        thread.state === 'open' && thread.replacement?.body ? { replacement: thread.replacement.body.text } : null,
    }));

/** Names the words of a comment that is still being written. */
export const COMPOSING = 'composing';
/** They stay marked while their comment is written, though the focus is in it. */
export const composingHighlight = (composing: Composing | null, textId: TextId): Highlight[] =>
  composing?.anchor.text === textId
    ? [{ kind: 'thread', id: COMPOSING, anchor: composing.anchor, blocking: false, selected: true, suggestion: null }]
    : [];

/** Findings about words of one text; one about the text as a whole has no words to draw over. */
export const findingHighlights = (findings: readonly Finding[], textId: TextId): Highlight[] =>
  findings.flatMap(({ at, blocking, says }): Highlight[] =>
    at && 'text' in at && at.text === textId && at.to > at.from
      ? [{ kind: 'finding', id: findingId(at), block: at.block, from: at.from, to: at.to, blocking, says }]
      : [],
  );

import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Anchor } from '../../domain/discussion/anchor.ts';
import type { TextId } from '../../domain/campaign/rooms.ts';

/** One text under discussion, drawn over the words: a thread, a suggestion, or a finding of a check. */
export type Highlight =
  | {
      kind: 'thread';
      id: string;
      anchor: Anchor;
      blocking: boolean;
      selected: boolean;
      suggestion: { replacement: string } | null;
    }
  | { kind: 'finding'; id: string; block: number; from: number; to: number; blocking: boolean; says: string };

/** Who typed some characters: hue and line 0 to 5, as everywhere a person is drawn. */
export type Writer = { name: string; hue: number; line: number };
/** The writer of some characters, by the Yjs client id that put them in: whoever typed them, or proposed what was accepted. */
export type WriterOf = (client: number, words: string) => Writer;
/** What one leaves on selected words. */
export type Remark = 'comment' | 'suggest';

export type EditorProps = {
  text: Y.Text;
  /** Y.UndoManager and carets are scoped to this text. */
  textId: TextId;
  awareness: Awareness;
  /** `line` is a subject or preheader: one block, no marks, Enter moves on. */
  mode: 'copy' | 'line';
  editable: boolean;
  /** Accessible name of the textbox. */
  label: string;
  placeholder: string;
  highlights: Highlight[];
  mergeFields: { name: string; fallback: string }[];
  /** Shows who wrote what; null while nobody wants to see it. */
  writers: WriterOf | null;
  /** What this person may leave on the words of this text. */
  remarks: readonly Remark[];
  /** The selection as an anchor, or null when it is empty; for "comment on the selection". */
  onSelect: (anchor: Anchor | null) => void;
  /** A click on, or the caret entering, a highlight. */
  onHighlight: (id: string) => void;
  /** Ctrl+Alt+M with a selection, or the tools at it. */
  onRemark: (remark: Remark) => void;
  /** Something that would have changed the text, while it may only be read; the word under the caret is selected by then. */
  onRefused: () => void;
  /** Says how a thread's anchor was found, whenever that changes; `orphaned` threads are listed with their quote. */
  onAnchors: (found: Record<string, 'exact' | 'edited' | 'moved' | 'orphaned'>) => void;
  /** Enter in a `line` editor, Escape or Tab out. */
  onLeave?: (direction: 'next' | 'previous') => void;
};

/** What a person's caret carries in awareness; the server fills in who they are. */
export type Presence = {
  /** Member id, name, role and hue index 0-5, as the server or the session says. */
  member: string;
  name: string;
  role: string;
  hue: number;
  /** Which text the caret stands in, as Yjs relative positions (JSON), or null. */
  cursor: { text: TextId; anchor: unknown; head: unknown } | null;
};

import * as Y from 'yjs';
import type { RoomKind } from '../../../domain/campaign/rooms.ts';
import type { MergeReceipt } from '../contract.ts';
import { piecesOf, type ClockRanges } from './clock-ranges.ts';
import { textsOf, type RoomText } from './room-texts.ts';

/** A stretch of one text: what the merge did to it, and whether I wrote it and the server does not have it yet. */
type Stretch = { words: string; merge: 'kept' | 'added' | 'removed'; mine: boolean };
type Merged = Omit<MergeReceipt, 'since'>;

/**
 * Applies what came from the server and tells what it did: words added and removed per text, and passages that I had changed and
 * that somebody else deleted. My own new words survive such a merge, but alone; the passage as I had it goes to the recovery tray.
 */
export const watchMerge = (doc: Y.Doc, kind: RoomKind, mine: ClockRanges, apply: () => void): Merged => {
  const hidden = new Map(textsOf(doc, kind).map(({ id, hidden }) => [id, hidden]));
  const merged: Merged = { theirs: [], lost: [] };
  const read = (transaction: Y.Transaction) => {
    for (const text of textsOf(doc, kind)) {
      const stretches = stretchesOf(text, transaction, mine);
      const added = countWords(stretches, 'added');
      const removed = countWords(stretches, 'removed');
      if (added + removed > 0) merged.theirs.push({ text: text.id, added, removed });
      const lost = text.hidden && hidden.get(text.id) === false ? mineIn(stretches) : brokenPassages(stretches);
      for (const words of lost) merged.lost.push({ text: text.id, words });
    }
  };
  // Deleted words are still there at this moment; afterwards Yjs lets go of them.
  doc.once('afterTransaction', read);
  try {
    apply();
  } finally {
    doc.off('afterTransaction', read);
  }
  return merged;
};

/** Words of a room that the server does not have, text by text: what a recovery draft offers. */
export const unsentWords = (doc: Y.Doc, kind: RoomKind, mine: ClockRanges): MergeReceipt['lost'] =>
  textsOf(doc, kind).flatMap((text) =>
    mineIn(stretchesOf(text, null, mine)).map((words) => ({ text: text.id, words })),
  );

/** Two receipts that were not looked at become one. */
export const joinReceipts = (older: MergeReceipt | null, newer: MergeReceipt): MergeReceipt => {
  if (!older) return newer;
  const theirs = new Map(older.theirs.map((each) => [each.text, each]));
  for (const { text, added, removed } of newer.theirs) {
    const before = theirs.get(text) ?? { added: 0, removed: 0 };
    theirs.set(text, { text, added: before.added + added, removed: before.removed + removed });
  }
  return { since: older.since, theirs: [...theirs.values()], lost: [...older.lost, ...newer.lost] };
};

/** Without what stands in the text after all. */
export const foundAgain = (doc: Y.Doc, kind: RoomKind, receipt: MergeReceipt): MergeReceipt | null => {
  const standing = new Map<string, string>(textsOf(doc, kind).map(({ id, text }) => [id, readable(text.toString())]));
  const lost = receipt.lost.filter(({ text, words }) => !standing.get(text)?.includes(words));
  return lost.length + receipt.theirs.length > 0 ? { ...receipt, lost } : null;
};

const stretchesOf = ({ text }: RoomText, transaction: Y.Transaction | null, mine: ClockRanges): Stretch[] => {
  const stretches: Stretch[] = [];
  const add = (words: string, merge: Stretch['merge'], isMine: boolean) => {
    const last = stretches.at(-1);
    if (last?.merge === merge && last.mine === isMine) last.words += words;
    else stretches.push({ words, merge, mine: isMine });
  };
  for (let item = text._start; item !== null; item = item.right) {
    if (!(item.content instanceof Y.ContentString)) continue;
    const { client, clock } = item.id;
    const isNew = transaction !== null && clock >= (transaction.beforeState.get(client) ?? 0);
    const isRemoved = transaction !== null && item.deleted && Y.isDeleted(transaction.deleteSet, item.id);
    if (item.deleted && (!isRemoved || isNew)) continue;
    const merge = isRemoved ? 'removed' : isNew ? 'added' : 'kept';
    const { str } = item.content;
    // One item may hold words that the server has and words that it has not.
    for (const { from, to, inside } of piecesOf(mine, client, clock, str.length))
      add(str.slice(from, to), merge, inside);
  }
  return stretches;
};

/** Passages that were removed around or beside words of mine, as they stood on this laptop. */
const brokenPassages = (stretches: Stretch[]): string[] => {
  const passages: string[] = [];
  let passage: Stretch[] = [];
  const close = () => {
    const isMine = ({ mine, words }: Stretch) => mine && words.trim() !== '';
    const isGone = ({ merge, words }: Stretch) => merge === 'removed' && words.trim() !== '';
    if (passage.some(isMine) && passage.some(isGone))
      passages.push(readable(passage.map(({ words }) => words).join('')));
    passage = [];
  };
  for (const stretch of stretches) {
    // What they wrote in its place was not on this laptop.
    if (stretch.merge === 'added') continue;
    if (stretch.merge === 'removed' || stretch.mine) passage.push(stretch);
    else close();
  }
  close();
  return passages;
};

const mineIn = (stretches: Stretch[]): string[] => {
  const passages: string[] = [];
  let passage = '';
  for (const { words, mine } of [...stretches, { words: '', mine: false }]) {
    if (mine) passage += words;
    else {
      if (passage.trim() !== '') passages.push(readable(passage));
      passage = '';
    }
  }
  return passages;
};

/** Blocks begin with U+2029; people read lines. */
export const readable = (text: string): string => text.replaceAll('\u2029', '\n').trim();

/** Whole words, not loose punctuation; two stretches that touch are one text. */
const countWords = (stretches: Stretch[], merge: Stretch['merge']): number => {
  let count = 0;
  let run = '';
  for (const stretch of [...stretches, null]) {
    if (stretch?.merge === merge) run += stretch.words;
    else {
      count += run.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
      run = '';
    }
  }
  return count;
};

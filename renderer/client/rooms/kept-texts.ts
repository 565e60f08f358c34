import * as Y from 'yjs';
import type { RoomKind, RoomName } from '../../../domain/campaign/rooms.ts';
import { readSteps } from '../../../domain/campaign/sequence.ts';
import { diffTokens } from '../../../domain/text/diff-tokens.ts';
import type { KeptStep, KeptText, LocalStore, RecoveryDraft } from '../store/local-store.ts';
import type { ClockRanges } from './clock-ranges.ts';
import { readable, unsentWords } from './receipt.ts';
import { textsOf } from './room-texts.ts';

/** Which words of a room are lost to it: those in these ranges, all of them, or what a fresh copy will turn out not to have. */
export type Lost = { kind: 'unsent'; mine: ClockRanges } | { kind: 'all' } | { kind: 'to be compared' };

/** All that is kept of a room when a fresh copy takes its place. */
export const recoveryDraft = (
  doc: Y.Doc,
  { room, kind, at, says }: { room: RoomName; kind: RoomKind; at: string; says: string },
  lost: Lost,
): RecoveryDraft => {
  const texts = keptTexts(doc, kind, lost);
  // An empty text misses nothing.
  const why = lost.kind === 'to be compared' && texts.length === 0 ? '' : says;
  return { room, at, why, state: Y.encodeStateAsUpdate(doc), texts, steps: keptSteps(doc, kind) };
};

/** The texts of a room as people read them, to be kept when a fresh copy takes its place. */
export const keptTexts = (doc: Y.Doc, kind: RoomKind, lost: Lost): KeptText[] => {
  const unsent = lost.kind === 'unsent' ? unsentWords(doc, kind, lost.mine) : [];
  return standingTexts(doc, kind).map(([text, whole]) => ({
    text,
    whole,
    lost:
      lost.kind === 'to be compared'
        ? null
        : lost.kind === 'all'
          ? [whole]
          : unsent.filter((each) => each.text === text).map(({ words }) => words),
  }));
};

/** Enough of the sequence to name its texts by, once it is gone. */
export const keptSteps = (doc: Y.Doc, kind: RoomKind): KeptStep[] =>
  kind === 'brief'
    ? []
    : readSteps(doc).map(({ id, name, channel, variants }) => ({
        id,
        name,
        channel,
        variants: variants.map((variant) => ({ id: variant.id, name: variant.name, removed: variant.removed })),
      }));

/** What stands in each text of a room, as people read it, by its id; texts without words are left out. */
export const standingTexts = (doc: Y.Doc, kind: RoomKind): [string, string][] =>
  textsOf(doc, kind).flatMap(({ id, text }): [string, string][] => {
    const words = readable(text.toString());
    return words === '' ? [] : [[id, words]];
  });

/** Whether some passage was found missing. What was not compared yet is not. */
export const isMissing = (texts: readonly KeptText[]): boolean => texts.some(({ lost }) => lost?.length);

/** Compares what was kept of a room with what stands there now; of what is all there, nothing is kept. Returns what was compared. */
export const compareKept = async (
  store: Pick<LocalStore, 'kept' | 'describeDraft' | 'dropKept'>,
  room: RoomName,
  standing: ReadonlyMap<string, string>,
): Promise<KeptText[]> => {
  const compared: KeptText[] = [];
  for (const draft of await store.kept()) {
    if (draft.kind !== 'text' || draft.room !== room || !draft.texts?.some(({ lost }) => lost === null)) continue;
    const texts = comparedTexts(draft.texts, standing);
    if (isMissing(texts)) await store.describeDraft(draft.id, texts);
    else await store.dropKept(draft.id);
    compared.push(...texts);
  }
  return compared;
};

/** What was kept, with what of it does not stand there now. */
export const comparedTexts = (kept: readonly KeptText[], standing: ReadonlyMap<string, string>): KeptText[] =>
  kept.map((each) => ({ ...each, lost: each.lost ?? missingPassages(each.whole, standing.get(each.text) ?? '') }));

/** So many words between two missing ones are told with them, so that a passage can be read. */
const BRIDGE = 3;

/** Passages of a text that another one does not have, in order. */
export const missingPassages = (whole: string, standing: string): string[] => {
  const words = [...whole.matchAll(/\S+/g)];
  const passages: { from: number; to: number }[] = [];
  let at = 0;
  for (const { kind, from, to } of diffTokens(
    words.map(([word]) => word),
    standing.match(/\S+/g) ?? [],
  )) {
    if (kind === 'added') continue;
    const passage = { from: at, to: at + to - from };
    at = passage.to;
    if (kind === 'same') continue;
    const last = passages.at(-1);
    if (last && passage.from - last.to <= BRIDGE) last.to = passage.to;
    else passages.push(passage);
  }
  return passages.map(({ from, to }) => {
    const last = words[to - 1]!;
    return whole.slice(words[from]!.index, last.index + last[0].length);
  });
};

import type * as Y from 'yjs';
import { briefParts, type BriefPart } from '../campaign/rooms.ts';
import { readSteps } from '../campaign/sequence.ts';
import type { Facts, MergeField } from '../campaign/facts.ts';
import { canonicalText, sha256 } from '../record/hash.ts';
import type { Block, Run } from '../text/block.ts';
import { readBlocks, readLine } from '../text/read.ts';
import { tagsIn } from '../text/tags.ts';
import type { CanonicalForm, CanonicalStep, Frozen, SideTable } from './form.ts';
import { parseForm } from './parse-form.ts';

/**
 * The draft as a signature would bind it. Two drafts that read the same have the same digest, however they were typed:
 * removed steps and variants are left out, marks and empty texts have one spelling, merge fields are those that the copy names.
 * Never throws: what a document should not hold (a lone surrogate) is replaced and becomes a finding of the checks.
 */
export const freezeDraft = (
  brief: Y.Doc,
  copy: Y.Doc,
  { sender, ...facts }: Facts,
  mergeFields: readonly MergeField[],
): Frozen => {
  const steps: CanonicalStep[] = [];
  const ids: SideTable = [];
  for (const step of readSteps(copy).filter(({ removed }) => !removed)) {
    const variants = step.variants.filter(({ removed }) => !removed);
    const { channel, day, name, goal } = step;
    ids.push({ id: step.id, variants: variants.map(({ id }) => id) });
    steps.push({
      channel,
      day,
      name,
      goal,
      variants: variants.map((variant) => ({
        name: variant.name,
        // A wording that stands alone goes to everybody, whatever share it had beside another one.
        share: variants.length === 1 ? 100 : variant.share,
        subject: readLine(variant.subject),
        preheader: readLine(variant.preheader),
        body: spelled(readBlocks(variant.body)),
      })),
    });
  }
  const parts = briefParts.map((part) => [part, spelled(readBlocks(brief.getText(part)))]);
  const form: CanonicalForm = {
    format: 1,
    brief: Object.fromEntries(parts) as Record<BriefPart, Block[]>,
    facts,
    sender,
    mergeFields: named(mergeFields, steps),
    steps,
  };
  return frozen(wellFormed(form), ids);
};

/** A version read back from its stored bytes; null where they are no canonical form. The digest is that of these very bytes. */
export const thaw = (json: string, ids: SideTable): Frozen | null => {
  const form = parseForm(json);
  return form && { form, json, digest: sha256(json), ids };
};

const frozen = (form: CanonicalForm, ids: SideTable): Frozen => {
  const json = canonicalText(form);
  return { form, json, digest: sha256(json), ids };
};

/** One spelling for equal texts: neighbouring runs with equal marks are one run, empty runs none, and a text of one empty paragraph is empty. */
const spelled = (blocks: Block[]): Block[] => {
  const joined = blocks.map((block) => ({ ...block, runs: joinRuns(block.runs) }));
  const [only] = joined;
  return joined.length === 1 && only?.kind === 'paragraph' && only.runs.length === 0 ? [] : joined;
};

const joinRuns = (runs: readonly Run[]): Run[] => {
  const joined: Run[] = [];
  for (const run of runs) {
    if (run.text === '') continue;
    const last = joined.at(-1);
    if (last && last.bold === run.bold && last.italic === run.italic && last.link === run.link) last.text += run.text;
    else joined.push({ ...run });
  }
  return joined;
};

/** The fields that some text of the sequence names, by name: a field nobody uses is no part of what is signed. */
const named = (fields: readonly MergeField[], steps: readonly CanonicalStep[]): MergeField[] => {
  const used = new Set<string>();
  for (const { variants } of steps)
    for (const { subject, preheader, body } of variants)
      for (const text of [subject, preheader, ...body.map(({ runs }) => runs.map((run) => run.text).join(''))])
        for (const tag of tagsIn(text)) used.add(tag.name);
  return fields.filter(({ name }) => used.has(name)).toSorted((one, other) => (one.name < other.name ? -1 : 1));
};

/** RFC 8785 has no text for half a surrogate pair. */
const wellFormed = <T>(value: T): T => {
  if (typeof value === 'string') return value.toWellFormed() as T;
  if (Array.isArray(value)) return value.map((each: unknown) => wellFormed(each)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, wellFormed(each as unknown)])) as T;
};

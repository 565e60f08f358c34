import { factKeys } from '../campaign/facts.ts';
import { briefParts, variantTexts, type PartId, type TextId, type VariantText } from '../campaign/rooms.ts';
import { canonicalText } from '../record/hash.ts';
import type { Block } from '../text/block.ts';
import { diffText, type TextDiff } from './diff-text.ts';
import type { CanonicalStep, CanonicalVariant, Frozen } from './form.ts';

/** A value of a fact, a step or a variant that differs; undefined where that side has none. `place` counts from 1. */
export type ValueDiff = { name: string; before: unknown; after: unknown };
/** One part that a reader views and signs, and what became of it. `changes` counts places; a part that came or went is one. */
export type PartDiff = {
  part: PartId;
  change: 'same' | 'added' | 'removed' | 'changed';
  texts: ({ text: TextId } & TextDiff)[];
  values: ValueDiff[];
  changes: number;
};

/** What differs between two versions, in the order of the newer one; what is gone comes last. `before` null: nothing was seen yet. */
export const diffVersions = (before: Frozen | null, after: Frozen): PartDiff[] => [
  ...briefParts.map((part) => {
    const text: TextId = `brief/${part}`;
    return partDiff(text, [textDiff(text, before?.form.brief[part] ?? [], after.form.brief[part])], []);
  }),
  ...factKeys.map((fact) => {
    const of = ({ form }: Frozen) => (fact === 'sender' ? form.sender : form.facts[fact]);
    return partDiff(`fact/${fact}`, [], values({ [fact]: before && of(before) }, { [fact]: of(after) }));
  }),
  partDiff(
    'fact/mergeFields',
    [],
    values({ mergeFields: before?.form.mergeFields ?? [] }, { mergeFields: after.form.mergeFields }),
  ),
  ...diffSteps(before ? stepsOf(before) : [], stepsOf(after)),
];

export const countChanges = (parts: readonly PartDiff[]): number =>
  parts.reduce((sum, { changes }) => sum + changes, 0);
/** The parts that must be viewed before signing. */
export const changedParts = (parts: readonly PartDiff[]): PartId[] =>
  parts.filter(({ change }) => change !== 'same').map(({ part }) => part);

type Placed<T> = { id: string; place: number; of: T };
type Step = CanonicalStep & { sorted: Placed<CanonicalVariant>[] };

const stepsOf = ({ form, ids }: Frozen): Placed<Step>[] =>
  form.steps.map((step, at) => ({
    id: ids[at]?.id ?? String(at),
    place: at + 1,
    of: {
      ...step,
      sorted: step.variants.map((of, index) => ({
        id: ids[at]?.variants[index] ?? String(index),
        place: index + 1,
        of,
      })),
    },
  }));

const diffSteps = (before: Placed<Step>[], after: Placed<Step>[]): PartDiff[] => {
  const moved = movedAmong(before, after);
  return both(before, after).flatMap(({ id, was, is }) => {
    const place = moved.has(id) && was && is ? values({ place: was.place }, { place: is.place }) : [];
    return [
      partDiff(`step/${id}`, [], [...values(stepData(was?.of), stepData(is?.of)), ...place], { was, is }),
      ...diffVariants(id, was?.of.sorted ?? [], is?.of.sorted ?? []),
    ];
  });
};

const diffVariants = (
  step: string,
  before: Placed<CanonicalVariant>[],
  after: Placed<CanonicalVariant>[],
): PartDiff[] => {
  const moved = movedAmong(before, after);
  return both(before, after).map(({ id, was, is }) => {
    const texts = variantTexts.map((name) =>
      textDiff(`step/${step}/${id}/${name}`, blocksOf(was?.of, name), blocksOf(is?.of, name)),
    );
    const place = moved.has(id) && was && is ? values({ place: was.place }, { place: is.place }) : [];
    return partDiff(`step/${step}/${id}`, texts, [...values(variantData(was?.of), variantData(is?.of)), ...place], {
      was,
      is,
    });
  });
};

const stepData = (step: CanonicalStep | undefined): Record<string, unknown> =>
  step ? { channel: step.channel, day: step.day, name: step.name, goal: step.goal } : {};
const variantData = (variant: CanonicalVariant | undefined): Record<string, unknown> =>
  variant ? { name: variant.name, share: variant.share } : {};
const blocksOf = (variant: CanonicalVariant | undefined, name: VariantText): Block[] => {
  if (!variant) return [];
  if (name === 'body') return variant.body;
  return variant[name] === '' ? [] : [{ kind: 'paragraph', runs: [{ text: variant[name] }] }];
};

const textDiff = (text: TextId, before: Block[], after: Block[]): PartDiff['texts'][number] => ({
  text,
  ...diffText(before, after),
});

const values = (before: Record<string, unknown>, after: Record<string, unknown>): ValueDiff[] =>
  [...new Set([...Object.keys(after), ...Object.keys(before)])]
    .map((name) => ({ name, before: before[name], after: after[name] }))
    .filter((one) => canonicalText([one.before ?? null]) !== canonicalText([one.after ?? null]));

/** Given `sides`, the part itself can come and go; else only its content can. */
const partDiff = (
  part: PartId,
  texts: PartDiff['texts'],
  changed: ValueDiff[],
  sides?: { was: unknown; is: unknown },
): PartDiff => {
  const changes = texts.reduce((sum, text) => sum + text.changes, 0) + changed.length;
  const came = sides && sides.was === undefined;
  const went = sides && sides.is === undefined;
  const change = came ? 'added' : went ? 'removed' : changes > 0 ? 'changed' : 'same';
  return { part, change, texts, values: changed, changes: came || went ? 1 : changes };
};

const both = <T>(before: Placed<T>[], after: Placed<T>[]) => {
  const was = new Map(before.map((each) => [each.id, each]));
  const is = new Set(after.map(({ id }) => id));
  return [
    ...after.map((each) => ({ id: each.id, was: was.get(each.id), is: each as Placed<T> | undefined })),
    ...before.filter(({ id }) => !is.has(id)).map((each) => ({ id: each.id, was: each, is: undefined })),
  ];
};

/** Ids that stand on both sides and moved past another: all but a longest run that kept its order. */
const movedAmong = (before: Placed<unknown>[], after: Placed<unknown>[]): Set<string> => {
  const places = new Map(before.map(({ id, place }) => [id, place]));
  const common = after.filter(({ id }) => places.has(id)).map(({ id }) => ({ id, was: places.get(id)! }));
  const best: { length: number; previous: number }[] = [];
  for (const [index, { was }] of common.entries()) {
    let [length, previous] = [1, -1];
    for (let earlier = 0; earlier < index; earlier += 1)
      if (common[earlier]!.was < was && best[earlier]!.length >= length)
        [length, previous] = [best[earlier]!.length + 1, earlier];
    best.push({ length, previous });
  }
  const moved = new Set(common.map(({ id }) => id));
  let at = best.reduce((longest, { length }, index) => (length > (best[longest]?.length ?? 0) ? index : longest), -1);
  while (at >= 0) {
    moved.delete(common[at]!.id);
    at = best[at]!.previous;
  }
  return moved;
};

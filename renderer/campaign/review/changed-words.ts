import type { PartDiff } from '../../../domain/canonical/diff.ts';
import { count, listed } from '../../ui/format.ts';

const words = /\{\{[^{}]*\}\}|[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*/gu;

/** How many words came or went. */
export const changedWords = (parts: readonly PartDiff[]): number =>
  parts
    .flatMap(({ texts }) => texts)
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ pieces }) => pieces)
    .filter(({ change }) => change !== 'same')
    .reduce((sum, { text }) => sum + (text.match(words)?.length ?? 0), 0);

const places = (parts: readonly PartDiff[]): number =>
  parts.flatMap(({ texts }) => texts).reduce((sum, { changes }) => sum + changes, 0);
const decisions = (parts: readonly PartDiff[]): number => parts.reduce((sum, { values }) => sum + values.length, 0);

/** `10 words`, `2 decisions`, `new`, `removed`: for a list. */
export const shortChange = (parts: readonly PartDiff[]): string => {
  const changed = parts.filter(({ change }) => change !== 'same');
  if (changed.length === 0) return 'same';
  const [one] = changed;
  if (changed.every(({ change }) => change === 'added')) return 'new';
  if (one && changed.every(({ change }) => change === 'removed')) return 'removed';
  const number = changedWords(changed);
  if (number > 0) return count(number, 'word');
  return decisions(changed) > 0 ? count(decisions(changed), 'decision') : count(places(changed), 'place');
};

/** `10 words in 2 places`, `2 decisions changed`: for a heading. */
export const longChange = (parts: readonly PartDiff[]): string => {
  const short = shortChange(parts);
  if (!/\d/.test(short)) return short;
  const changed = parts.filter(({ change }) => change !== 'same');
  const [number, at, decided] = [changedWords(changed), places(changed), decisions(changed)];
  const inText =
    number > 0 ? [`${count(number, 'word')} in ${count(at, 'place')}`] : at > 0 ? [count(at, 'place')] : [];
  return decided > 0 ? `${listed([...inText, count(decided, 'decision')])} changed` : listed(inText);
};

/** `50 words and 2 decisions differ` */
export const differs = (parts: readonly PartDiff[]): string => {
  const changed = parts.filter(({ change }) => change !== 'same');
  const [number, decided] = [changedWords(changed), decisions(changed)];
  const said = [...(number > 0 ? [count(number, 'word')] : []), ...(decided > 0 ? [count(decided, 'decision')] : [])];
  if (said.length === 0)
    return changed.length === 0
      ? 'Nothing differs'
      : `${count(changed.length, 'part')} ${changed.length === 1 ? 'differs' : 'differ'}`;
  return `${listed(said)} ${said.length === 1 && number + decided === 1 ? 'differs' : 'differ'}`;
};

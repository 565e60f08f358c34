import { useMemo, useState } from 'react';
import type { PartDiff } from '../../../domain/canonical/diff.ts';
import { canonicalText, sha256 } from '../../../domain/record/hash.ts';

type Marks = Readonly<Record<string, unknown>>;
const key = (member: string, campaign: string): string => `countersign.viewed.${member}.${campaign}`;
const read = (at: string): Marks => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(at) ?? '{}');
    if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return {};
    return { ...kept };
  } catch {
    return {};
  }
};

/** Names exactly what a reader was shown of a part: what it was and what it is. */
const shownOf = ({ part, change, texts, values }: PartDiff): string =>
  sha256(
    canonicalText({
      part,
      change,
      texts: texts.map(({ text, blocks }) => ({ text, blocks })),
      values: values.map(({ name, before, after }) => [name, before ?? null, after ?? null]),
    }),
  );

/**
 * Which changed parts this person has ticked as looked at; kept on this laptop. A tick holds for what was shown: in the next
 * version it stands where the part differs in the same way, and is gone where a single character of it changed.
 */
export const useViewed = (member: string, campaign: string, parts: readonly PartDiff[]) => {
  const at = key(member, campaign);
  const [marks, setMarks] = useState<Marks>(() => read(at));
  const shown = useMemo(
    () => new Map(parts.filter(({ change }) => change !== 'same').map((part) => [part.part as string, shownOf(part)])),
    [parts],
  );
  const viewed = useMemo(
    () => new Set([...shown].filter(([part, seen]) => marks[part] === seen).map(([part]) => part)),
    [shown, marks],
  );
  const mark = (ticked: readonly string[], is: boolean) => {
    const fresh = ticked.flatMap((part) => (shown.has(part) ? [[part, is ? shown.get(part)! : ''] as const] : []));
    const next = { ...marks, ...Object.fromEntries(fresh) };
    setMarks(next);
    try {
      localStorage.setItem(at, JSON.stringify(next));
    } catch {
      // A full storage costs the ticks at the next start, nothing else.
    }
  };
  return { viewed, mark };
};

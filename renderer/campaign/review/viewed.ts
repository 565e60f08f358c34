import { useState } from 'react';

const key = (member: string, digest: string): string => `countersign.viewed.${member}.${digest}`;
const read = (at: string): string[] => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(at) ?? '[]');
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
};

/** Which parts of one version this person has confirmed as looked at; kept on this laptop until they sign. */
export const useViewed = (member: string, digest: string) => {
  const at = key(member, digest);
  const [viewed, setViewed] = useState<ReadonlySet<string>>(() => new Set(read(at)));
  const mark = (part: string, is: boolean) => {
    const next = new Set(viewed);
    if (is) next.add(part);
    else next.delete(part);
    setViewed(next);
    try {
      localStorage.setItem(at, JSON.stringify([...next]));
    } catch {
      // A full storage costs the ticks at the next start, nothing else.
    }
  };
  return { viewed, mark };
};

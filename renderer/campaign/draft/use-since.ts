import { useEffect, useMemo, useState } from 'react';
import type { Frozen } from '../../../domain/canonical/form.ts';
import type { Compare } from './compare.ts';
import type { Draft } from './draft.ts';
import { useVersion } from './version.ts';

/** What of the draft differs from a version; null where there is none, and until both it and the code that compares are here. */
export const useSince = (number: number | null, draft: Frozen): Draft['since'] => {
  const version = useVersion(number);
  const [compare, setCompare] = useState<Compare | null>(null);
  const waits = version.at === 'here' && compare === null;
  useEffect(() => {
    if (!waits) return undefined;
    let gone = false;
    const load = async () => {
      const loaded = await import('./compare.ts');
      if (!gone) setCompare(() => loaded.compare);
    };
    // Writing does not wait for it. What does not come now is asked for again when the draft has changed.
    load().catch(() => undefined);
    return () => {
      gone = true;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [waits, draft]);
  return useMemo(
    () =>
      number === null || version.at !== 'here' || compare === null
        ? null
        : { version: number, ...compare(version.frozen, draft) },
    [number, version, compare, draft],
  );
};

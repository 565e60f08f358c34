import type { Digest } from '../id.ts';
import type { Said } from '../state.ts';

/** A state without the text of this salted hash, wherever it stands; what does not hold it stays the same object. */
export const forget = <T>(value: T, hash: Digest): T => {
  if (typeof value !== 'object' || value === null) return value;
  if (isSaid(value)) return value.hash === hash ? { ...value, body: null } : value;
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((each: unknown) => forget(each, hash));
    return items.some((each, at) => each !== value[at]) ? (items as T) : value;
  }
  let changed: T = value;
  for (const [name, each] of Object.entries(value) as [keyof T, T[keyof T]][]) {
    const kept = forget(each, hash);
    if (kept !== each) changed = { ...changed, [name]: kept };
  }
  return changed;
};

const isSaid = (value: object): value is Said => 'hash' in value && 'body' in value;

import type { Policy } from './policy.ts';

/** Whether `next` lets through anything that `now` holds back. */
export const isLooser = (now: Policy, next: Policy): boolean =>
  next.quorum < now.quorum ||
  next.mayLaunch.some((role) => !now.mayLaunch.includes(role)) ||
  (next.salesMayWriteCopy && !now.salesMayWriteCopy) ||
  now.alsoBlocking.some((code) => !next.alsoBlocking.includes(code));

/**
 * What holds for a version: the policy under which its review was requested, and whatever was tightened since. A later loosening
 * never reaches it.
 */
export const stricterOf = (frozen: Policy, now: Policy): Policy => ({
  quorum: Math.max(frozen.quorum, now.quorum),
  mayLaunch: frozen.mayLaunch.filter((role) => now.mayLaunch.includes(role)),
  salesMayWriteCopy: frozen.salesMayWriteCopy && now.salesMayWriteCopy,
  alsoBlocking: [...new Set([...frozen.alsoBlocking, ...now.alsoBlocking])],
});

import type { Signature, Version } from '../state.ts';

/** Signatures that stand: made and not withdrawn. Whether they are enough is told by `signedFor`. */
export const standing = (version: Version): Signature[] =>
  version.signatures.filter(({ withdrawn }) => withdrawn === null);

/** Whether somebody who decides asked for changes on it. */
export const isObjected = (version: Version): boolean => version.changesRequested.length > 0;

import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, URL-safe: tickets, session tokens and invites. Only its SHA-256 is ever stored. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
export const secretHash = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex');
/** A new id that no client chose (a member, a workspace). */
export const newId = (): string => randomBytes(12).toString('hex');

import type { Event } from '../event.ts';
import type { RecordExport } from './export.ts';
import { signatureOver } from './jws.ts';
import { thumbprint, type PublicKey } from './public-key.ts';

/** Whether `signature` (base64url, in its one canonical spelling) is the key's over these ASCII characters. False for what is no key. */
export type VerifySignature = (key: PublicKey, signed: string, signature: string) => boolean;
type Keys = RecordExport['keys'];

/** Whether the compact JWS is this key's over exactly these words. */
export const isSigned = (
  { key, publicJwk }: Pick<Keys[number], 'key' | 'publicJwk'>,
  event: Event,
  jws: string,
  verify: VerifySignature,
): boolean => {
  const over = signatureOver(key, event, jws);
  return over !== null && verify(publicJwk, over.signed, over.signature);
};

/**
 * Why the keys of an export do not follow from each other; null where they do. The first stands for itself; each later one was named by
 * a `key rotated` event that the one before it signed.
 */
export const keysFault = ({ keys, workspace }: RecordExport, verify: VerifySignature): string | null => {
  for (const [index, { key, publicJwk, rotation }] of keys.entries()) {
    if (thumbprint(publicJwk) !== key) return `The public key named ${key} is another key.`;
    const before = keys[index - 1];
    if (!before) {
      if (rotation) return `The first key, ${key}, cannot follow from another one.`;
      continue;
    }
    if (keys.findIndex((each) => each.key === key) < index) return `The key ${key} is listed twice.`;
    if (!rotation) return `Nothing shows that the key ${key} took over from ${before.key}.`;
    const { event, signature } = rotation;
    const names = event.kind === 'key rotated' && event.data.key === key && event.workspace === workspace;
    if (!names || event.key !== before.key || !isSigned(before, event, signature, verify))
      return `The key before ${key} did not sign that ${key} takes over.`;
  }
  return null;
};

const aboutPeople: ReadonlySet<Event['kind']> = new Set<Event['kind']>([
  'workspace founded',
  'member joined',
  'role changed',
]);

/** Why what the file says about members' names and roles is not what the workspace recorded; null where it is. */
export const peopleFault = ({ people, keys, workspace }: RecordExport, verify: VerifySignature): string | null => {
  for (const { event, signature } of people) {
    const key = keys.find((each) => each.key === event.key);
    const fits = event.workspace === workspace && event.campaign === null && aboutPeople.has(event.kind);
    if (!fits || !key || !isSigned(key, event, signature, verify))
      return `What it says about its members (event ${event.sequence} of the workspace) was not signed by this workspace.`;
  }
  return null;
};

/**
 * The first place in the chain of keys that is known from elsewhere; -1 where none is. What that key or a later one signed is vouched
 * for, and, since events name the one before them, so is everything before it.
 */
export const firstKnown = (keys: Keys, known: readonly string[]): number =>
  keys.findIndex(({ key }) => known.includes(key));

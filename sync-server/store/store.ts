import type { FeedStore } from './feed-store.ts';
import type { KeyStore } from './key-store.ts';
import type { SessionStore } from './session-store.ts';
import type { TextStore } from './text-store.ts';
import type { VersionStore } from './version-store.ts';
import type { WebhookStore } from './webhook-store.ts';

export type { StoredKey } from './key-store.ts';
export type { StoredDeviceLink, StoredSession } from './session-store.ts';
export {
  QUARANTINED,
  type Aside,
  type ClientId,
  type LogRow,
  type Quarantined,
  type StoredRoom,
  type StoredRow,
  type StoredText,
} from './text-store.ts';
export type { StoredPackage, StoredVersion } from './version-store.ts';

/**
 * What one workspace keeps on disk. Calls outside `transaction` commit by themselves; all are synchronous, so that a decision and
 * its append cannot be torn apart. All throw what the disk reports, as `faultOf` names it.
 */
export type Store = FeedStore &
  TextStore &
  VersionStore &
  SessionStore &
  KeyStore & {
    /** Anything that throws inside undoes all of it. Within another it is a part of that one. */
    transaction: <T>(work: () => T) => T;
    /** Writes something that changes nothing; throws where the disk takes nothing. */
    tryDisk: () => void;
    readonly webhooks: WebhookStore;
    close: () => void;
  };

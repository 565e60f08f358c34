import type { Session } from 'electron';
import { APP_ORIGIN } from './contract/ipc.ts';

/** Copying a link, keeping the laptop's own store from being cleared, and reaching a sync server on this machine or in this network. */
const ours: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write',
  'persistent-storage',
  'local-network',
  'local-network-access',
  'loopback-network',
]);

/** Whether a page may use something that browsers ask people about. Everything not named is denied, to everybody else all of it. */
export const mayUse = (permission: string, origin: string): boolean =>
  origin.replace(/\/$/, '') === APP_ORIGIN && ours.has(permission);

const originOf = (url: string): string => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';

export const restrictPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_page, permission, answer, details) => {
    answer(details.isMainFrame && mayUse(permission, originOf(details.requestingUrl)));
  });
  session.setPermissionCheckHandler((_page, permission, origin, details) => {
    return details.isMainFrame && mayUse(permission, origin);
  });
  // Serial ports, USB and the like: never.
  session.setDevicePermissionHandler(() => false);
};

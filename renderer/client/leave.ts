import { z } from 'zod';
import type { LocalStore } from './store/local-store.ts';
import { ask } from './transport/ask.ts';
import type { Endpoint } from './transport/endpoint.ts';
import type { Transport } from './transport/transport.ts';

/** What came of leaving. All but `left` changed nothing. */
export type Left =
  | { kind: 'left' }
  /** So many things were not sent, or are kept here alone. */
  | { kind: 'unsent'; count: number }
  /** The server cannot be told, and would keep this device signed in. */
  | { kind: 'unreachable' }
  | { kind: 'refused'; says: string };

/** What the person was told beforehand, and wants all the same: to leave unsent things behind; to go without the server hearing of it. */
export type LeaveAnyway = { unsent: boolean; unheard: boolean };

export type LeavePorts = {
  transport: Transport;
  endpoint: Endpoint;
  /** Who leaves. */
  member: string;
  /** Resolves once everything typed is on this laptop's disk, to how many things are nowhere else. */
  onlyHere: () => Promise<number>;
  /** Closes the workspace in this window. */
  close: () => Promise<void>;
  /** This laptop's store, which `close` has closed, once more. */
  store: () => Pick<LocalStore, 'empty' | 'close'>;
};

/** Ends the session on this laptop, and deletes what the server has, too. */
export const leave = async (
  { transport, endpoint, member, onlyHere, close, store }: LeavePorts,
  anyway: LeaveAnyway,
): Promise<Left> => {
  const count = await onlyHere();
  if (count > 0 && !anyway.unsent) return { kind: 'unsent', count };
  const ended = await endSession(transport, endpoint, member, anyway.unheard);
  if (ended.kind !== 'left' && !(ended.kind === 'unreachable' && anyway.unheard)) return ended;
  await close();
  const kept = store();
  // Somebody may have typed while the server was asked, or types in another window. What is nowhere else stays, also where nobody can tell;
  // the same member finds it again after coming back.
  await kept.empty().catch(() => false);
  kept.close();
  return { kind: 'left' };
};

/** Ends this device’s session at the server. A session that is over already is ended. `forget`: this device drops it even where the server is not told. */
export const endSession = async (
  transport: Transport,
  endpoint: Endpoint,
  member: string,
  forget: boolean,
): Promise<Left> => {
  const path = `/api/w/${endpoint.workspace}/leave`;
  const asked = await ask(transport, endpoint, 'POST', path, z.object({}), { member, ...(forget && { forget }) });
  if (asked.kind === 'unreachable') return { kind: 'unreachable' };
  // Somebody else's, who signed in here since, is not for this member to end.
  const isOver = asked.kind === 'refused' && (asked.status === 401 || asked.code === 'another member');
  if (asked.kind === 'refused' && !isOver) return { kind: 'refused', says: asked.says };
  return { kind: 'left' };
};

import { z } from 'zod';
import { ask } from './transport/ask.ts';
import type { Place } from './transport/place.ts';
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

/** Ends this device's session at the server. A session that is over already is ended. */
export const endSession = async (transport: Transport, place: Place, forget: boolean): Promise<Left> => {
  const path = `/api/w/${place.workspace}/leave`;
  const asked = await ask(transport, place, 'POST', path, z.object({}), forget ? { forget } : {});
  if (asked.kind === 'unreachable') return { kind: 'unreachable' };
  if (asked.kind === 'refused' && asked.status !== 401) return { kind: 'refused', says: asked.says };
  return { kind: 'left' };
};

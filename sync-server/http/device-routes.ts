import type { z } from 'zod';
import { can } from '../../domain/people/can.ts';
import { EndSession, type SessionsReply } from '../../domain/wire/http.ts';
import type { StoredSession } from '../store/store.ts';
import { HttpError, readJson, sendJson } from './answer.ts';
import { enter, route, w, type Named, type Request, type Route, type RoutesFrom } from './route.ts';
import { endedCookie } from './sessions.ts';

/** Which devices are signed in, and signing one out. */
export const deviceRoutes: Route[] = [
  route('GET', `${w}/sessions`, sessions),
  route('POST', `${w}/sessions/end`, endSession),
];

/** Names a session without admitting anybody: it is the beginning of the hash of what admits. */
const idOf = ({ hash }: Pick<StoredSession, 'hash'>): string => hash.slice(0, 24);

/** One's own devices; an admin's list holds everybody's. */
const within = ({ workspace, member }: ReturnType<typeof enter>, now: number): StoredSession[] =>
  workspace.store
    .sessions(can(member, 'manage members', workspace.state().policy) ? null : member.id)
    .filter(({ ends }) => Date.parse(ends) > now);

function sessions(from: RoutesFrom, asked: Request, named: Named): void {
  const entered = enter(from, asked, named);
  const reply: z.infer<typeof SessionsReply> = {
    sessions: within(entered, from.clock()).map((session) => ({
      id: idOf(session),
      member: session.member,
      device: session.device || 'Unknown device',
      created: session.created,
      lastSeen: session.lastSeen || session.created,
      current: session.hash === entered.hash,
    })),
  };
  sendJson(asked.response, 200, reply);
}

async function endSession(from: RoutesFrom, asked: Request, named: Named): Promise<void> {
  const { session: id } = await readJson(asked.request, EndSession);
  const entered = enter(from, asked, named);
  const { workspace, hash, seat } = entered;
  const session = within(entered, from.clock()).find((each) => idOf(each) === id);
  if (!session) throw new HttpError(404, 'unknown session', 'This device is signed out already.');
  workspace.endSession(session.hash);
  const own = session.hash === hash ? { 'set-cookie': endedCookie(workspace.id, seat, from.secure) } : {};
  sendJson(asked.response, 200, {}, own);
}

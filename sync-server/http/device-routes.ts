import { can } from '../../domain/people/can.ts';
import { EndSession, JoinDevice, type DeviceLink, type SessionsReply } from '../../domain/wire/http.ts';
import { deviceOver } from '../commands/look-at-link.ts';
import type { StoredSession } from '../store/store.ts';
import { HttpError, readJson, sendJson } from './answer.ts';
import { newSecret, secretHash } from '../secret.ts';
import { enter, route, w, workspaceOf, type Named, type Request, type Route, type RoutesFrom } from './route.ts';
import { z } from 'zod';
import { begin, endedCookie, liveSessions, turnAway } from './sessions.ts';

/** Which devices are signed in, and signing one out. */
export const deviceRoutes: Route[] = [
  route('GET', `${w}/sessions`, sessions),
  route('POST', `${w}/sessions/end`, endSession),
  route('POST', `${w}/devices`, offerDevice),
  route('POST', `${w}/join-device`, joinDevice, 'anybody'),
];

/** Names a session without admitting anybody: it is the beginning of the hash of what admits. */
const idOf = ({ hash }: Pick<StoredSession, 'hash'>): string => hash.slice(0, 24);

/** One's own devices; an admin's list holds everybody's. */
const within = ({ workspace, member }: ReturnType<typeof enter>, now: number): StoredSession[] =>
  liveSessions(workspace, can(member, 'manage members', workspace.state().policy) ? null : member.id, now);

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

/** How long a link for another device can be used, in ms. */
export const LINK_LASTS = 15 * 60_000;

/** For oneself alone: a way into another's name is a command of two people's, or recorded (`make sign-in link`). */
async function offerDevice(from: RoutesFrom, asked: Request, named: Named): Promise<void> {
  await readJson(asked.request, z.strictObject({}));
  const { workspace, member, hash } = enter(from, asked, named);
  // Else a guest link, which is for one person, would become one for many.
  if (member.guest) throw new HttpError(403, 'not allowed', 'A guest link is for one device. Ask for another one.');
  if (workspace.state().sample)
    throw new HttpError(
      403,
      'not allowed',
      'In the sample workspace every chair is free: sit down on the other device.',
    );
  from.rate.take(`member ${member.id}`);
  const secret = newSecret();
  const now = from.clock();
  const link: DeviceLink = { secret, ends: new Date(now + LINK_LASTS).toISOString() };
  workspace.store.saveDeviceLink(
    { hash: secretHash(secret), member: member.id, session: hash, ends: link.ends },
    new Date(now).toISOString(),
  );
  sendJson(asked.response, 200, link);
}

async function joinDevice(from: RoutesFrom, asked: Request, named: Named): Promise<void> {
  const { secret } = await readJson(asked.request, JoinDevice);
  const workspace = workspaceOf(from, named);
  const look = workspace.lookAt(secret);
  if (look?.refused === false) turnAway(asked.request, workspace, look.signsIn);
  const signing = workspace.signInWith(secret) ?? deviceOver;
  if (signing.refused) throw new HttpError(410, 'device link over', signing.says);
  begin(from, asked, workspace, signing.member, 'me');
}

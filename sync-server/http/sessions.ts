import type { IncomingMessage } from 'node:http';
import { SEAT_HEADER, Seat, type Session } from '../../domain/wire/http.ts';
import type { Member } from '../../domain/people/member.ts';
import type { Workspace } from '../commands/workspace-actor.ts';
import type { NotIn } from '../commands/standing.ts';
import { newSecret, secretHash } from '../secret.ts';
import { HttpError } from './answer.ts';

/** A session ends after this many days; using an invite or the sample's chair begins another. */
const DAYS = 180;
/** Of one member. The sample's chairs are anybody's, so the oldest make room. */
const SESSIONS = 500;

export type SignedIn = { member: Member; seat: string; hash: string };

export const cookieName = (workspace: string, seat: string): string => `cs-${workspace}-${seat}`;

/** Begins a session. Returns what the person gets, and the cookie that carries it where no token was asked for. */
export const beginSession = (
  workspace: Workspace,
  member: Member,
  seat: string,
  { now, wantsToken, secure, device }: { now: number; wantsToken: boolean; secure: boolean; device: string },
): { session: Session; cookie: string | null } => {
  const token = newSecret();
  workspace.store.pruneSessions(member.id, SESSIONS, new Date(now).toISOString());
  workspace.store.saveSession({
    hash: secretHash(token),
    member: member.id,
    seat,
    created: new Date(now).toISOString(),
    ends: new Date(now + DAYS * 86_400_000).toISOString(),
    device,
    lastSeen: new Date(now).toISOString(),
  });
  const session = describe(workspace, member, seat);
  if (wantsToken) return { session: { ...session, token }, cookie: null };
  return { session, cookie: cookie(workspace.id, seat, token, DAYS * 86_400, secure) };
};

export const endedCookie = (workspace: string, seat: string, secure: boolean): string =>
  cookie(workspace, seat, '', 0, secure);

const cookie = (workspace: string, seat: string, value: string, seconds: number, secure: boolean): string =>
  `${cookieName(workspace, seat)}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`;

export const describe = (workspace: Workspace, member: Member, seat: string): Session => {
  const { name, sample } = workspace.state();
  return { workspace: workspace.id, workspaceName: name, seat, member, sample };
};

/** A session's last use is written down at most this often, in ms: reading must not cost a write each time. */
const SEEN_EVERY = 5 * 60_000;

const says: Record<NotIn, string> = {
  'sign in': 'You are not signed in here. Use your invite link, or ask for a new one.',
  suspended: 'You are suspended. Ask an admin of your workspace.',
  'guest link over': 'Your guest link has ended. Ask for a new one.',
};

/** Who sends this request; throws 401 with a sentence. */
export const signedIn = (request: IncomingMessage, workspace: Workspace, now: number): SignedIn => {
  const token = tokenOf(request, workspace.id);
  const hash = token === null ? '' : secretHash(token);
  const fault = workspace.notIn(hash);
  if (fault !== null) throw new HttpError(401, fault, says[fault]);
  const { member, seat, lastSeen } = workspace.store.session(hash)!;
  if (now - Date.parse(lastSeen) >= SEEN_EVERY)
    try {
      workspace.store.sawSession(hash, new Date(now).toISOString());
    } catch {
      // A full disk must not keep people from reading; whatever they write finds it out by itself.
    }
  return { member: workspace.state().members[member]!, seat, hash };
};

const tokenOf = (request: IncomingMessage, workspace: string): string | null => {
  const bearer = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) return bearer;
  const seat = Seat.safeParse(request.headers[SEAT_HEADER] ?? 'me');
  if (!seat.success) return null;
  const wanted = cookieName(workspace, seat.data);
  for (const each of (request.headers.cookie ?? '').split(';')) {
    const at = each.indexOf('=');
    if (at > 0 && each.slice(0, at).trim() === wanted) return each.slice(at + 1).trim();
  }
  return null;
};

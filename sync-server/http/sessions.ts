import type { IncomingMessage, ServerResponse } from 'node:http';
import { SEAT_HEADER, Seat, type Session } from '../../domain/wire/http.ts';
import type { Id } from '../../domain/id.ts';
import type { Member } from '../../domain/people/member.ts';
import type { Workspace } from '../commands/workspace-actor.ts';
import type { NotIn } from '../commands/standing.ts';
import { newSecret, secretHash } from '../secret.ts';
import type { StoredSession } from '../store/store.ts';
import { HttpError, sendJson } from './answer.ts';
import { deviceWords } from './device-words.ts';

/** A session ends after so many days in which it was not used. */
const DAYS = 180;
const DAY = 86_400_000;
/** Of one member. The sample's chairs are anybody's, so the oldest make room. */
const SESSIONS = 500;

export type SignedIn = { member: Member; seat: string; hash: string };

export const cookieName = (workspace: string, seat: string): string => `cs-${workspace}-${seat}`;

/** Begins a session. Returns what the person gets, and the cookie that carries it where no token was asked for. */
const beginSession = (
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
    ends: new Date(now + DAYS * DAY).toISOString(),
    device,
    lastSeen: new Date(now).toISOString(),
  });
  const session = describe(workspace, member, seat);
  if (wantsToken) return { session: { ...session, token }, cookie: null };
  return { session, cookie: cookie(workspace.id, seat, token, (DAYS * DAY) / 1_000, secure) };
};

/**
 * Refuses to let `member`, or somebody new, in where somebody else is signed in: the windows that stand open there would go on with the
 * new session, and what they have not sent would go out in another's name.
 */
export const turnAway = (request: IncomingMessage, workspace: Workspace, member: Member | null): void => {
  const { token } = tokenOf(request, workspace.id);
  const hash = token === null ? '' : secretHash(token);
  const session = workspace.notIn(hash) === null ? workspace.store.session(hash) : null;
  const sits = session && workspace.state().members[session.member];
  if (sits && sits.id !== member?.id)
    throw new HttpError(
      409,
      'signed in as another',
      `${sits.name} is signed in to this workspace here. Sign out first, or open the link in another browser.`,
    );
};

/** The answer to whoever just came in: the session, and the cookie that carries it where no token was asked for. */
export const begin = (
  { clock, secure }: { clock: () => number; secure: boolean },
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  workspace: Workspace,
  member: Member,
  seat: string,
): void => {
  const wantsToken = request.headers['accept-session'] === 'token';
  const { session, cookie } = beginSession(workspace, member, seat, {
    now: clock(),
    wantsToken,
    secure,
    device: deviceWords(request.headers['user-agent']),
  });
  sendJson(response, 200, session, cookie === null ? {} : { 'set-cookie': cookie });
};

/** Devices that are signed in at `now`, in ms: one member's, or everybody's where it is null. */
export const liveSessions = ({ store }: Workspace, member: Id | null, now: number): StoredSession[] =>
  store.sessions(member).filter(({ ends }) => Date.parse(ends) > now);

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
  'sign in':
    'You are signed out here. Sign in with a link: make one on another device of yours, or ask an admin for one.',
  suspended: 'You are suspended. Ask an admin of your workspace.',
  'guest link over': 'Your guest link has ended. Ask for a new one.',
};

/** Who sends this request; throws 401 with a sentence. */
export const signedIn = (
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  workspace: Workspace,
  { now, secure }: { now: number; secure: boolean },
): SignedIn => {
  const { token, kept } = tokenOf(request, workspace.id);
  const hash = token === null ? '' : secretHash(token);
  const fault = workspace.notIn(hash);
  if (fault !== null) throw new HttpError(401, fault, says[fault]);
  const { member, seat, lastSeen, ends } = workspace.store.session(hash)!;
  if (now - Date.parse(lastSeen) >= SEEN_EVERY)
    try {
      const later = now + DAYS * DAY - Date.parse(ends) >= DAY;
      const until = later ? new Date(now + DAYS * DAY).toISOString() : ends;
      workspace.store.sawSession(hash, new Date(now).toISOString(), until);
      // The browser forgets a cookie by the time it was given, so it gets it anew.
      if (later && kept && !response.headersSent)
        response.setHeader('set-cookie', cookie(workspace.id, seat, token!, (DAYS * DAY) / 1_000, secure));
    } catch {
      // A full disk must not keep people from reading; whatever they write finds it out by itself.
    }
  return { member: workspace.state().members[member]!, seat, hash };
};

/** `kept`: a cookie brought it. */
const tokenOf = (request: IncomingMessage, workspace: string): { token: string | null; kept: boolean } => {
  const bearer = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) return { token: bearer, kept: false };
  const seat = Seat.safeParse(request.headers[SEAT_HEADER] ?? 'me');
  if (!seat.success) return { token: null, kept: false };
  const wanted = cookieName(workspace, seat.data);
  for (const each of (request.headers.cookie ?? '').split(';')) {
    const at = each.indexOf('=');
    if (at > 0 && each.slice(0, at).trim() === wanted) return { token: each.slice(at + 1).trim(), kept: true };
  }
  return { token: null, kept: false };
};

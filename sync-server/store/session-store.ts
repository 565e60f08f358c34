import type { Id } from '../../domain/id.ts';
import type { Statements } from './statements.ts';

/** Who is signed in, and what lets somebody in. Secrets are kept by their SHA-256. */
export type SessionStore = {
  saveSession: (session: StoredSession) => void;
  session: (hash: string) => StoredSession | null;
  /** Those of one member, or of all; the one seen last comes first. */
  sessions: (member: Id | null) => StoredSession[];
  /** Forgets this member's sessions that ended before `now`, and the least recently seen beyond `keep`. */
  pruneSessions: (member: Id, keep: number, now: string) => void;
  sawSession: (hash: string, lastSeen: string, ends: string) => void;
  /** When the next of those that have not ended by `now` will. */
  nextSessionEnd: (now: string) => string | null;
  endSession: (hash: string) => void;
  /** One per session that made it, and one per member of the operator's: a new one replaces the old. Forgets those that ended before `now`. */
  saveDeviceLink: (link: StoredDeviceLink, now: string) => void;
  deviceLink: (hash: string) => StoredDeviceLink | null;
  /** Takes it out of the store: it is used once, whatever comes of it. */
  takeDeviceLink: (hash: string) => StoredDeviceLink | null;
  /** One secret per invite: a new one replaces the old. */
  saveInviteSecret: (invite: Id, hash: string) => void;
  inviteOf: (hash: string) => Id | null;
};

/** `hash` is the SHA-256 of the token; `seat` names the chair of the sample workspace, `me` elsewhere. */
export type StoredSession = {
  hash: string;
  member: Id;
  seat: string;
  created: string;
  ends: string;
  device: string;
  lastSeen: string;
};
/** `session` is the one that made it; null: the operator did. */
export type StoredDeviceLink = { hash: string; member: Id; session: string | null; ends: string };

const selectSession = 'SELECT hash, member, seat, created, ends, device, last_seen AS lastSeen FROM sessions';

export const sessionStore = ({ run, one, all }: Statements): SessionStore => ({
  saveSession: ({ hash, member, seat, created, ends, device, lastSeen }) =>
    run(
      'INSERT INTO sessions (hash, member, seat, created, ends, device, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?)',
      hash,
      member,
      seat,
      created,
      ends,
      device,
      lastSeen,
    ),
  session: (hash) => {
    const row = one(`${selectSession} WHERE hash = ?`, hash);
    return row && ({ ...row } as StoredSession);
  },
  sessions: (member) =>
    all(`${selectSession} WHERE member = coalesce(?, member) ORDER BY lastSeen DESC, hash`, member).map(
      (row) => ({ ...row }) as StoredSession,
    ),
  pruneSessions: (member, keep, now) => {
    run('DELETE FROM sessions WHERE member = ? AND ends <= ?', member, now);
    run(
      'DELETE FROM sessions WHERE hash IN (SELECT hash FROM sessions WHERE member = ? ORDER BY last_seen DESC LIMIT -1 OFFSET ?)',
      member,
      keep - 1,
    );
  },
  sawSession: (hash, lastSeen, ends) =>
    run('UPDATE sessions SET last_seen = ?, ends = ? WHERE hash = ?', lastSeen, ends, hash),
  nextSessionEnd: (now) =>
    (one('SELECT min(ends) AS ends FROM sessions WHERE ends > ?', now)?.['ends'] as string | null | undefined) ?? null,
  endSession: (hash) => run('DELETE FROM sessions WHERE hash = ?', hash),

  saveDeviceLink: ({ hash, member, session, ends }, now) => {
    run('DELETE FROM device_links WHERE ends <= ? OR (member = ? AND session IS ?)', now, member, session);
    run('INSERT INTO device_links (hash, member, session, ends) VALUES (?, ?, ?, ?)', hash, member, session, ends);
  },
  deviceLink: (hash) => {
    const row = one('SELECT hash, member, session, ends FROM device_links WHERE hash = ?', hash);
    return row && ({ ...row } as StoredDeviceLink);
  },
  takeDeviceLink: (hash) => {
    const row = one('DELETE FROM device_links WHERE hash = ? RETURNING hash, member, session, ends', hash);
    return row && ({ ...row } as StoredDeviceLink);
  },

  saveInviteSecret: (invite, hash) =>
    run('INSERT OR REPLACE INTO invite_secrets (invite, hash) VALUES (?, ?)', invite, hash),
  inviteOf: (hash) => {
    const row = one('SELECT invite FROM invite_secrets WHERE hash = ?', hash);
    return row && (row['invite'] as string);
  },
});

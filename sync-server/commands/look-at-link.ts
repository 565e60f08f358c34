import { linkFault, type LinkFault } from '../../domain/people/join.ts';
import type { Member } from '../../domain/people/member.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type { LinkInfo } from '../../domain/wire/http.ts';
import { secretHash } from '../secret.ts';
import type { StoredDeviceLink, Store } from '../store/store.ts';

/** What a link would do, and whom it would sign in; or why it does nothing any more. Null: nobody was ever given it. */
export type Look = { refused: false; info: LinkInfo; signsIn: Member | null } | LinkFault;

export const deviceOver: LinkFault = {
  refused: true,
  code: 'expired',
  says: 'This link was used already, is older than 15 minutes, or the device that made it was signed out. Make a new one there.',
};

/** The member whose device a link lets in; null where it is over, or whoever made it is not in any more. */
export const ownerOf = (
  state: WorkspaceState,
  link: StoredDeviceLink,
  now: string,
  isIn: (session: string) => boolean,
): Member | null => {
  const member = Object.hasOwn(state.members, link.member) ? state.members[link.member]! : null;
  if (!member || member.suspended || member.guest || link.ends <= now) return null;
  return link.session === null || isIn(link.session) ? member : null;
};

/** Uses nothing up. */
export const lookAtLink = (
  state: WorkspaceState,
  store: Pick<Store, 'deviceLink' | 'inviteOf'>,
  secret: string,
  now: string,
  isIn: (session: string) => boolean,
): Look | null => {
  const hash = secretHash(secret);
  const link = store.deviceLink(hash);
  if (link) {
    const member = ownerOf(state, link, now, isIn);
    return member ? signsIn(state, member, link.ends) : deviceOver;
  }
  const invite = state.invites[store.inviteOf(hash) ?? ''];
  if (!invite) return null;
  const fault = linkFault(state, invite, now);
  if (fault) return fault;
  const { role, admin, name, campaign, expires: ends } = invite;
  if (invite.member !== null) return signsIn(state, state.members[invite.member]!, ends);
  const by = state.members[invite.by]!.name;
  const info: LinkInfo =
    campaign === null
      ? { kind: 'member', workspace: state.name, by, role, admin, name, ends }
      : { kind: 'guest', workspace: state.name, by, campaign: state.campaigns[campaign]?.name ?? state.name, ends };
  return { refused: false, info, signsIn: null };
};

const signsIn = (state: WorkspaceState, member: Member, ends: string): Look => ({
  refused: false,
  info: { kind: 'device', workspace: state.name, name: member.name, ends },
  signsIn: member,
});

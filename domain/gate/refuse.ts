import type { Context, Decision } from './context.ts';
import type { NewEvent } from '../event.ts';
import { isOver, type Member } from '../people/member.ts';
import type { CampaignState, WorkspaceState } from '../state.ts';
import type { Fix, Reason, ReasonCode, Refusal } from './refusal.ts';

export const reason = (code: ReasonCode, says: string, fix: Fix | null = null): Reason => ({ code, says, fix });
export const refuse = (...reasons: Reason[]): Refusal => ({ refused: true, reasons });
export const happens = (...events: NewEvent[]): Decision => ({ refused: false, events });
/** Refused with every reason that there is, else these events. */
export const unless = (reasons: Reason[], events: () => NewEvent[]): Decision =>
  reasons.length > 0 ? refuse(...reasons) : happens(...events());

/** Who acts, as the state knows them; a suspended member or a stranger is told so, and nothing else about the workspace. */
export const actorOf = (state: WorkspaceState, { actor, now }: Context): Member | Refusal => {
  const member = 'member' in actor ? state.members[actor.member] : undefined;
  if (!member) return refuse(reason('not allowed', 'Only members of this workspace can do this.'));
  if (member.suspended)
    return refuse(reason('suspended', 'An admin suspended you in this workspace. Your drafts stay on this laptop.'));
  if (isOver(member, now)) return refuse(reason('guest link over', 'Your guest link has ended. Ask for a new one.'));
  return member;
};
export const isRefusal = (value: object): value is Refusal => 'refused' in value && value.refused === true;

const campaignOf = (state: WorkspaceState, id: string): CampaignState | Refusal =>
  state.campaigns[id] ?? refuse(reason('unknown campaign', 'There is no such campaign in this workspace.'));

/** The member who acts and the campaign a command names: where most decisions begin. */
export type Here = { member: Member; campaign: CampaignState };
export const hereIn = (state: WorkspaceState, id: string, context: Context): Here | Refusal => {
  const member = actorOf(state, context);
  if (isRefusal(member)) return member;
  const campaign = campaignOf(state, id);
  return isRefusal(campaign) ? campaign : { member, campaign };
};

export const notAllowed = (says: string): Reason => reason('not allowed', says);
/** A member's first name in a sentence. */
export const nameIn = (state: WorkspaceState, id: string): string =>
  state.members[id]?.name.split(' ')[0] ?? 'Somebody who left';

import { archiveCampaign, createCampaign, renameCampaign, setFact } from '../campaign/decide-campaign.ts';
import { carriedOut } from '../carried-out.ts';
import type { Command, CommandKind, CommandOf } from '../command.ts';
import { linkFieldNote, logFieldNote } from '../discussion/decide-note.ts';
import {
  acceptSuggestion,
  declineSuggestion,
  reopenThread,
  reply,
  resolveThread,
  setBlocking,
  startThread,
} from '../discussion/decide-thread.ts';
import {
  changeRole,
  confirmPolicy,
  confirmSalesLead,
  inviteGuest,
  inviteMember,
  revokeInvite,
  setMergeFields,
  setPolicy,
  suspendMember,
} from '../people/decide-people.ts';
import { confirmSignInLink, makeSignInLink } from '../people/sign-in-links.ts';
import { eraseText, rotateKey } from '../record/decide-record.ts';
import type { WorkspaceState } from '../state.ts';
import { removeWebhook, setWebhook } from '../webhooks/decide-webhook.ts';
import type { Context, Decision } from './context.ts';
import { complete, halt, launchNow, resume, scheduleLaunch, unscheduleLaunch } from './decide-launch.ts';
import { nameVersion, requestChanges, requestReview, signOff, withdrawSignature } from './decide-review.ts';
import { happens } from './refuse.ts';

type Decide<K extends CommandKind> = (state: WorkspaceState, command: CommandOf<K>, context: Context) => Decision;

/** Every command, and who decides it. */
const deciders: { [K in CommandKind]: Decide<K> } = {
  'create campaign': createCampaign,
  'rename campaign': renameCampaign,
  'archive campaign': archiveCampaign,
  'set fact': setFact,
  'invite member': inviteMember,
  'invite guest': inviteGuest,
  'revoke invite': revokeInvite,
  'make sign-in link': makeSignInLink,
  'confirm sign-in link': confirmSignInLink,
  'change role': changeRole,
  'suspend member': suspendMember,
  'confirm sales lead': confirmSalesLead,
  'set policy': setPolicy,
  'confirm policy': confirmPolicy,
  'set merge fields': setMergeFields,
  'set webhook': setWebhook,
  'remove webhook': removeWebhook,
  'rotate key': rotateKey,
  'erase text': eraseText,
  'start thread': startThread,
  reply,
  'resolve thread': resolveThread,
  'reopen thread': reopenThread,
  'set blocking': setBlocking,
  'accept suggestion': acceptSuggestion,
  'decline suggestion': declineSuggestion,
  'log field note': logFieldNote,
  'link field note': linkFieldNote,
  'request review': requestReview,
  'request changes': requestChanges,
  'sign off': signOff,
  'withdraw signature': withdrawSignature,
  'name version': nameVersion,
  'schedule launch': scheduleLaunch,
  'unschedule launch': unscheduleLaunch,
  launch: launchNow,
  halt,
  resume,
  complete,
};

/**
 * What a command makes of the state: events, none where it changes nothing, or a refusal with every reason. Pure: clock, draft and
 * stored versions come through the context, and the caller appends in the same transaction. A command carried out before makes nothing.
 */
export const decide = (state: WorkspaceState, command: Command, context: Context): Decision => {
  if (carriedOut(state, command.id) !== undefined) return happens();
  const decider = deciders[command.kind] as Decide<CommandKind>;
  return decider(state, command, context);
};

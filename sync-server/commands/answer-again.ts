import type { Command, CommandKind } from '../../domain/command.ts';
import type { Event } from '../../domain/event.ts';
import type { Id } from '../../domain/id.ts';
import { can, type Action } from '../../domain/people/can.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { newSecret, secretHash } from '../secret.ts';
import type { Store } from '../store/store.ts';
import type { CommandResult } from '../workspace.ts';

/**
 * The answer to a command that was carried out already, as the event of that number; it does nothing twice. Whose answer was lost on the
 * way still gets its secret: only for that very command, and only while its sender may give it, since an id that carried out anything else
 * would open everybody's invites.
 */
export const answerAgain = (
  state: WorkspaceState,
  store: Store,
  command: Command,
  member: Id,
  number: number,
): CommandResult => {
  const event = store.feedRow(number)?.event;
  if (!event || !('member' in event.actor) || event.actor.member !== member || isOther(command, event))
    return {
      refused: true,
      reasons: [{ code: 'already exists', says: 'Something else was sent under this id. Try again.', fix: null }],
    };
  const right = tellsSecret[command.kind];
  const secret =
    right !== undefined && can(state.members[member]!, right, state.policy)
      ? (linkSecret(state, store, command, event) ?? webhookSecret(store, command, event))
      : null;
  return { refused: false, number, ...(secret !== null && { secret }) };
};

/** What each decision at the gate makes: nobody is told that theirs happened where its id carried out something else. */
const makes: Partial<Record<CommandKind, Event['kind']>> = {
  'sign off': 'signed off',
  'schedule launch': 'launch scheduled',
  'unschedule launch': 'launch unscheduled',
  launch: 'launched',
  halt: 'halted',
  resume: 'resumed',
  complete: 'completed',
  'confirm sales lead': 'role changed',
  'confirm policy': 'policy set',
  'confirm sign-in link': 'sign-in link made',
};
const isOther = (command: Command, { kind, campaign, data }: Event): boolean => {
  const made = makes[command.kind];
  if (made === undefined) return false;
  const isElsewhere = 'campaign' in command && command.campaign !== campaign;
  const isOfAnother = 'version' in command && !('version' in data && data.version === command.version);
  return kind !== made || isElsewhere || isOfAnother;
};

/** Commands whose answer holds a secret, and the right each takes. */
const tellsSecret: Partial<Record<CommandKind, Action>> = {
  'invite member': 'manage members',
  'invite guest': 'manage members',
  'make sign-in link': 'manage members',
  'confirm sign-in link': 'confirm sales lead',
  'set webhook': 'set webhooks',
};
const linkEvents = ['member invited', 'guest invited', 'sign-in link made'] as const;
const makesLink = (event: Event): event is Extract<Event, { kind: (typeof linkEvents)[number] }> =>
  linkEvents.some((kind) => kind === event.kind);

/** Only the hash of a link's secret was kept, so it gets a new one. */
const linkSecret = ({ invites }: WorkspaceState, store: Store, command: Command, event: Event): string | null => {
  if (!makesLink(event) || !('invite' in command) || command.invite !== event.data.invite) return null;
  if (invites[command.invite]?.state !== 'open') return null;
  const secret = newSecret();
  store.saveInviteSecret(command.invite, secretHash(secret));
  return secret;
};

/** Of a webhook that this command added and nobody has changed since: a later change may have moved it, and what signs for there is not for here. */
const webhookSecret = (store: Store, command: Command, added: Event): string | null => {
  if (command.kind !== 'set webhook' || added.kind !== 'webhook set') return null;
  if (added.data.webhook !== command.webhook) return null;
  const sets = store
    .record(null)
    .filter(({ event }) => event.kind === 'webhook set' && event.data.webhook === command.webhook);
  const kept = store.webhooks.find(command.webhook);
  return sets.length === 1 && kept?.url === command.url ? kept.secret : null;
};

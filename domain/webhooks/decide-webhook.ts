import type { CommandOf } from '../command.ts';
import type { Context, Decision } from '../gate/context.ts';
import { actorOf, happens, isRefusal, notAllowed, reason, refuse, unless } from '../gate/refuse.ts';
import type { Reason, Refusal } from '../gate/refusal.ts';
import { can } from '../people/can.ts';
import type { WorkspaceState } from '../state.ts';

/** More would make one halt a burst of requests. */
const MOST = 20;

const mayNot = (state: WorkspaceState, context: Context): Refusal | null => {
  const member = actorOf(state, context);
  if (isRefusal(member)) return member;
  return can(member, 'set webhooks', state.policy)
    ? null
    : refuse(notAllowed('Only an admin decides which other programs are told. Ask one of yours.'));
};

export const setWebhook = (
  state: WorkspaceState,
  { webhook, name, url, on, active }: CommandOf<'set webhook'>,
  context: Context,
): Decision => {
  const refused = mayNot(state, context);
  if (refused) return refused;
  const reasons: Reason[] = [];
  // Anybody may sit in the sample's chairs: through it they could have this server call whomever they like.
  if (state.sample) reasons.push(notAllowed('The sample tells no other program. Start a workspace of your own.'));
  const known = state.webhooks[webhook];
  if (url === null && !known) reasons.push(reason('unknown webhook', 'There is no such webhook. Give it an address.'));
  if (!known && Object.keys(state.webhooks).length >= MOST)
    reasons.push(reason('bad value', `There are ${MOST} webhooks already. Remove one that nobody needs.`));
  const fault = url === null ? null : context.addressFault(url);
  if (fault !== null) reasons.push(reason('bad value', fault));
  const host = url === null ? (known?.host ?? '') : hostOf(url);
  return unless(reasons, () => [
    { kind: 'webhook set', campaign: null, data: { webhook, name, host, on: [...new Set(on)], active } },
  ]);
};

export const removeWebhook = (
  state: WorkspaceState,
  { webhook }: CommandOf<'remove webhook'>,
  context: Context,
): Decision => {
  const refused = mayNot(state, context);
  if (refused) return refused;
  if (!state.webhooks[webhook]) return happens();
  return happens({ kind: 'webhook removed', campaign: null, data: { webhook } });
};

/** Host and port of an address that its schema has passed; the domain has no `URL`. */
const hostOf = (url: string): string =>
  (/^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? '').replace(/^.*@/, '').toLowerCase();

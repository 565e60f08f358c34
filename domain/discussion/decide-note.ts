import type { CommandOf } from '../command.ts';
import type { Context, Decision } from '../gate/context.ts';
import { actorOf, happens, hereIn, isRefusal, notAllowed, reason, unless } from '../gate/refuse.ts';
import type { Reason } from '../gate/refusal.ts';
import { can } from '../people/can.ts';
import type { WorkspaceState } from '../state.ts';

export const logFieldNote = (
  state: WorkspaceState,
  { note, campaign, quote, who, channel, mayBeQuoted }: CommandOf<'log field note'>,
  context: Context,
): Decision => {
  const member = actorOf(state, context);
  if (isRefusal(member)) return member;
  const reasons: Reason[] = [];
  if (!can(member, 'log field note', state.policy))
    reasons.push(notAllowed('Field notes are logged by sales, who heard the words.'));
  if (state.notes[note]) reasons.push(reason('already exists', 'This field note was logged already.'));
  if (campaign !== null && !state.campaigns[campaign])
    reasons.push(reason('unknown campaign', 'There is no such campaign in this workspace.'));
  return unless(reasons, () => [
    { kind: 'field note logged', campaign, data: { note, channel, mayBeQuoted }, texts: { quote, who } },
  ]);
};

export const linkFieldNote = (
  state: WorkspaceState,
  { note, campaign: id, part, linked }: CommandOf<'link field note'>,
  context: Context,
): Decision => {
  const here = hereIn(state, id, context);
  if (isRefusal(here)) return here;
  const { member } = here;
  const reasons: Reason[] = [];
  if (!can(member, 'link field note', state.policy)) reasons.push(notAllowed('Viewers read. They do not link notes.'));
  const known = state.notes[note];
  if (!known) reasons.push(reason('unknown note', 'There is no such field note.'));
  const isLinked = known?.links.some((link) => link.campaign === id && link.part === part) ?? false;
  if (reasons.length === 0 && isLinked === linked) return happens();
  return unless(reasons, () => [{ kind: 'field note linked', campaign: id, data: { note, part, linked } }]);
};

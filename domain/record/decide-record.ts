import type { CommandOf } from '../command.ts';
import type { Context, Decision } from '../gate/context.ts';
import { actorOf, happens, isRefusal, notAllowed, reason, refuse } from '../gate/refuse.ts';
import { can } from '../people/can.ts';
import type { WorkspaceState } from '../state.ts';

/** From the next event on the record is signed by another key, which this event, signed by the old one, names. */
export const rotateKey = (state: WorkspaceState, _: CommandOf<'rotate key'>, context: Context): Decision => {
  const member = actorOf(state, context);
  if (isRefusal(member)) return member;
  if (!can(member, 'rotate key', state.policy))
    return refuse(notAllowed('Only an admin can change the key. Ask one of yours.'));
  return happens({ kind: 'key rotated', campaign: null, data: context.newKey() });
};

/** Whoever wrote a text beside the record may take it back, and an admin may, whom the law may ask to. */
export const eraseText = (
  state: WorkspaceState,
  { number, name }: CommandOf<'erase text'>,
  context: Context,
): Decision => {
  const member = actorOf(state, context);
  if (isRefusal(member)) return member;
  const row = context.row(number);
  const hash = row && Object.hasOwn(row.event.bodies, name) ? row.event.bodies[name] : undefined;
  const own = row !== null && 'member' in row.event.actor && row.event.actor.member === member.id;
  if (!own && !can(member, 'manage members', state.policy))
    return refuse(notAllowed('You can erase what you wrote yourself. Ask an admin to erase this.'));
  if (row === null || hash === undefined) return refuse(reason('unknown text', 'There is no such text to erase.'));
  if (row.bodies[name] === null) return happens();
  const { sequence, campaign } = row.event;
  return happens({ kind: 'text erased', campaign, data: { number, sequence, name, hash } });
};

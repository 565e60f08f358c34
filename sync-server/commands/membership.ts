import type { Happening, NewEvent } from '../../domain/event.ts';
import type { Id } from '../../domain/id.ts';
import { joined } from '../../domain/people/join.ts';
import type { Founding } from '../workspace.ts';

/** The workspace's own record begins with these. Founding needs nobody's confirmation. */
export const foundingEvents = ({ name, policy, mergeFields, sample, members }: Founding): NewEvent[] => [
  { kind: 'workspace founded', data: { name, policy, mergeFields, sample }, campaign: null },
  ...members.map((member): NewEvent => joined(member, null)),
];

/** Whose rights an event touches: one member's, everybody's, or nobody's. What they have open is decided on afresh. */
export const rightsTouched = ({ kind, data }: Happening): { member: Id } | 'everybody' | null => {
  switch (kind) {
    case 'role changed':
    case 'member suspended':
      return { member: data.member };
    case 'policy set':
      return 'everybody';
    default:
      return null;
  }
};

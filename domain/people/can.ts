import { unrecordedPolicy, type Policy } from '../gate/policy.ts';
import type { Id } from '../id.ts';
import { roles, type Member, type Role } from './member.ts';

const writers: readonly Role[] = ['marketing', 'sales', 'sales-lead'];

/** Who may do what, by role. Launching and writing copy also ask the policy. */
const allowed = {
  read: roles,
  'write brief': writers,
  'write copy': ['marketing'],
  'create campaign': writers,
  'set facts': writers,
  /** A thread that neither blocks nor proposes words, and replies. */
  comment: writers,
  discuss: writers,
  'log field note': ['sales', 'sales-lead'],
  'link field note': writers,
  'request review': writers,
  'decide review': ['sales-lead'],
  'name version': writers,
  launch: writers,
  unschedule: writers,
  halt: writers,
  resume: ['sales-lead'],
  complete: writers,
  'confirm sales lead': ['sales-lead'],
  'manage members': [],
  'set merge fields': [],
  'set webhooks': [],
  'rotate key': [],
} as const satisfies Record<string, readonly Role[]>;
export type Action = keyof typeof allowed;

/** `admin` opens these and nothing at the gate. */
const byAdmin: ReadonlySet<Action> = new Set<Action>([
  'manage members',
  'set merge fields',
  'set webhooks',
  'rotate key',
]);
/** What a guest link opens, on its one campaign. */
const byGuest: ReadonlySet<Action> = new Set<Action>(['read', 'comment']);

/**
 * The one place that decides rights. A missing policy means the strictest. A guest may nothing where no campaign is named; that their
 * time is over is told by `isOver`, which needs a clock.
 */
export const can = (member: Member, action: Action, recorded: Policy | null, campaign?: Id): boolean => {
  if (member.suspended) return false;
  if (member.guest) return byGuest.has(action) && campaign === member.guest.campaign;
  if (byAdmin.has(action)) return member.admin;
  const policy = recorded ?? unrecordedPolicy;
  if (action === 'launch') return policy.mayLaunch.includes(member.role);
  if (action === 'write copy' && policy.salesMayWriteCopy) return writers.includes(member.role);
  return (allowed[action] as readonly Role[]).includes(member.role);
};

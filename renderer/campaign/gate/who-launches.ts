import { unrecordedPolicy } from '../../../domain/gate/policy.ts';
import type { Role } from '../../../domain/people/member.ts';
import type { WorkspaceState } from '../../../domain/state.ts';
import { listed } from '../../ui/format.ts';

/** `sales leads`; marketing and sales are the departments. */
const plural = (role: Role): string => (role === 'sales-lead' ? 'sales leads' : role === 'viewer' ? 'viewers' : role);

/** `marketing, sales and sales leads`: who can launch, by the policy. */
export const whoLaunches = ({ policy }: Pick<WorkspaceState, 'policy'>): string =>
  listed((policy ?? unrecordedPolicy).mayLaunch.map(plural));

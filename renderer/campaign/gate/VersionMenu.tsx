import { can } from '../../../domain/people/can.ts';
import type { Version } from '../../../domain/state.ts';
import { useMayStop, useOnline } from '../../client/hooks.ts';
import { Menu, type MenuEntry } from '../../ui/Menu.tsx';
import { useGo, useMe, useTeam } from '../open-campaign.ts';
import { useDecisions } from './decisions.ts';

/** What can be done with one version, besides signing it. */
export const VersionMenu = ({
  version: { number },
  mine,
  launched,
}: {
  version: Version;
  /** Whether this member's signature stands on it. */
  mine: boolean;
  launched: boolean;
}) => {
  const team = useTeam();
  const me = useMe();
  const go = useGo();
  const online = useOnline();
  const mayStop = useMayStop();
  const { ask } = useDecisions();
  const offline = { disabled: true, hint: 'Needs a connection to the server.' };
  const read: MenuEntry = {
    id: 'read',
    label: 'Read it',
    icon: 'eye',
    onAction: () => {
      go({ at: 'version', version: number });
    },
  };
  const name: MenuEntry = {
    id: 'name',
    label: 'Name it',
    icon: 'history',
    ...(online ? {} : offline),
    onAction: () => {
      ask({ what: 'name', version: number });
    },
  };
  const withdraw: MenuEntry = {
    id: 'withdraw',
    label: 'Withdraw my signature',
    icon: 'undo',
    ...(launched ? { disabled: true, hint: 'It was launched. Halt it instead.' } : mayStop ? {} : offline),
    onAction: () => {
      ask({ what: 'withdraw', version: number });
    },
  };
  return (
    <Menu
      label={`Actions for version ${number}`}
      size="small"
      items={[read, ...(can(me, 'name version', team.policy) ? [name] : []), ...(mine ? [withdraw] : [])]}
    />
  );
};

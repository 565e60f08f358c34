import { useState } from 'react';
import { can } from '../../../domain/people/can.ts';
import { useOnline } from '../../client/hooks.ts';
import { Menu } from '../../ui/Menu.tsx';
import { useMe, useTeam } from '../open-campaign.ts';
import { EraseDialog } from './EraseDialog.tsx';

/** Erases texts, named by their hashes, for whoever said it and for an admin; nothing where it is another's or gone already. */
export const EraseMenu = ({ by, texts, label }: { by: string; texts: readonly string[]; label: string }) => {
  const team = useTeam();
  const me = useMe();
  const online = useOnline();
  const [asking, setAsking] = useState<readonly string[] | null>(null);
  const may = !me.suspended && (by === me.id || can(me, 'manage members', team.policy));
  return (
    <>
      {may && texts.length > 0 && (
        <Menu
          label={label}
          size="small"
          items={[
            {
              id: 'erase',
              label: 'Erase the words',
              icon: 'x',
              hint: online ? 'For good. The record still verifies.' : 'Needs a connection to the server.',
              disabled: !online,
              onAction: () => {
                setAsking(texts);
              },
            },
          ]}
        />
      )}
      {asking !== null && (
        <EraseDialog
          texts={asking}
          onClose={() => {
            setAsking(null);
          }}
        />
      )}
    </>
  );
};

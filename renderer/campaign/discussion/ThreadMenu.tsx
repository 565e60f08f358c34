import { useState } from 'react';
import { can } from '../../../domain/people/can.ts';
import type { Thread } from '../../../domain/state.ts';
import { linkTo } from '../../app/link-to.ts';
import { pathTo } from '../../app/paths.ts';
import { useOnline } from '../../client/hooks.ts';
import { Menu } from '../../ui/Menu.tsx';
import { copyWords } from '../../ui/copy-words.ts';
import { useMe, useOpenCampaign, useTeam } from '../open-campaign.ts';
import { placeAddress } from '../place.ts';
import { EraseDialog } from '../record/EraseDialog.tsx';

/** What is done with a thread once in a while: its link, whether it blocks, and erasing what one said oneself. */
export const ThreadMenu = ({
  thread,
  maySetBlocking,
  onBlocking,
}: {
  thread: Thread;
  maySetBlocking: boolean;
  onBlocking: (blocking: boolean) => void;
}) => {
  const team = useTeam();
  const me = useMe();
  const { id: campaign } = useOpenCampaign();
  const online = useOnline();
  const [erasing, setErasing] = useState(false);
  const { blocking, comment, replacement } = thread;
  const mayErase = !me.suspended && (thread.by === me.id || can(me, 'manage members', team.policy));
  const link = () => linkTo(pathTo.campaign(campaign, placeAddress({ at: 'thread', thread: thread.id })));
  return (
    <>
      <Menu
        label="More about this thread"
        size="small"
        items={[
          { id: 'link', label: 'Copy the link', icon: 'link', onAction: () => void copyWords(link(), 'Link copied.') },
          ...(maySetBlocking
            ? [
                {
                  id: 'block',
                  label: blocking ? 'Stop blocking' : 'Make it blocking',
                  icon: 'block' as const,
                  hint: blocking ? undefined : 'No version can be signed until it is closed.',
                  onAction: () => {
                    onBlocking(!blocking);
                  },
                },
              ]
            : []),
          ...(mayErase && comment.body
            ? [
                {
                  id: 'erase',
                  label: 'Erase the words',
                  icon: 'x' as const,
                  hint: online ? 'For good. The record still verifies.' : 'Needs a connection to the server.',
                  disabled: !online,
                  onAction: () => {
                    setErasing(true);
                  },
                },
              ]
            : []),
        ]}
      />
      {erasing && (
        <EraseDialog
          texts={[comment, ...(replacement ? [replacement] : [])].flatMap(({ hash, body }) => (body ? [hash] : []))}
          onClose={() => {
            setErasing(false);
          }}
        />
      )}
    </>
  );
};

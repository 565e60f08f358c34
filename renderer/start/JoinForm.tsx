import { useState } from 'react';
import type { Door, Workspace } from '../client/contract.ts';
import { readInvite } from '../client/invite-link.ts';
import { joining } from '../client/transport/joining.ts';
import { TextField } from '../ui/TextField.tsx';
import { DoorForm, OwnName, wrongName } from './DoorForm.tsx';

const wrongLink = (link: string): string | null =>
  readInvite(link)
    ? null
    : 'This is not a whole link. It ends in /#/join/ or /#/device/ and two long words; copy it again.';

/** `link` is the invite, or the link for another device, that was followed here, or empty. */
export const JoinForm = ({
  door,
  link: followed,
  onEntered,
  onBack,
}: {
  door: Door;
  link: string;
  onEntered: (workspace: Workspace) => void;
  onBack: () => void;
}) => {
  const [link, setLink] = useState(followed);
  const [name, setName] = useState(() => (followed === '' ? '' : (joining()?.name ?? '')));
  // Whoever brings another device is somebody here already.
  const device = readInvite(link)?.kind === 'device';
  return (
    <DoorForm
      action={device ? 'Sign this device in' : 'Join the workspace'}
      isReady={(wrongLink(link) ?? (device ? null : wrongName(name))) === null}
      enter={() => door.join({ link: link.trim(), name: name.trim() })}
      onEntered={onEntered}
      onBack={onBack}
    >
      {(tried) => (
        <>
          <TextField
            label={device ? 'Link' : 'Invite link'}
            description={
              device
                ? 'It works once, and signs this device in as whoever made it.'
                : 'It works once, and holds the role you were invited as.'
            }
            value={link}
            onChange={setLink}
            error={tried ? wrongLink(link) : null}
            takesFocus={followed === ''}
            isRequired
            size="large"
          />
          {!device && <OwnName name={name} onName={setName} tried={tried} takesFocus={followed !== ''} />}
        </>
      )}
    </DoorForm>
  );
};

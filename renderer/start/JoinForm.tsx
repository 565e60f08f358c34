import { useState } from 'react';
import type { Door, Workspace } from '../client/contract.ts';
import { joining } from '../client/transport/joining.ts';
import { TextField } from '../ui/TextField.tsx';
import { DoorForm, OwnName, wrongName } from './DoorForm.tsx';

const wrongLink = (link: string): string | null =>
  /#?\/join\/[A-Za-z0-9_-]+\/\S+/.test(link.trim())
    ? null
    : 'This is not a whole invite link. It ends in /#/join/ and two long words; copy it again.';

/** `link` is the invite that was followed here, or empty. */
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
  return (
    <DoorForm
      action="Join the workspace"
      isReady={(wrongLink(link) ?? wrongName(name)) === null}
      enter={() => door.join({ link: link.trim(), name: name.trim() })}
      onEntered={onEntered}
      onBack={onBack}
    >
      {(tried) => (
        <>
          <TextField
            label="Invite link"
            description="It works once, and holds the role you were invited as."
            value={link}
            onChange={setLink}
            error={tried ? wrongLink(link) : null}
            takesFocus={followed === ''}
            isRequired
            size="large"
          />
          <OwnName name={name} onName={setName} tried={tried} takesFocus={followed !== ''} />
        </>
      )}
    </DoorForm>
  );
};

import { useState } from 'react';
import { useWorkspace } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { time } from '../ui/format.ts';
import { toast } from '../ui/toast.ts';
import { OnlyHere } from './OnlyHere.tsx';
import { SecretDialog } from './SecretDialog.tsx';

/** Makes the link that signs one more device of this person in. `onAdded` when they are done with it. */
export const AddDevice = ({ onAdded }: { onAdded: () => void }) => {
  const workspace = useWorkspace();
  const [made, setMade] = useState<{ link: string; onlyHere: boolean; ends: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    const told = await workspace.inquiries.addDevice();
    setBusy(false);
    if (told.ok) setMade({ ...(await workspace.inviteLink(told.value.secret, 'device')), ends: told.value.ends });
    else toast(told.says);
  };
  return (
    <>
      <Button kind="primary" icon="plus" isDisabled={busy} onPress={() => void make()}>
        Add a device
      </Button>
      {made !== null && (
        <SecretDialog
          title="Open this link on your other device"
          label="Link for your device"
          value={made.link}
          onClose={() => {
            setMade(null);
            onAdded();
          }}
          note={made.onlyHere && <OnlyHere />}
        >
          {`In a browser, or paste it into the desktop app under “Join with a link”. It works once, until ${time(made.ends)}. Whoever opens it is you: send it to nobody.`}
        </SecretDialog>
      )}
    </>
  );
};

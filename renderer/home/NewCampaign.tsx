import { useState } from 'react';
import { useLocation } from 'wouter';
import { Name } from '../../domain/id.ts';
import { newId } from '../app/new-id.ts';
import { pathTo } from '../app/paths.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useOnline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';

/** A campaign needs a name and nothing else; it can be begun with no network. */
export const NewCampaign = ({ onClose }: { onClose: () => void }) => {
  const workspace = useWorkspace();
  const campaigns = useWorkspaceState((all) => all.campaigns);
  const online = useOnline();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const twin = Object.values(campaigns).some((campaign) => campaign.name === name.trim());

  const create = async () => {
    const read = Name.safeParse(name);
    if (!read.success) {
      setWrong(read.error.issues[0]?.message ?? 'Give it a name.');
      return;
    }
    setBusy(true);
    const campaign = newId();
    const why = whyNot(await workspace.send({ kind: 'create campaign', campaign, name: read.data }));
    setBusy(false);
    if (why !== null) {
      setWrong(why);
      return;
    }
    onClose();
    navigate(pathTo.campaign(campaign));
  };
  return (
    <Dialog
      title="New campaign"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="new-campaign" isDisabled={busy}>
            Begin with the brief
          </Button>
        </>
      }
    >
      <form
        id="new-campaign"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={(typed) => {
            setName(typed);
            setWrong(null);
          }}
          error={wrong}
          description={twin ? 'There is another campaign of this name.' : 'You can change it until it launches.'}
          size="large"
          takesFocus
          isRequired
        />
      </form>
      {!online && (
        <Notice icon="laptop">
          The server cannot be reached. The campaign begins on this laptop and goes out when it can.
        </Notice>
      )}
    </Dialog>
  );
};

import { useState } from 'react';
import { Name } from '../../../domain/id.ts';
import type { CampaignState } from '../../../domain/state.ts';
import { whyNot } from '../../app/say-outcome.ts';
import { useWorkspace } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';

export const RenameDialog = ({ campaign, onClose }: { campaign: CampaignState; onClose: () => void }) => {
  const workspace = useWorkspace();
  const [was] = useState(campaign.name);
  const [name, setName] = useState(was);
  const [wrong, setWrong] = useState<string | null>(null);
  const rename = async () => {
    const read = Name.safeParse(name);
    if (!read.success) {
      setWrong(read.error.issues[0]?.message ?? 'Give it a name.');
      return;
    }
    const why =
      read.data === was
        ? null
        : whyNot(await workspace.send({ kind: 'rename campaign', campaign: campaign.id, was, name: read.data }));
    if (why === null) onClose();
    else setWrong(why);
  };
  return (
    <Dialog
      title="Rename the campaign"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="rename-campaign">
            Rename
          </Button>
        </>
      }
    >
      <form
        id="rename-campaign"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void rename();
        }}
      >
        <TextField label="Name" value={name} onChange={setName} error={wrong} size="large" takesFocus isRequired />
      </form>
    </Dialog>
  );
};

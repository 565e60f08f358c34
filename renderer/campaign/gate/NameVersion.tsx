import { useState } from 'react';
import { Name } from '../../../domain/id.ts';
import type { Version } from '../../../domain/state.ts';
import { TextField } from '../../ui/TextField.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { whyNot } from '../../app/say-outcome.ts';
import { useWorkspace } from '../../client/hooks.ts';
import { useCampaign } from '../open-campaign.ts';

/** A name by which people remember a version. */
export const NameVersion = ({ version, onClose }: { version: Version; onClose: () => void }) => {
  const workspace = useWorkspace();
  const campaign = useCampaign();
  const [name, setName] = useState(version.name ?? '');
  const [wrong, setWrong] = useState<string | null>(null);
  const save = async () => {
    const read = Name.safeParse(name);
    if (!read.success) {
      setWrong(read.error.issues[0]?.message ?? 'Give it a name.');
      return;
    }
    const why = whyNot(
      await workspace.send({ kind: 'name version', campaign: campaign.id, version: version.number, name: read.data }),
    );
    if (why === null) onClose();
    else setWrong(why);
  };
  return (
    <Dialog
      title={`Name version ${version.number} of ${campaign.name}`}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="name-version">
            Name it
          </Button>
        </>
      }
    >
      <form
        id="name-version"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField label="Name" value={name} onChange={setName} error={wrong} takesFocus size="large" maxLength={120} />
      </form>
    </Dialog>
  );
};

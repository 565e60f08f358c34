import { useState } from 'react';
import { useOnline, useWorkspace } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { NotPossible } from '../../ui/NotPossible.tsx';
import { classes } from '../../ui/classes.ts';
import { toast } from '../../ui/toast.ts';
import { useCampaign, useMe } from '../open-campaign.ts';
import styles from './Record.module.css';

const c = classes(styles);

/** The record as a file that anybody can verify offline, and as a certificate that people can read. */
export const TakeAway = () => {
  const workspace = useWorkspace();
  const campaign = useCampaign();
  const me = useMe();
  const online = useOnline();
  const [busy, setBusy] = useState(false);
  if (me.guest) return null;
  const file = campaign.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '') || 'campaign';
  const save = async (path: string, name: string) => {
    setBusy(true);
    const saved = await workspace.save(`/campaigns/${campaign.id}/${path}`, name);
    setBusy(false);
    if (!saved.ok) toast(saved.says);
    else if (saved.saved) toast(`Saved as ${name}.`);
  };
  return (
    <div className={c('takeAway')}>
      {online ? (
        <>
          <Button
            size="small"
            icon="st-signed"
            isDisabled={busy}
            onPress={() => void save('certificate', `${file}-certificate.html`)}
          >
            Certificate
          </Button>
          <Button
            size="small"
            icon="download"
            isDisabled={busy}
            onPress={() => void save('export', `${file}-record.json`)}
          >
            Export the record
          </Button>
        </>
      ) : (
        <NotPossible reason="Needs a connection to the server.">Export the record</NotPossible>
      )}
    </div>
  );
};

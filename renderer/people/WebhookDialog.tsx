import { useState } from 'react';
import type { Webhook } from '../../domain/state.ts';
import { webhookKinds } from '../../domain/webhooks/webhook.ts';
import { newId } from '../app/new-id.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useWorkspace } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { CheckboxField } from '../ui/CheckboxField.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { classes } from '../ui/classes.ts';
import { SecretDialog } from './SecretDialog.tsx';
import styles from './People.module.css';

const c = classes(styles);

/** Adds a webhook and shows its secret, once; or changes one, whose secret stays. */
export const WebhookDialog = ({
  webhook,
  url,
  onClose,
}: {
  webhook: Webhook | null;
  url: string | null;
  onClose: () => void;
}) => {
  const workspace = useWorkspace();
  const [name, setName] = useState(webhook?.name ?? '');
  const [address, setAddress] = useState(url ?? '');
  const [on, setOn] = useState(webhook?.on ?? [...webhookKinds]);
  const [secret, setSecret] = useState<string | null>(null);
  const [wrong, setWrong] = useState<{ name?: string; address?: string; all?: string }>({});
  const [busy, setBusy] = useState(false);

  const save = async () => {
    if (name.trim() === '') return setWrong({ name: 'Give it a name, like “Our CRM”.' });
    const keeps = webhook !== null && address.trim() === (url ?? '');
    if (!keeps && !URL.canParse(address.trim())) return setWrong({ address: 'An address begins with https://.' });
    if (on.length === 0) return setWrong({ all: 'Tick at least one thing to tell.' });
    setWrong({});
    setBusy(true);
    const outcome = await workspace.send({
      kind: 'set webhook',
      webhook: webhook?.id ?? newId(),
      name: name.trim(),
      url: keeps ? null : address.trim(),
      on,
      active: webhook?.active ?? true,
    });
    setBusy(false);
    const why = whyNot(outcome);
    if (why !== null) return setWrong({ all: why });
    if (outcome.kind === 'done' && outcome.secret !== undefined) return setSecret(outcome.secret);
    return onClose();
  };

  if (secret !== null)
    return (
      <SecretDialog
        title={`The secret of ${name.trim()}`}
        label="Secret"
        value={secret}
        copied="Secret copied."
        action="Copy the secret"
        onClose={onClose}
      >
        It is shown only now. Every message is signed with it (HMAC SHA-256), so that the receiver knows it came from
        here.
      </SecretDialog>
    );
  return (
    <Dialog
      title={webhook ? `Change ${webhook.name}` : 'Add a webhook'}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={busy} onPress={() => void save()}>
            {webhook ? 'Change it' : 'Add it'}
          </Button>
        </>
      }
    >
      <TextField label="Name" value={name} onChange={setName} takesFocus maxLength={120} error={wrong.name} />
      <TextField
        label="Address"
        type="url"
        value={address}
        onChange={setAddress}
        placeholder="https://"
        description="Messages are sent there. It is kept off the record, since addresses often hold a secret."
        error={wrong.address}
      />
      <fieldset className={c('set')}>
        <legend>Tell it when something is</legend>
        {webhookKinds.map((kind) => (
          <CheckboxField
            key={kind}
            label={kind}
            value={on.includes(kind)}
            onChange={(is) => {
              setOn(webhookKinds.filter((each) => (each === kind ? is : on.includes(each))));
            }}
          />
        ))}
      </fieldset>
      {wrong.all !== undefined && <Notice tone="stop">{wrong.all}</Notice>}
    </Dialog>
  );
};

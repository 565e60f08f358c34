import { useState } from 'react';
import type { Webhook } from '../../domain/state.ts';
import { webhookKinds } from '../../domain/webhooks/webhook.ts';
import { newId } from '../app/new-id.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useWorkspace } from '../client/hooks.ts';
import { CheckboxField } from '../ui/CheckboxField.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { classes } from '../ui/classes.ts';
import { SecretDialog } from './SecretDialog.tsx';
import { toldOf } from './told-of.ts';
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
  // One id however often it is sent: a second press makes no second webhook.
  const [id] = useState(() => webhook?.id ?? newId());
  const [name, setName] = useState(webhook?.name ?? '');
  const [address, setAddress] = useState(url ?? '');
  const [on, setOn] = useState(webhook?.on ?? [...webhookKinds]);
  const [secret, setSecret] = useState<string | null>(null);
  const [wrong, setWrong] = useState<{ name?: string; address?: string; all?: string }>({});
  const [busy, setBusy] = useState(false);

  const save = async () => {
    if (name.trim() === '') return setWrong({ name: 'Enter a name, like “Our CRM”.' });
    const keeps = webhook !== null && address.trim() === (url ?? '');
    if (!keeps && !URL.canParse(address.trim()))
      return setWrong({ address: 'Enter an address that begins with https://.' });
    if (on.length === 0) return setWrong({ all: 'Choose at least one.' });
    setWrong({});
    setBusy(true);
    const outcome = await workspace.send({
      kind: 'set webhook',
      webhook: id,
      name: name.trim(),
      url: keeps ? null : address.trim(),
      on,
      active: webhook?.active ?? true,
    });
    setBusy(false);
    const why = whyNot(outcome);
    if (why !== null) return setWrong({ all: why });
    if (outcome.kind === 'done' && outcome.secret !== undefined) return setSecret(outcome.secret);
    // A new one without its secret is one whose answer was lost on the way: nobody could check what it sends.
    if (keeps) return onClose();
    return setWrong({
      all: 'The webhook is there, but its secret was lost on the way and cannot be shown again. Remove it, and add it anew.',
    });
  };

  if (secret !== null)
    return (
      <SecretDialog title={`The secret of ${name.trim()}`} label="Secret" value={secret} onClose={onClose}>
        You will see it only once. Every message is signed with it (HMAC SHA-256), so that the receiver knows it came
        from here.
      </SecretDialog>
    );
  return (
    <FormDialog
      title={webhook ? `Change ${webhook.name}` : 'Add a webhook'}
      action={webhook ? 'Save' : 'Add'}
      busy={busy}
      onSubmit={save}
      onClose={onClose}
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
        <legend>Send when a version is</legend>
        {webhookKinds.map((kind) => (
          <CheckboxField
            key={kind}
            label={toldOf[kind]}
            value={on.includes(kind)}
            onChange={(is) => {
              setOn(webhookKinds.filter((each) => (each === kind ? is : on.includes(each))));
            }}
          />
        ))}
      </fieldset>
      {wrong.all !== undefined && <Notice tone="stop">{wrong.all}</Notice>}
    </FormDialog>
  );
};

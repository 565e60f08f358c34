import { useState, type FormEvent } from 'react';
import type { Door, Workspace } from '../client/contract.ts';
import { joining } from '../client/transport/joining.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { wrongName } from './FoundForm.tsx';
import styles from './Start.module.css';

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
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  const join = async () => {
    setTried(true);
    if (wrongLink(link) ?? wrongName(name)) return;
    setBusy(true);
    setRefused(null);
    try {
      const entered = await door.join({ link: link.trim(), name: name.trim() });
      if (entered.ok) onEntered(entered.workspace);
      else setRefused(entered.says);
    } catch (error) {
      setRefused(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void join();
      }}
    >
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
      <TextField
        label="Your name"
        description="As colleagues see it beside what you write."
        value={name}
        onChange={setName}
        error={tried ? wrongName(name) : null}
        takesFocus={followed !== ''}
        isRequired
        size="large"
        autoComplete="name"
      />
      {refused !== null && <Notice tone="stop">{refused}</Notice>}
      <div className={styles['acts']}>
        <Button kind="quiet" size="large" icon="left" onPress={onBack}>
          Back
        </Button>
        <Button kind="primary" size="large" type="submit" isDisabled={busy}>
          Join the workspace
        </Button>
      </div>
    </form>
  );
};

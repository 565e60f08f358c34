import { useState, type FormEvent } from 'react';
import { Name } from '../../domain/id.ts';
import type { Role } from '../../domain/people/member.ts';
import type { Door, Workspace } from '../client/contract.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { RadioGroupField } from '../ui/RadioGroupField.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './Start.module.css';

const roles: { value: Role; label: string; description: string }[] = [
  { value: 'marketing', label: 'Marketing', description: 'Writes the brief and the copy, asks for sign-off.' },
  { value: 'sales', label: 'Sales', description: 'Writes the brief, comments on the copy, suggests other words.' },
  { value: 'sales-lead', label: 'Sales lead', description: 'Signs versions. Nothing launches without a sales lead.' },
];

export const wrongName = (name: string): string | null => {
  const read = Name.safeParse(name);
  return read.success ? null : (read.error.issues[0]?.message ?? 'Give it a name.');
};

export const FoundForm = ({
  door,
  onEntered,
  onBack,
}: {
  door: Door;
  onEntered: (workspace: Workspace) => void;
  onBack: () => void;
}) => {
  const [workspace, setWorkspace] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('marketing');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  const found = async () => {
    setTried(true);
    if (wrongName(workspace) ?? wrongName(name)) return;
    setBusy(true);
    setRefused(null);
    try {
      const entered = await door.found({ workspace: workspace.trim(), name: name.trim(), role });
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
        void found();
      }}
    >
      <TextField
        label="Name of the workspace"
        description="Your company or team."
        value={workspace}
        onChange={setWorkspace}
        error={tried ? wrongName(workspace) : null}
        takesFocus
        isRequired
        size="large"
        autoComplete="organization"
      />
      <TextField
        label="Your name"
        description="As colleagues see it beside what you write."
        value={name}
        onChange={setName}
        error={tried ? wrongName(name) : null}
        isRequired
        size="large"
        autoComplete="name"
      />
      <RadioGroupField
        label="Your role"
        description="You also become the admin, who manages members. That gives no right to sign."
        options={roles}
        value={role}
        onChange={setRole}
      />
      {refused !== null && <Notice tone="stop">{refused}</Notice>}
      <div className={styles['acts']}>
        <Button kind="quiet" size="large" icon="left" onPress={onBack}>
          Back
        </Button>
        <Button kind="primary" size="large" type="submit" isDisabled={busy}>
          Start the workspace
        </Button>
      </div>
    </form>
  );
};

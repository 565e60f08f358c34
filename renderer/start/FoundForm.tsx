import { useState } from 'react';
import type { Role } from '../../domain/people/member.ts';
import type { Door, Workspace } from '../client/contract.ts';
import { RadioGroupField } from '../ui/RadioGroupField.tsx';
import { TextField } from '../ui/TextField.tsx';
import { DoorForm, OwnName, wrongName } from './DoorForm.tsx';
import { StartHead } from './StartHead.tsx';

const roles: { value: Role; label: string; description: string }[] = [
  { value: 'marketing', label: 'Marketing', description: 'Writes the brief and the copy, asks for sign-off.' },
  { value: 'sales', label: 'Sales', description: 'Writes the brief, comments on the copy, suggests changes.' },
  { value: 'sales-lead', label: 'Sales lead', description: 'Signs versions. Nothing launches without a sales lead.' },
];

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
  return (
    <>
      <StartHead title="Start a workspace" />
      <DoorForm
        action="Start the workspace"
        isReady={(wrongName(workspace) ?? wrongName(name)) === null}
        enter={() => door.found({ workspace: workspace.trim(), name: name.trim(), role })}
        onEntered={onEntered}
        onBack={onBack}
      >
        {(tried) => (
          <>
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
            <OwnName name={name} onName={setName} tried={tried} />
            <RadioGroupField
              label="Your role"
              description="You also become the admin, who manages members. That gives no right to sign."
              options={roles}
              value={role}
              onChange={setRole}
            />
          </>
        )}
      </DoorForm>
    </>
  );
};

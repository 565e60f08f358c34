import type { Facts } from '../../../../domain/campaign/facts.ts';
import { useState } from 'react';
import { SelectField } from '../../../ui/SelectField.tsx';
import { roleWord } from '../../../ui/format.ts';
import { useTeam } from '../../open-campaign.ts';

export const OwnerForm = ({ value, onChange }: { value: Facts['owner']; onChange: (value: unknown) => void }) => {
  const [owner, setOwner] = useState(value ?? '');
  const members = Object.values(useTeam().members).filter(
    (member) => (member.role !== 'viewer' && !member.suspended) || member.id === value,
  );
  return (
    <SelectField
      label="Owner"
      value={owner}
      onChange={(id) => {
        setOwner(id);
        onChange(id || null);
      }}
      options={[
        { value: '', label: 'Choose…' },
        ...members.map((member) => ({ value: member.id, label: `${member.name}, ${roleWord(member.role)}` })),
      ]}
    />
  );
};

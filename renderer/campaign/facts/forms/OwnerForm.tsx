import { SelectField } from '../../../ui/SelectField.tsx';
import { roleWord } from '../../../ui/format.ts';
import { useTeam } from '../../open-campaign.ts';
import type { WrongAt } from '../wrong-in.ts';

export const OwnerForm = ({
  value,
  wrong,
  onChange,
}: {
  value: string | null;
  wrong: WrongAt;
  onChange: (value: string | null) => void;
}) => {
  const members = Object.values(useTeam().members).filter(
    (member) => (member.role !== 'viewer' && !member.suspended) || member.id === value,
  );
  return (
    <SelectField
      label="Owner"
      value={value ?? ''}
      error={wrong('')}
      onChange={(id) => {
        onChange(id || null);
      }}
      options={[
        { value: '', label: 'Choose…' },
        ...members.map((member) => ({ value: member.id, label: `${member.name}, ${roleWord(member.role)}` })),
      ]}
    />
  );
};

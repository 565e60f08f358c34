import { kpis } from '../../../../domain/campaign/facts.ts';
import { CheckboxField } from '../../../ui/CheckboxField.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { NumberField } from '../../../ui/NumberField.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { classes } from '../../../ui/classes.ts';
import { firstName } from '../../../ui/format.ts';
import { useCampaign, useTeam } from '../../open-campaign.ts';
import { Entries } from './Entries.tsx';
import { newTarget, type TargetDraft } from '../drafts.ts';
import type { WrongAt } from '../wrong-in.ts';
import { toMinor, toUnits } from './money.ts';
import { useRows } from './rows.ts';
import styles from '../Facts.module.css';

const c = classes(styles);
/** The shared numbers: each with a date and up to four owners from both departments. Money is typed in whole units. */
export const TargetsForm = ({
  value,
  wrong,
  onChange,
}: {
  value: TargetDraft[];
  wrong: WrongAt;
  onChange: (value: TargetDraft[]) => void;
}) => {
  const currency = useCampaign().facts.budget?.currency ?? 'GBP';
  const members = Object.values(useTeam().members).filter((member) => member.role !== 'viewer' && !member.suspended);
  const { rows, add, change, remove } = useRows<TargetDraft>(
    value.map((target) => ({
      ...target,
      value: target.unit === 'money' && target.value !== null ? toUnits(target.value, currency) : target.value,
    })),
    (all) => {
      onChange(
        all.map((target) => ({
          ...target,
          value: target.unit === 'money' && target.value !== null ? toMinor(target.value, currency) : target.value,
        })),
      );
    },
  );
  const unused = kpis.find((kpi) => !rows.some((row) => row.of.kpi === kpi)) ?? kpis[0];
  return (
    <div className={c('rows')}>
      <Entries
        rows={rows}
        name={(of) => of.kpi}
        add="Add a target"
        onAdd={() => {
          add({ ...newTarget(unused), due: rows.at(-1)?.of.due ?? '' });
        }}
      >
        {(of, key, _, index) => (
          <>
            <div className={c('fields', 'target')}>
              <SelectField
                label="KPI"
                options={kpis.map((kpi) => ({ value: kpi, label: kpi }))}
                value={of.kpi}
                onChange={(kpi) => {
                  change(key, { kpi });
                }}
              />
              <NumberField
                label="Target"
                min={0}
                value={of.value}
                error={wrong(`${index}.value`)}
                onChange={(target) => {
                  change(key, { value: target });
                }}
              />
              <SelectField
                label="Counted in"
                options={[
                  { value: 'count', label: 'a count' },
                  { value: 'percent', label: 'percent' },
                  { value: 'money', label: currency },
                ]}
                value={of.unit}
                onChange={(unit) => {
                  change(key, { unit });
                }}
              />
              <TextField
                label="By"
                type="date"
                value={of.due}
                error={wrong(`${index}.due`)}
                onChange={(due) => {
                  change(key, { due });
                }}
              />
            </div>
            <div className={c('across')}>
              <CheckboxField
                label="or less"
                value={of.atMost}
                onChange={(atMost) => {
                  change(key, { atMost });
                }}
              />
              <span className={c('quiet')}>Owners:</span>
              {members.map((member) => (
                <CheckboxField
                  key={member.id}
                  label={firstName(member.name)}
                  value={of.owners.includes(member.id)}
                  isDisabled={of.owners.length >= 4 && !of.owners.includes(member.id)}
                  onChange={(owns) => {
                    change(key, {
                      owners: owns ? [...of.owners, member.id] : of.owners.filter((id) => id !== member.id),
                    });
                  }}
                />
              ))}
              <span className={c('grow')} />
              <IconButton
                icon="x"
                label={`Remove the target for ${of.kpi}`}
                onPress={() => {
                  remove(key);
                }}
              />
            </div>
          </>
        )}
      </Entries>
    </div>
  );
};

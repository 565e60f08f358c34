import { metrics } from '../../../../domain/campaign/facts.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { NumberField } from '../../../ui/NumberField.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { classes } from '../../../ui/classes.ts';
import { newRule, type RuleDraft } from '../drafts.ts';
import type { WrongAt } from '../wrong-in.ts';
import { compares } from '../fact-words.ts';
import { Entries } from './Entries.tsx';
import { useRows } from './rows.ts';
import styles from '../Facts.module.css';

const c = classes(styles);
const metricOptions = metrics.map((metric) => ({ value: metric, label: metric }));
const compareOptions = (['>=', '>', '<=', '<'] as const).map((value) => ({ value, label: compares[value] }));
const countedOptions = [
  { value: '' as const, label: 'in number' },
  ...metrics.map((metric) => ({ value: metric, label: `% of ${metric}` })),
];

/** Ramp up when all hold; halt when one does. A rule reads as a sentence, and says nothing before its smallest sample. */
export const RulesForm = ({
  fact,
  value,
  wrong,
  onChange,
}: {
  fact: 'ramp' | 'halt';
  value: RuleDraft[];
  wrong: WrongAt;
  onChange: (value: RuleDraft[]) => void;
}) => {
  const { rows, add, change, remove } = useRows<RuleDraft>(value, onChange);
  const begins = (index: number) =>
    index > 0 ? (fact === 'ramp' ? 'and when' : 'or when') : fact === 'ramp' ? 'Ramp up when' : 'Halt when';
  return (
    <div className={c('rows')}>
      <Entries
        rows={rows}
        name={(_, index) => `Rule ${index + 1}`}
        add="Add a rule"
        onAdd={() => {
          add(newRule(fact));
        }}
      >
        {(of, key, name, index) => (
          <div className={c('rule')}>
            <span>{begins(index)}</span>
            <SelectField
              label="What is counted"
              hideLabel
              options={metricOptions}
              value={of.metric}
              onChange={(metric) => {
                change(key, { metric });
              }}
            />
            <span>are</span>
            <SelectField
              label="Compared how"
              hideLabel
              options={compareOptions}
              value={of.compare}
              onChange={(compare) => {
                change(key, { compare });
              }}
            />
            <span className={c('figure')}>
              <NumberField
                label="Limit"
                hideLabel
                min={0}
                value={of.value}
                error={wrong(`${index}.value`)}
                onChange={(limit) => {
                  change(key, { value: limit });
                }}
              />
            </span>
            <SelectField
              label="Counted as"
              hideLabel
              options={countedOptions}
              value={of.per ?? ''}
              onChange={(per) => {
                change(key, { per: per === '' ? null : per });
              }}
            />
            <span>once there are</span>
            <span className={c('figure')}>
              <NumberField
                label="Smallest sample"
                hideLabel
                min={0}
                value={of.minimum.value}
                error={wrong(`${index}.minimum.value`)}
                onChange={(least) => {
                  change(key, { minimum: { ...of.minimum, value: least } });
                }}
              />
            </span>
            <SelectField
              label="Sample of"
              hideLabel
              options={metricOptions}
              value={of.minimum.metric}
              onChange={(metric) => {
                change(key, { minimum: { ...of.minimum, metric } });
              }}
            />
            <IconButton
              icon="x"
              label={`Remove ${name.toLowerCase()}`}
              onPress={() => {
                remove(key);
              }}
            />
          </div>
        )}
      </Entries>
    </div>
  );
};

import { metrics, type Facts, type Metric, type Rule } from '../../../../domain/campaign/facts.ts';
import type { z } from 'zod';
import { IconButton } from '../../../ui/IconButton.tsx';
import { NumberField } from '../../../ui/NumberField.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { classes } from '../../../ui/classes.ts';
import { Entries } from './Entries.tsx';
import { useRows } from './rows.ts';
import styles from '../Facts.module.css';

const c = classes(styles);
type MetricName = z.infer<typeof Metric>;
type Row = {
  metric: MetricName;
  per: MetricName | null;
  compare: Rule['compare'];
  value: number | null;
  minimum: { metric: MetricName; value: number | null };
};

/** Ramp up when all hold; halt as soon as one does. A rule says nothing before its smallest sample. */
export const RulesForm = ({
  fact,
  value,
  onChange,
}: {
  fact: 'ramp' | 'halt';
  value: Facts['ramp'];
  onChange: (value: unknown) => void;
}) => {
  const { rows, add, change, remove } = useRows<Row>(value ?? [], onChange);
  return (
    <div className={c('rows')}>
      <p className={c('quiet')}>
        {fact === 'ramp'
          ? 'More goes out once all of these hold.'
          : 'It halts by itself as soon as one of these holds.'}
      </p>
      <Entries
        rows={rows}
        name={(_, index) => `Rule ${index + 1}`}
        add="Add a rule"
        onAdd={() => {
          add(fact === 'ramp' ? firstRamp : firstHalt);
        }}
      >
        {(of, key, name) => (
          <div className={c('fields', 'rule')}>
            <SelectField
              label="Number"
              options={metrics.map((metric) => ({ value: metric, label: metric }))}
              value={of.metric}
              onChange={(metric) => {
                change(key, { metric });
              }}
            />
            <SelectField
              label="is"
              options={[
                { value: '>', label: 'above' },
                { value: '>=', label: 'from' },
                { value: '<', label: 'below' },
                { value: '<=', label: 'at most' },
              ]}
              value={of.compare}
              onChange={(compare) => {
                change(key, { compare });
              }}
            />
            <NumberField
              label="Value"
              min={0}
              {...(of.per === null ? {} : { suffix: '%' })}
              value={of.value}
              onChange={(limit) => {
                change(key, { value: limit });
              }}
            />
            <SelectField
              label="Counted as"
              options={[
                { value: '', label: 'a count' },
                ...metrics.map((metric) => ({ value: metric, label: `percent of ${metric}` })),
              ]}
              value={of.per ?? ''}
              onChange={(per) => {
                change(key, { per: per === '' ? null : per });
              }}
            />
            <NumberField
              label="Judged from"
              min={0}
              value={of.minimum.value}
              onChange={(least) => {
                change(key, { minimum: { ...of.minimum, value: least } });
              }}
            />
            <SelectField
              label="of"
              options={metrics.map((metric) => ({ value: metric, label: metric }))}
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

const firstRamp: Row = {
  metric: 'positive replies',
  per: 'delivered',
  compare: '>=',
  value: null,
  minimum: { metric: 'delivered', value: 100 },
};
const firstHalt: Row = {
  metric: 'bounced',
  per: 'sent',
  compare: '>',
  value: null,
  minimum: { metric: 'sent', value: 50 },
};

import { metrics, type Facts, type Metric, type Rule } from '../../../../domain/campaign/facts.ts';
import type { z } from 'zod';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { NumberField } from '../../../ui/NumberField.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { classes } from '../../../ui/classes.ts';
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
      {rows.map(({ key, of }, index) => (
        <fieldset key={key} className={c('entry')}>
          <legend className="sr">Rule {index + 1}</legend>
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
              label={`Remove rule ${index + 1}`}
              onPress={() => {
                remove(key);
              }}
            />
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          size="small"
          icon="plus"
          onPress={() => {
            add(
              fact === 'ramp'
                ? {
                    metric: 'positive replies',
                    per: 'delivered',
                    compare: '>=',
                    value: null,
                    minimum: { metric: 'delivered', value: 100 },
                  }
                : {
                    metric: 'bounced',
                    per: 'sent',
                    compare: '>',
                    value: null,
                    minimum: { metric: 'sent', value: 50 },
                  },
            );
          }}
        >
          Add a rule
        </Button>
      </div>
    </div>
  );
};

import { useState } from 'react';
import type { Facts } from '../../../../domain/campaign/facts.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { NumberField } from '../../../ui/NumberField.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { classes } from '../../../ui/classes.ts';
import { money } from '../../../ui/format.ts';
import { toMinor, toUnits } from './money.ts';
import { useRows } from './rows.ts';
import styles from '../Facts.module.css';

const c = classes(styles);
type Line = { what: string; units: number | null };

/** Whole units of a currency as people type them; kept in its smallest unit. */
export const BudgetForm = ({ value, onChange }: { value: Facts['budget']; onChange: (value: unknown) => void }) => {
  const [total, setTotal] = useState<number | null>(value ? toUnits(value.amount, value.currency) : null);
  const [currency, setCurrency] = useState(value?.currency ?? 'GBP');
  const say = (units: number | null, of: string, all: readonly Line[]) => {
    onChange({
      amount: units === null ? null : toMinor(units, of),
      currency: of,
      lines: all.map((line) => ({
        what: line.what,
        amount: line.units === null ? null : toMinor(line.units, of),
      })),
    });
  };
  const lines = useRows<Line>(
    value?.lines.map((line) => ({ what: line.what, units: toUnits(line.amount, value.currency) })) ?? [],
    (rows) => {
      say(total, currency, rows);
    },
  );
  const all = lines.rows.map((row) => row.of);
  const given = all.reduce((sum, line) => sum + (line.units ?? 0), 0);
  return (
    <div className={c('rows')}>
      <div className={c('fields')}>
        <NumberField
          label="Budget"
          min={0}
          value={total}
          onChange={(units) => {
            setTotal(units);
            say(units, currency, all);
          }}
        />
        <TextField
          label="Currency"
          value={currency}
          maxLength={3}
          onChange={(typed) => {
            const next = typed.toUpperCase();
            setCurrency(next);
            say(total, next, all);
          }}
        />
      </div>
      {lines.rows.map((row) => (
        <div key={row.key} className={c('line')}>
          <TextField
            label="What for"
            hideLabel
            placeholder="What for"
            value={row.of.what}
            onChange={(what) => {
              lines.change(row.key, { what });
            }}
          />
          <NumberField
            label="Amount"
            hideLabel
            min={0}
            value={row.of.units}
            onChange={(units) => {
              lines.change(row.key, { units });
            }}
          />
          <IconButton
            icon="x"
            label={`Remove ${row.of.what || 'this line'}`}
            onPress={() => {
              lines.remove(row.key);
            }}
          />
        </div>
      ))}
      <div className={c('acts')}>
        <Button
          size="small"
          icon="plus"
          onPress={() => {
            lines.add({ what: '', units: null });
          }}
        >
          Add a line
        </Button>
        {total !== null && all.length > 0 && (
          <output className={c('quiet')}>
            {money(toMinor(given, currency), currency)} given out, {money(toMinor(total - given, currency), currency)}{' '}
            left
          </output>
        )}
      </div>
    </div>
  );
};

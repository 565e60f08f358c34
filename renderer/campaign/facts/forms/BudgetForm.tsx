import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { NumberField } from '../../../ui/NumberField.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { classes } from '../../../ui/classes.ts';
import { money } from '../../../ui/format.ts';
import type { BudgetDraft } from '../drafts.ts';
import type { WrongAt } from '../wrong-in.ts';
import { toMinor, toUnits } from './money.ts';
import { useRows } from './rows.ts';
import styles from '../Facts.module.css';

const c = classes(styles);
type Line = { what: string; units: number | null };

/** Whole units of a currency as people type them; kept in its smallest unit. */
export const BudgetForm = ({
  value,
  wrong,
  onChange,
}: {
  value: BudgetDraft;
  wrong: WrongAt;
  onChange: (value: BudgetDraft) => void;
}) => {
  const { currency } = value;
  const minor = (units: number | null, of = currency) => (units === null ? null : toMinor(units, of));
  const unitsOf = (amount: number | null) => (amount === null ? null : toUnits(amount, currency));
  const kept = (rows: readonly Line[], of = currency) =>
    rows.map(({ what, units }) => ({ what, amount: minor(units, of) }));
  const lines = useRows<Line>(
    value.lines.map(({ what, amount }) => ({ what, units: unitsOf(amount) })),
    (rows) => {
      onChange({ ...value, lines: kept(rows) });
    },
  );
  const all = lines.rows.map((row) => row.of);
  const given = all.reduce((sum, line) => sum + (line.units ?? 0), 0);
  const total = unitsOf(value.amount);
  return (
    <div className={c('rows')}>
      <div className={c('fields')}>
        <NumberField
          label="Budget"
          min={0}
          value={total}
          error={wrong('amount')}
          onChange={(units) => {
            onChange({ ...value, amount: minor(units) });
          }}
        />
        <TextField
          label="Currency"
          value={currency}
          maxLength={3}
          error={wrong('currency')}
          onChange={(typed) => {
            const next = typed.toUpperCase();
            // The same number of units: pounds become euros, and pence yen.
            onChange({ amount: minor(total, next), currency: next, lines: kept(all, next) });
          }}
        />
      </div>
      {lines.rows.map((row, index) => (
        <div key={row.key} className={c('line')}>
          <TextField
            label="What for"
            hideLabel
            placeholder="What for"
            value={row.of.what}
            error={wrong(`lines.${index}.what`)}
            onChange={(what) => {
              lines.change(row.key, { what });
            }}
          />
          <NumberField
            label="Amount"
            hideLabel
            min={0}
            value={row.of.units}
            error={wrong(`lines.${index}.amount`)}
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
            {money(toMinor(given, currency), currency)} allocated, {money(toMinor(total - given, currency), currency)}{' '}
            left
          </output>
        )}
      </div>
    </div>
  );
};

import { useState } from 'react';
import type { Variant } from '../../../domain/campaign/sequence.ts';
import { Button } from '../../ui/Button.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { evenShares, withShare } from './shares.ts';

/** Who gets which wording, in percent that add up to all. */
export const SharesDialog = ({
  variants,
  onShares,
  onClose,
}: {
  variants: Variant[];
  onShares: (shares: number[]) => void;
  onClose: () => void;
}) => {
  const [shares, setShares] = useState<(number | null)[]>(() => variants.map((variant) => variant.share));
  const [wrong, setWrong] = useState(false);
  const sum = shares.reduce<number>((total, share) => total + (share ?? 0), 0);
  const right = sum === 100 && shares.every((share) => share !== null && share >= 0 && share <= 100);
  const put = (next: (number | null)[]) => {
    setShares(next);
    setWrong(false);
  };
  return (
    <FormDialog
      title="Who gets which wording"
      action="Save"
      onSubmit={() => {
        if (!right) {
          setWrong(true);
          return;
        }
        onShares(shares.map((share) => share ?? 0));
        onClose();
      }}
      onClose={onClose}
    >
      {variants.map((variant, index) => (
        <NumberField
          key={variant.id}
          label={variant.name}
          suffix="%"
          min={0}
          max={100}
          value={shares[index] ?? null}
          onChange={(share) => {
            put(withShare(shares, index, share));
          }}
        />
      ))}
      <div>
        <Button
          size="small"
          icon="split"
          onPress={() => {
            put(evenShares(variants.length));
          }}
        >
          Split evenly
        </Button>
      </div>
      {wrong ? (
        <Notice tone="stop">The shares add up to {sum}%, not 100%.</Notice>
      ) : (
        <output>{right ? 'Adds up to 100%.' : `Adds up to ${sum}% so far.`}</output>
      )}
    </FormDialog>
  );
};

import { useState } from 'react';
import type { Variant } from '../../../domain/campaign/sequence.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { evenShares } from './shares.ts';

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
  const sum = shares.reduce<number>((total, share) => total + (share ?? 0), 0);
  const right = sum === 100 && shares.every((share) => share !== null && share >= 0 && share <= 100);
  return (
    <Dialog
      title="Who gets which wording"
      onClose={onClose}
      footer={
        <>
          <Button
            onPress={() => {
              setShares(evenShares(variants.length));
            }}
          >
            Even
          </Button>
          <Button
            kind="primary"
            isDisabled={!right}
            onPress={() => {
              onShares(shares.map((share) => share ?? 0));
              onClose();
            }}
          >
            Set the shares
          </Button>
        </>
      }
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
            setShares(shares.map((each, at) => (at === index ? share : each)));
          }}
        />
      ))}
      <output>{sum === 100 ? 'That is everybody.' : `That is ${sum} %; all together should be 100 %.`}</output>
    </Dialog>
  );
};

import { useState } from 'react';
import type { Step, Variant } from '../../../domain/campaign/sequence.ts';
import { Menu } from '../../ui/Menu.tsx';
import { NameDialog } from '../../ui/NameDialog.tsx';
import { removed } from '../counts.ts';
import { useOpenCampaign } from '../open-campaign.ts';
import { useLeadGuard } from '../text/lead-guard.ts';
import { oneLine } from '../one-line.ts';
import { SharesDialog } from './SharesDialog.tsx';
import type { useVariants } from './use-variants.ts';

/** What can be done with one variant, and which others were taken out. */
export const VariantMenu = ({
  step,
  variant,
  of,
}: {
  step: Step;
  variant: Variant;
  of: ReturnType<typeof useVariants>;
}) => {
  const { id } = useOpenCampaign();
  const guard = useLeadGuard(id);
  const [asking, setAsking] = useState<'name' | 'shares' | null>(null);
  const close = () => {
    setAsking(null);
  };
  const ask = (what: 'name' | 'shares') => () => {
    guard(() => {
      setAsking(what);
    });
  };
  const several = of.variants.length > 1;
  return (
    <>
      <Menu
        label={`Actions for variant ${variant.name}`}
        size="small"
        items={[
          { id: 'rename', label: 'Rename', icon: 'suggest', onAction: ask('name') },
          ...(several
            ? [
                { id: 'shares', label: 'Who gets which', icon: 'split' as const, onAction: ask('shares') },
                {
                  id: 'first',
                  label: 'Put it first',
                  icon: 'up' as const,
                  disabled: of.variants[0]?.id === variant.id,
                  onAction: () => {
                    of.putFirst(variant);
                  },
                },
                {
                  id: 'remove',
                  label: 'Remove',
                  icon: 'x' as const,
                  hint: 'Its text is kept.',
                  onAction: () => {
                    of.remove(variant);
                  },
                },
              ]
            : []),
          ...removed(step.variants).map((each) => ({
            id: `restore-${each.id}`,
            label: `Put ${each.name} back`,
            icon: 'undo' as const,
            onAction: () => {
              of.restore(each);
            },
          })),
        ]}
      />
      {asking === 'name' && (
        <NameDialog
          title="Rename the variant"
          action="Rename"
          name={variant.name}
          maxLength={200}
          onName={(name) => {
            of.rename(variant, oneLine(name));
            return null;
          }}
          onClose={close}
        />
      )}
      {asking === 'shares' && <SharesDialog variants={of.variants} onShares={of.setShares} onClose={close} />}
    </>
  );
};

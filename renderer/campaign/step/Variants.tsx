import { useId, useState } from 'react';
import type { Step } from '../../../domain/campaign/sequence.ts';
import { Button } from '../../ui/Button.tsx';
import { TabList, tabPanel } from '../../ui/TabList.tsx';
import { classes } from '../../ui/classes.ts';
import { percent } from '../../ui/format.ts';
import { Preview } from './Preview.tsx';
import { useVariants } from './use-variants.ts';
import { VariantMenu } from './VariantMenu.tsx';
import { VariantTexts } from './VariantTexts.tsx';
import styles from './StepSheet.module.css';

const c = classes(styles);

/** The wordings of a step: which one is on the desk, to be written or as its recipient sees it. */
export const Variants = ({ step, chosen, writes }: { step: Step; chosen: string | null; writes: boolean }) => {
  const of = useVariants(step);
  const { variants } = of;
  const [previewing, setPreviewing] = useState(false);
  const prefix = useId();
  const variant = variants.find(({ id }) => id === chosen) ?? variants[0] ?? null;
  const several = variants.length > 1;
  return (
    <div className={c('tabs')}>
      <div className={c('row')}>
        {several ? (
          <TabList
            label="Variants"
            prefix={prefix}
            selected={variant?.id ?? ''}
            onSelect={of.show}
            className={c('variants')}
            tabClass={c('variant')}
            tabs={variants.map(({ id, name, share }) => ({
              id,
              words: (
                <>
                  {name}
                  <span>{percent(share)}</span>
                </>
              ),
            }))}
          />
        ) : (
          <span className={c('one')}>One wording for everyone</span>
        )}
        {writes && (
          <span className={c('more')}>
            <Button
              size="small"
              kind="quiet"
              icon="split"
              onPress={() => {
                of.add(variant);
              }}
            >
              Add a variant
            </Button>
            {variant && <VariantMenu step={step} variant={variant} of={of} />}
          </span>
        )}
        {variant && (
          <span className={c('end')}>
            <Button
              size="small"
              kind="quiet"
              icon="eye"
              aria-pressed={previewing}
              onPress={() => {
                setPreviewing(!previewing);
              }}
            >
              Preview
            </Button>
          </span>
        )}
      </div>
      {variant ? (
        <div {...(several ? tabPanel(prefix, variant.id) : {})} className={c('panel')}>
          {previewing ? (
            <Preview step={step.id} variant={variant.id} />
          ) : (
            <VariantTexts key={variant.id} step={step} variant={variant} several={several} />
          )}
        </div>
      ) : (
        <p className={c('none')}>This step has no wording yet.</p>
      )}
    </div>
  );
};

import { useEffect, useId, useRef, useState } from 'react';
import {
  addVariant,
  moveVariant,
  removeVariant,
  restoreStep,
  restoreVariant,
  setVariant,
  type Step,
  type Variant,
} from '../../../domain/campaign/sequence.ts';
import { newId } from '../../app/new-id.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { NameDialog } from '../../ui/NameDialog.tsx';
import { TabList, tabPanel } from '../../ui/TabList.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { classes } from '../../ui/classes.ts';
import { percent } from '../../ui/format.ts';
import { toast } from '../../ui/toast.ts';
import { announce } from '../announce.ts';
import { nextVariantName, removed, standing } from '../counts.ts';
import { oneLine } from '../one-line.ts';
import { useGo, useOpenCampaign, useSteps } from '../open-campaign.ts';
import { channelWords } from '../part-words.ts';
import { StepMenu } from '../outline/StepMenu.tsx';
import { PartNotes } from '../discussion/notes/PartNotes.tsx';
import { WriterNote } from '../text/WriterNote.tsx';
import { evenShares } from './shares.ts';
import { SharesDialog } from './SharesDialog.tsx';
import { StepForm } from './StepForm.tsx';
import { VariantTexts } from './VariantTexts.tsx';
import bench from '../Workbench.module.css';
import styles from './StepSheet.module.css';

const c = classes(styles);

/** One step of the sequence: what it is, and its wordings, one on the desk at a time. */
export const StepSheet = ({ step: id, variant: chosen }: { step: string; variant: string | null }) => {
  const steps = useSteps();
  const step = steps.find((each) => each.id === id);
  if (!step)
    return (
      <div className={bench['sheet']}>
        <Empty mark="apart" title="This step is not here">
          It may not have reached this laptop yet. Nothing that was written is deleted.
        </Empty>
      </div>
    );
  const variants = standing(step.variants);
  const variant = variants.find((each) => each.id === chosen) ?? variants[0] ?? null;
  return <Sheet key={step.id} step={step} steps={standing(steps)} variants={variants} variant={variant} />;
};

const Sheet = ({
  step,
  steps,
  variants,
  variant,
}: {
  step: Step;
  steps: Step[];
  variants: Variant[];
  variant: Variant | null;
}) => {
  const { copy } = useOpenCampaign();
  const go = useGo();
  const { access } = useRoomStatus(copy);
  const [renaming, setRenaming] = useState(false);
  const [sharing, setSharing] = useState(false);
  const writes = access === 'write';
  const { title, icon } = channelWords[step.channel];
  const gone = removed(step.variants);
  const prefix = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const show = (id: string) => {
    go({ at: 'step', step: step.id, variant: id }, true);
  };
  const share = (ids: readonly string[]) => {
    evenShares(ids.length).forEach((part, index) => setVariant(copy.doc, step.id, ids[index]!, { share: part }));
  };
  const add = () => {
    const id = newId();
    addVariant(copy.doc, step.id, { id, name: nextVariantName(step.variants) });
    share([...variants.map((each) => each.id), id]);
    announce('Variant added; everybody’s share is even now.');
    show(id);
  };
  const remove = (one: Variant) => {
    removeVariant(copy.doc, step.id, one.id);
    const left = variants.filter((each) => each.id !== one.id).map((each) => each.id);
    share(left);
    if (left[0]) show(left[0]);
    toast(`Variant ${one.name} is out of this step. Its words are kept.`, {
      action: {
        label: 'Put it back',
        onAction: () => {
          restoreVariant(copy.doc, step.id, one.id);
          share([...left, one.id]);
        },
      },
    });
  };
  return (
    <article className={bench['sheet']} aria-labelledby="step-title">
      {step.removed && (
        <Notice
          icon="history"
          title="This step is out of the sequence."
          actions={
            writes ? (
              <Button size="small" icon="undo" onPress={() => restoreStep(copy.doc, step.id)}>
                Put it back
              </Button>
            ) : undefined
          }
        >
          Its words are kept. It goes into no version while it is out.
        </Notice>
      )}
      <header className={c('head')}>
        <Icon name={icon} label={title} />
        <h2 id="step-title" ref={heading} className={c('title')}>
          {step.name || title}
        </h2>
        <span className={c('when')}>
          {title}, day {step.day}
        </span>
        {writes && !step.removed && (
          <span className={c('actions')}>
            <StepMenu step={step} steps={steps} />
          </span>
        )}
      </header>
      {step.goal !== '' && <p className={c('goal')}>{step.goal}</p>}
      {writes && <StepForm step={step} />}
      <WriterNote room={copy} what="copy" />
      <div className={c('tabs')}>
        <div className={c('row')}>
          <TabList
            label="Variants"
            prefix={prefix}
            selected={variant?.id ?? ''}
            onSelect={show}
            className={c('variants')}
            tabClass={c('variant')}
            tabs={variants.map((each) => ({
              id: each.id,
              words: (
                <>
                  {variants.length > 1 ? each.name : 'One wording for all'}
                  {variants.length > 1 && <span>{percent(each.share)}</span>}
                </>
              ),
            }))}
          />
          {writes && (
            <>
              <Button size="small" kind="quiet" icon="split" onPress={add}>
                {variants.length === 1 ? 'Test another wording' : 'Add a variant'}
              </Button>
              {variant && (
                <Menu
                  label={`Actions for variant ${variant.name}`}
                  size="small"
                  items={[
                    { id: 'rename', label: 'Rename', icon: 'suggest', onAction: () => setRenaming(true) },
                    ...(variants.length > 1
                      ? [
                          {
                            id: 'shares',
                            label: 'Who gets which',
                            icon: 'split' as const,
                            onAction: () => setSharing(true),
                          },
                          {
                            id: 'first',
                            label: 'Put it first',
                            icon: 'up' as const,
                            disabled: variants[0]?.id === variant.id,
                            onAction: () => moveVariant(copy.doc, step.id, variant.id, variants[0]?.id ?? null),
                          },
                          {
                            id: 'remove',
                            label: 'Remove',
                            icon: 'x' as const,
                            hint: 'Its words are kept.',
                            onAction: () => remove(variant),
                          },
                        ]
                      : []),
                    ...gone.map((each) => ({
                      id: `restore-${each.id}`,
                      label: `Put ${each.name} back`,
                      icon: 'undo' as const,
                      onAction: () => {
                        restoreVariant(copy.doc, step.id, each.id);
                        share([...variants.map((one) => one.id), each.id]);
                        show(each.id);
                      },
                    })),
                  ]}
                />
              )}
            </>
          )}
        </div>
        {variant ? (
          <div {...tabPanel(prefix, variant.id)} className={c('panel')}>
            <VariantTexts key={variant.id} step={step} variant={variant} several={variants.length > 1} />
          </div>
        ) : (
          <p className={c('none')}>This step has no wording yet.</p>
        )}
      </div>
      <PartNotes part={`step/${step.id}`} />
      {renaming && variant && (
        <NameDialog
          title="Rename the variant"
          action="Rename"
          name={variant.name}
          maxLength={200}
          onName={(name) => {
            setVariant(copy.doc, step.id, variant.id, { name: oneLine(name) });
            return null;
          }}
          onClose={() => {
            setRenaming(false);
          }}
        />
      )}
      {sharing && (
        <SharesDialog
          variants={variants}
          onShares={(shares) => {
            variants.forEach((each, index) =>
              setVariant(copy.doc, step.id, each.id, { share: shares[index] ?? each.share }),
            );
          }}
          onClose={() => {
            setSharing(false);
          }}
        />
      )}
    </article>
  );
};

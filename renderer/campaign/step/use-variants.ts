import {
  addVariant,
  moveVariant,
  removeVariant,
  restoreVariant,
  setVariant,
  textOf,
  type Step,
  type Variant,
} from '../../../domain/campaign/sequence.ts';
import { variantTexts } from '../../../domain/campaign/rooms.ts';
import { readBlocks } from '../../../domain/text/read.ts';
import { writeBlocks } from '../../../domain/text/write.ts';
import { newId } from '../../app/new-id.ts';
import { toast } from '../../ui/toast.ts';
import { announce } from '../announce.ts';
import { nextVariantName, standing } from '../counts.ts';
import { useGo, useOpenCampaign } from '../open-campaign.ts';
import { useLeadGuard } from '../text/lead-guard.ts';
import { evenShares } from './shares.ts';

/** What can be done with the variants of a step. Whenever one comes or goes all have an even share. */
export const useVariants = (step: Step) => {
  const { id: campaign, copy } = useOpenCampaign();
  const guard = useLeadGuard(campaign);
  const go = useGo();
  const { doc } = copy;
  const variants = standing(step.variants);
  const show = (variant: string) => {
    go({ at: 'step', step: step.id, variant }, true);
  };
  const share = (ids: readonly string[], shares = evenShares(ids.length)) => {
    ids.forEach((id, index) => setVariant(doc, step.id, id, { share: shares[index] ?? 0 }));
  };
  const ids = (without?: string) => variants.map(({ id }) => id).filter((id) => id !== without);
  const restore = (id: string) => {
    doc.transact(() => {
      restoreVariant(doc, step.id, id);
      share([...ids(id), id]);
    });
  };
  return {
    variants,
    show,
    /** A test begins with the words of the variant beside it, since it is about what is changed in them. */
    add: (like: Variant | null) => {
      guard(() => {
        const id = newId();
        doc.transact(() => {
          addVariant(doc, step.id, { id, name: nextVariantName(step.variants) });
          if (like) copyTexts(like, (name) => textOf(doc, `step/${step.id}/${id}/${name}`));
          share([...ids(), id]);
        });
        announce('Variant added as a copy; everybody’s share is even now.');
        show(id);
      });
    },
    remove: (variant: Variant) => {
      guard(() => {
        const left = ids(variant.id);
        doc.transact(() => {
          removeVariant(doc, step.id, variant.id);
          share(left);
        });
        if (left[0]) show(left[0]);
        toast(`Variant ${variant.name} removed. Its text is kept.`, {
          action: {
            label: 'Undo',
            onAction: () => {
              restore(variant.id);
            },
          },
        });
      });
    },
    restore: (variant: Variant) => {
      guard(() => {
        restore(variant.id);
        show(variant.id);
      });
    },
    putFirst: (variant: Variant) => {
      guard(() => moveVariant(doc, step.id, variant.id, variants[0]?.id ?? null));
    },
    rename: (variant: Variant, name: string) => setVariant(doc, step.id, variant.id, { name }),
    setShares: (shares: readonly number[]) => {
      doc.transact(() => {
        share(ids(), [...shares]);
      });
    },
  };
};

const copyTexts = (from: Variant, to: (name: (typeof variantTexts)[number]) => ReturnType<typeof textOf>): void => {
  for (const name of variantTexts) {
    const text = to(name);
    if (!text) continue;
    if (name === 'body') writeBlocks(text, readBlocks(from.body));
    else text.insert(0, from[name].toJSON());
  }
};

import { classes } from '../../ui/classes.ts';
import { useDraft } from '../draft/draft.ts';
import { Blocks } from '../words/Blocks.tsx';
import { Words } from '../words/Words.tsx';
import { fillBlocks, fillTags } from './fill-tags.ts';
import styles from './StepSheet.module.css';

const c = classes(styles);

/** One wording as its recipient sees it, from the same canonical form that is signed; merge fields say what they fall back to. */
export const Preview = ({ step, variant }: { step: string; variant: string }) => {
  const { form, ids } = useDraft().frozen;
  const at = ids.findIndex(({ id }) => id === step);
  const shown = form.steps[at]?.variants[ids[at]?.variants.indexOf(variant) ?? -1];
  if (!shown) return <p className={c('none')}>It is not in the sequence, so nobody would get it.</p>;
  const { sender } = form;
  const email = form.steps[at]?.channel === 'email';
  const line = (text: string) => <Words text={fillTags(form, text)} />;
  return (
    <section aria-label="Preview">
      <p className={c('about')}>As a contact sees it when only their address is known. Nothing is sent.</p>
      {email && (
        <dl className={c('envelope', 'seen')}>
          <dt className={c('term')}>From</dt>
          <dd>{sender ? `${sender.name} <${sender.email}>` : 'not set'}</dd>
          <dt className={c('term')}>Subject</dt>
          <dd>
            <strong>{line(shown.subject)}</strong>
          </dd>
          <dt className={c('term')}>Preview</dt>
          <dd>{line(shown.preheader)}</dd>
        </dl>
      )}
      <div className={c('letter')}>
        <Blocks blocks={fillBlocks(form, shown.body)} />
      </div>
    </section>
  );
};

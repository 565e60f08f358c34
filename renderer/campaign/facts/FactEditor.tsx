import { useEffect, useRef, useState } from 'react';
import type { FactKey } from '../../../domain/campaign/facts.ts';
import { canonicalText } from '../../../domain/record/hash.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useFocusOnWrong } from '../../ui/use-focus-on-wrong.ts';
import { classes } from '../../ui/classes.ts';
import { useCampaign } from '../open-campaign.ts';
import { factName, factWords } from '../part-words.ts';
import { draftOf } from './drafts.ts';
import { FactForm } from './FactForm.tsx';
import { wrongAt, wrongIn, type Wrong } from './wrong-in.ts';
import styles from './Facts.module.css';

const c = classes(styles);
const fields = 'input, select, textarea';

/** A fact being changed: the first field has the focus, an error stands at its field, and Escape gives it up. */
export const FactEditor = ({
  fact,
  busy,
  refused,
  onSave,
  onClose,
}: {
  fact: FactKey;
  busy: boolean;
  /** Why the server did not take it. */
  refused: string | null;
  onSave: (value: unknown) => void;
  onClose: () => void;
}) => {
  const { facts } = useCampaign();
  const [first] = useState(() => draftOf(fact, facts));
  const [draft, setDraft] = useState(first);
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const [leaving, setLeaving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(fields)?.focus();
  }, []);
  const tried = useFocusOnWrong(form, busy);
  const whole = fact === 'owner' ? null : wrongAt(wrong)('');
  return (
    // Its fields take the focus; the form only hears the keys that leave or send it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={form}
      className={c('form')}
      noValidate
      aria-label={factWords[fact].title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        if (canonicalText(draft) === canonicalText(first)) onClose();
        else setLeaving(true);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        const found = wrongIn(draft);
        setWrong(found);
        tried();
        if (found.length === 0 && !busy) onSave(draft.value);
      }}
    >
      <FactForm
        draft={draft}
        wrong={wrongAt(wrong)}
        onChange={(next) => {
          setDraft(next);
          if (wrong.length > 0) setWrong([]);
        }}
      />
      {(whole ?? refused) !== null && <Notice tone="stop">{whole ?? refused}</Notice>}
      <div className={c('acts')}>
        <Button kind="primary" type="submit" isDisabled={busy}>
          Save
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
      {leaving && (
        <Dialog
          kind="alert"
          title={`Discard your changes to ${factName(fact)}?`}
          onClose={() => {
            setLeaving(false);
          }}
          footer={
            <>
              <Button kind="stop" onPress={onClose}>
                Discard
              </Button>
              <Button
                kind="primary"
                onPress={() => {
                  setLeaving(false);
                }}
              >
                Keep editing
              </Button>
            </>
          }
        >
          <p>They were not saved.</p>
        </Dialog>
      )}
    </form>
  );
};

import { useEffect, useRef, useState } from 'react';
import { can } from '../../../domain/people/can.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { classes } from '../../ui/classes.ts';
import { announce } from '../announce.ts';
import { askForComment, chooseThread, chooseWords, compose, endComposing, useDesk, type Composing } from '../desk.ts';
import { useMe, useOpenCampaign, useTeam } from '../open-campaign.ts';
import { useSending } from '../use-sending.ts';
import { Words } from '../words/Words.tsx';
import { commentFor } from './comment-for.ts';
import { useFocusBack } from './use-focus.ts';
import styles from './Discussion.module.css';

const c = classes(styles);

/** A comment on the selected words, or other words for them. What is being written keeps its words when the selection goes on. */
export const Composer = () => {
  const team = useTeam();
  const me = useMe();
  const selection = useDesk((desk) => desk.selection);
  const composing = useDesk((desk) => desk.composing);
  const { id } = useOpenCampaign();
  if (!can(me, 'comment', team.policy, id)) return null;
  if (composing) return <Compose key={composing.thread} composing={composing} />;
  return (
    <div className={c('compose')}>
      {selection ? (
        <>
          <Button
            icon="comment"
            onPress={() => {
              askForComment();
            }}
          >
            Comment on the selection
          </Button>
          <Kbd>Ctrl+Alt+M</Kbd>
        </>
      ) : (
        <p className={c('why')}>Select words in the text to comment on them.</p>
      )}
    </div>
  );
};

const Compose = ({ composing }: { composing: Composing }) => {
  const { thread, anchor, mode, comment, replacement, blocking } = composing;
  const { id: campaign } = useOpenCampaign();
  // A guest comments, and neither proposes words nor holds up a signature.
  const discusses = can(useMe(), 'discuss', useTeam().policy, campaign);
  const { busy, why, send } = useSending();
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => {
    form.current?.querySelector('textarea')?.focus();
    // Another mode draws another first field.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [mode]);
  useFocusBack(form);
  const untouched = comment === '' && replacement === anchor.quote;
  const put = (change: Partial<Composing>) => {
    compose(change);
    setWrong(null);
  };
  const submit = async () => {
    if (mode === 'suggest' && replacement === anchor.quote) {
      setWrong('Change the words first.');
      return;
    }
    if (mode === 'comment' && comment.trim() === '') {
      setWrong('Write something first.');
      return;
    }
    const suggests = mode === 'suggest';
    const did = await send({
      kind: 'start thread',
      campaign,
      thread,
      anchor,
      comment: suggests ? commentFor(comment, replacement) : comment.trim(),
      blocking,
      replacement: suggests ? replacement : null,
    });
    if (!did) return;
    announce(suggests ? 'Suggestion added.' : 'Comment added.');
    chooseWords(null);
    chooseThread(thread);
    endComposing();
  };
  return (
    // Its fields take the focus; the form only hears the keys that leave or send it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={form}
      className={c('compose', 'open')}
      aria-label={mode === 'comment' ? 'New comment' : 'New suggestion'}
      noValidate
      onKeyDown={(event) => {
        if (event.key === 'Escape' && untouched && !event.nativeEvent.isComposing) {
          event.preventDefault();
          endComposing();
        }
        // From whichever field: the shortcut stands on the button.
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
        event.preventDefault();
        void submit();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {discusses && (
        <Segmented
          label="What to leave"
          value={mode}
          onChange={(value) => {
            put({ mode: value });
          }}
          options={[
            { value: 'comment', label: 'Comment', icon: 'comment' },
            { value: 'suggest', label: 'Suggest', icon: 'suggest' },
          ]}
        />
      )}
      {mode === 'comment' ? (
        <blockquote className={c('quote')}>
          <Words text={anchor.quote} />
        </blockquote>
      ) : (
        <TextArea
          label="Replace with"
          value={replacement}
          onChange={(typed) => {
            put({ replacement: typed });
          }}
          rows={2}
          maxLength={10_000}
          description={replacement === '' ? 'Without words, the selection would be removed.' : undefined}
          error={replacement === anchor.quote ? wrong : null}
        />
      )}
      <TextArea
        label={mode === 'comment' ? 'Comment' : 'Why'}
        value={comment}
        onChange={(typed) => {
          put({ comment: typed });
        }}
        rows={2}
        maxLength={10_000}
        placeholder={mode === 'comment' ? 'What about these words?' : 'Optional'}
        error={(mode === 'comment' ? wrong : null) ?? why}
      />
      {discusses && (
        <CheckboxField
          label="Blocking"
          description="No version can be signed until you or a sales lead close it."
          value={blocking}
          onChange={(value) => {
            put({ blocking: value });
          }}
        />
      )}
      <div className={c('acts')}>
        <Button kind="primary" kbd="Mod+Enter" type="submit" isDisabled={busy}>
          {mode === 'comment' ? 'Comment' : 'Suggest'}
        </Button>
        <Button kind="quiet" onPress={endComposing}>
          Cancel
        </Button>
      </div>
    </form>
  );
};

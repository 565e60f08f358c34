import { useEffect, useRef, useState } from 'react';
import { can } from '../../../domain/people/can.ts';
import { newId } from '../../app/new-id.ts';
import { whyNot } from '../../app/say-outcome.ts';
import { useWorkspace } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { classes } from '../../ui/classes.ts';
import { announce } from '../announce.ts';
import { askForComment, chooseThread, chooseWords, compose, endComposing, useDesk, type Composing } from '../desk.ts';
import { useMe, useOpenCampaign, useTeam } from '../open-campaign.ts';
import { Words } from '../words/Words.tsx';
import { NO_REASON } from './no-reason.ts';
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
  if (composing) return <Compose key={`${composing.anchor.text} ${composing.anchor.start}`} composing={composing} />;
  return (
    <div className={c('compose')}>
      {selection ? (
        <>
          <Button icon="comment" onPress={askForComment}>
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

const Compose = ({ composing: { anchor, mode, comment, replacement, blocking } }: { composing: Composing }) => {
  const workspace = useWorkspace();
  const { id: campaign } = useOpenCampaign();
  // A guest comments, and neither proposes words nor holds up a signature.
  const discusses = can(useMe(), 'discuss', useTeam().policy, campaign);
  const form = useRef<HTMLDivElement>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => {
    form.current?.querySelector('textarea')?.focus();
    // Another mode draws another first field.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [mode]);
  const send = async () => {
    if (mode === 'suggest' && replacement === anchor.quote) {
      setWrong('Change the words first.');
      return;
    }
    if (comment.trim() === '' && mode === 'comment') {
      setWrong('Write something first.');
      return;
    }
    const thread = newId();
    const why = whyNot(
      await workspace.send({
        kind: 'start thread',
        campaign,
        thread,
        anchor,
        comment: comment.trim() || NO_REASON,
        blocking,
        replacement: mode === 'suggest' ? replacement : null,
      }),
    );
    if (why !== null) {
      setWrong(why);
      return;
    }
    announce(mode === 'suggest' ? 'Suggestion added.' : 'Comment added.');
    chooseWords(null);
    chooseThread(thread);
    endComposing();
  };
  return (
    <div ref={form} className={c('compose', 'open')}>
      {discusses && (
        <Segmented
          label="What to leave"
          value={mode}
          onChange={(value) => {
            compose({ mode: value });
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
          label="Other words"
          value={replacement}
          onChange={(typed) => {
            compose({ replacement: typed });
            setWrong(null);
          }}
          rows={2}
          maxLength={10_000}
          onSubmit={() => void send()}
          description={replacement === '' ? 'Without words, the selection would be removed.' : undefined}
        />
      )}
      <TextArea
        label={mode === 'comment' ? 'Comment' : 'Why'}
        value={comment}
        onChange={(typed) => {
          compose({ comment: typed });
          setWrong(null);
        }}
        rows={2}
        maxLength={10_000}
        onSubmit={() => void send()}
        placeholder={mode === 'comment' ? 'What about these words?' : 'Optional'}
        error={wrong}
      />
      {discusses && (
        <CheckboxField
          label="Blocking"
          description="No version can be signed until you or a sales lead close it."
          value={blocking}
          onChange={(value) => {
            compose({ blocking: value });
          }}
        />
      )}
      <div className={c('acts')}>
        <Button kind="primary" kbd="Mod+Enter" onPress={() => void send()}>
          {mode === 'comment' ? 'Comment' : 'Suggest'}
        </Button>
        <Button kind="quiet" onPress={endComposing}>
          Cancel
        </Button>
      </div>
    </div>
  );
};

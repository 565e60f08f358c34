import { useRef, useState } from 'react';
import type { Thread } from '../../../domain/state.ts';
import { newId } from '../../app/new-id.ts';
import { Button } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { classes } from '../../ui/classes.ts';
import { announce } from '../announce.ts';
import { useOpenCampaign } from '../open-campaign.ts';
import { useSending } from '../use-sending.ts';
import { useFocusBack } from './use-focus.ts';
import styles from './Discussion.module.css';

const c = classes(styles);

export const ReplyForm = ({ thread, onClose }: { thread: Thread; onClose: () => void }) => {
  const { id: campaign } = useOpenCampaign();
  const { busy, why, send } = useSending();
  // Of the form, not of the press: a second press is the same reply.
  const [reply] = useState(newId);
  const [comment, setComment] = useState('');
  const [empty, setEmpty] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useFocusBack(form);
  const submit = async () => {
    if (comment.trim() === '') {
      setEmpty(true);
      return;
    }
    if (!(await send({ kind: 'reply', campaign, thread: thread.id, reply, comment: comment.trim() }))) return;
    announce('Reply added.');
    onClose();
  };
  return (
    // Its fields take the focus; the form only hears the keys that leave or send it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={form}
      className={c('form')}
      noValidate
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || comment.trim() !== '') return;
        event.preventDefault();
        onClose();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextArea
        label="Reply"
        hideLabel
        value={comment}
        onChange={(typed) => {
          setComment(typed);
          setEmpty(false);
        }}
        onSubmit={() => void submit()}
        placeholder="Reply"
        rows={2}
        maxLength={10_000}
        takesFocus
        error={empty ? 'Write something first.' : why}
      />
      <div className={c('acts')}>
        <Button size="small" kind="primary" kbd="Mod+Enter" type="submit" isDisabled={busy}>
          Reply
        </Button>
        <Button size="small" kind="quiet" onPress={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
};

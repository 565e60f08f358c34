import { useEffect, useMemo, useRef } from 'react';
import type * as Y from 'yjs';
import type { TextId } from '../../../domain/campaign/rooms.ts';
import { can } from '../../../domain/people/can.ts';
import type { OpenRoom } from '../../client/contract.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import type { EditorProps, Remark } from '../../editor/contract.ts';
import { TextEditor } from '../../editor/TextEditor.tsx';
import { toast } from '../../ui/toast.ts';
import { askForComment, chooseThread, chooseWords, useDesk } from '../desk.ts';
import { useDraft } from '../draft/draft.ts';
import { openPanel, useCampaign, useMe, useTeam } from '../open-campaign.ts';
import { COMPOSING, composingHighlight, findingHighlights, threadHighlights } from './highlights.ts';
import { useIsGuarded, useLeadGuard } from './lead-guard.ts';
import { useShownFinding } from './shown-finding.ts';
import { useReads } from './use-reads.ts';
import { useWriterOf } from './writers.ts';

const noAnchors = () => {};
const all: readonly Remark[] = ['comment', 'suggest'];
const some: readonly Remark[] = ['comment'];
const none: readonly Remark[] = [];

/** One co-written text on the desk, with its threads drawn over the words. */
export const TextPart = ({
  room,
  text,
  textId,
  mode,
  label,
  placeholder,
  onLeave,
}: {
  room: OpenRoom;
  text: Y.Text;
  textId: TextId;
  mode: 'copy' | 'line';
  label: string;
  placeholder: string;
  onLeave?: EditorProps['onLeave'];
}) => {
  const { access } = useRoomStatus(room);
  const me = useMe();
  const campaign = useCampaign();
  const { policy, mergeFields } = useTeam();
  const selected = useDesk((desk) => desk.thread);
  const composing = useDesk((desk) => desk.composing);
  const guarded = useIsGuarded(campaign.id) && access === 'write';
  const guard = useLeadGuard(campaign.id);
  const reads = useReads(room);
  const { findings } = useDraft();
  const highlights = useMemo(
    () => [
      ...threadHighlights(campaign.threads, textId, selected),
      ...composingHighlight(composing, textId),
      ...findingHighlights(findings, textId),
    ],
    [campaign.threads, textId, selected, composing, findings],
  );
  const writers = useWriterOf(room, textId);
  const frame = useRef<HTMLDivElement>(null);
  useShownFinding(frame, textId, findings);
  useEffect(() => {
    if (selected === null) return;
    frame.current?.querySelector(`[data-thread="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const remarks = can(me, 'discuss', policy, campaign.id) ? all : can(me, 'comment', policy, campaign.id) ? some : none;
  const suggest = () => {
    askForComment('suggest');
  };
  /** Somebody wrote in a text they only read: what they can do instead is opened on the word they stood at. */
  const refused = () => {
    const { selection } = useDesk.getState();
    if (guarded) guard(() => {}, { suggest: selection ? suggest : null });
    else if (selection === null || remarks.length === 0) toast(reads ?? 'This text can only be read now.');
    else askForComment(remarks.includes('suggest') ? 'suggest' : 'comment');
  };
  return (
    <div ref={frame} data-text={textId}>
      <TextEditor
        text={text}
        textId={textId}
        awareness={room.awareness}
        mode={mode}
        editable={access === 'write' && !guarded}
        label={label}
        placeholder={placeholder}
        highlights={highlights}
        mergeFields={mergeFields}
        writers={writers}
        remarks={remarks}
        onSelect={chooseWords}
        onHighlight={(id) => {
          if (campaign.threads[id]) chooseThread(id);
          openPanel(campaign.threads[id] || id === COMPOSING ? 'discussion' : 'gate');
        }}
        onRemark={askForComment}
        onRefused={refused}
        onAnchors={noAnchors}
        {...(onLeave ? { onLeave } : {})}
      />
    </div>
  );
};

import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type * as Y from 'yjs';
import type { TextId } from '../../../domain/campaign/rooms.ts';
import type { OpenRoom } from '../../client/contract.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import type { EditorProps } from '../../editor/contract.ts';
import { TextEditor } from '../../editor/TextEditor.tsx';
import { askForComment, chooseThread, chooseWords, useDesk } from '../desk.ts';
import { openPanel, useCampaign, useMe, useTeam } from '../open-campaign.ts';
import { LeadWarning } from './LeadWarning.tsx';
import { useDraft } from '../draft/draft.ts';
import { findingHighlights, threadHighlights } from './highlights.ts';
import { showWriters, useWriterOf } from './writers.ts';
import { useShownFinding } from './shown-finding.ts';

const noAnchors = () => {};
/** A key that would put something into the text. */
const writes = (event: KeyboardEvent): boolean =>
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  (event.key.length === 1 ||
    event.key === 'Process' ||
    event.key === 'Enter' ||
    event.key === 'Backspace' ||
    event.key === 'Delete');

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
  const mergeFields = useTeam().mergeFields;
  const selected = useDesk((desk) => desk.thread);
  const asLead = useDesk((desk) => desk.writesAsLead);
  const [warning, setWarning] = useState(false);
  const guarded = access === 'write' && me.role === 'sales-lead' && !asLead;
  const { findings } = useDraft();
  const highlights = useMemo(
    () => [...threadHighlights(campaign.threads, textId, selected), ...findingHighlights(findings, textId)],
    [campaign.threads, textId, selected, findings],
  );
  const writers = useWriterOf(room);
  const frame = useRef<HTMLDivElement>(null);
  useShownFinding(frame, textId, findings);
  useEffect(() => {
    if (selected === null) return;
    frame.current?.querySelector(`[data-thread="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    // The keys are the text's own; this only notices that a lead begins to write.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={frame}
      data-text={textId}
      onPaste={
        guarded
          ? () => {
              setWarning(true);
            }
          : undefined
      }
      onKeyDown={
        guarded
          ? (event) => {
              if (!writes(event)) return;
              event.preventDefault();
              setWarning(true);
            }
          : undefined
      }
    >
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
        onWriters={() => {
          showWriters(writers === null);
        }}
        onSelect={chooseWords}
        onHighlight={(id) => {
          if (campaign.threads[id]) {
            chooseThread(id);
            openPanel('discussion');
          } else openPanel('gate');
        }}
        onComment={askForComment}
        onAnchors={noAnchors}
        {...(onLeave ? { onLeave } : {})}
      />
      {warning && (
        <LeadWarning
          onClose={() => {
            setWarning(false);
          }}
        />
      )}
    </div>
  );
};

import { useEffect, type RefObject } from 'react';
import type { TextId } from '../../../domain/campaign/rooms.ts';
import type { Finding } from '../../../domain/gate/finding.ts';
import { findingId } from '../gate/finding-id.ts';
import { chooseFinding, useDesk } from '../desk.ts';

/** Brings the words of the chosen finding into sight, once, and puts the focus into their text. */
export const useShownFinding = (
  frame: RefObject<HTMLElement | null>,
  textId: TextId,
  findings: readonly Finding[],
): void => {
  const chosen = useDesk((desk) => desk.finding);
  useEffect(() => {
    if (chosen === null || !chosen.startsWith(`finding ${textId} `)) return;
    const at = findings
      .map((finding) => finding.at)
      .find((each) => each && 'text' in each && findingId(each) === chosen);
    const box = frame.current?.querySelector<HTMLElement>('[contenteditable]');
    const block = at && 'text' in at ? box?.children[at.block] : undefined;
    (block ?? frame.current)?.scrollIntoView({ block: 'center' });
    box?.focus({ preventScroll: true });
    chooseFinding(null);
  }, [chosen, frame, textId, findings]);
};

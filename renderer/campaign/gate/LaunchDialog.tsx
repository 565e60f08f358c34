import { useState } from 'react';
import type { Version } from '../../../domain/state.ts';
import { Notice } from '../../ui/Notice.tsx';
import { useMinute } from '../../ui/TimeAgo.tsx';
import { count, shortDigest, number } from '../../ui/format.ts';
import { announce } from '../announce.ts';
import { factInWords } from '../facts/fact-words.ts';
import { useCampaign, useTeam } from '../open-campaign.ts';
import { DecisionDialog } from './DecisionDialog.tsx';
import { askedIn, questionsIn } from './fix.ts';
import { Signed } from './Signed.tsx';
import { asToWindow, wallClock } from './window-now.ts';
import { useSending } from '../use-sending.ts';
import styles from './Gate.module.css';

/** Launches one signed version now. Questions are asked once: a second press answers them with yes. */
export const LaunchDialog = ({ version, onClose }: { version: Version; onClose: () => void }) => {
  const campaign = useCampaign();
  const team = useTeam();
  const { busy, reasons, offline, send } = useSending();
  const [asked, setAsked] = useState<string[]>([]);
  const questions = questionsIn(reasons);
  const launch = async () => {
    const answered = [...new Set([...asked, ...askedIn(reasons)])];
    setAsked(answered);
    const did = await send({
      kind: 'launch',
      campaign: campaign.id,
      version: version.number,
      digest: version.digest,
      asked: answered,
    });
    if (!did) return;
    announce(`Version ${version.number} is live.`);
    onClose();
  };
  const { reach, window } = campaign.facts;
  const minute = useMinute();
  const outside = window && asToWindow(window, wallClock(window.timeZone, new Date(minute * 60_000)));
  return (
    <DecisionDialog
      title={
        reasons.length > 0 && !questions
          ? `${campaign.name}, version ${version.number}, cannot launch`
          : `Launch ${campaign.name}, version ${version.number}?`
      }
      action={questions ? 'Launch anyway' : `Launch version ${version.number}`}
      reasons={reasons}
      offline={offline}
      busy={busy}
      onDecide={() => void launch()}
      onClose={onClose}
    >
      {reasons.length === 0 && (
        <>
          <p>
            It goes out exactly as it was signed, whatever the draft says by now.
            {reach && ` The first batch is ${number(reach.firstBatch)} of ${count(reach.contacts, 'contact')}.`}
          </p>
          <Signed version={version} />
          {window && outside !== 'in' && (
            <Notice
              tone="care"
              title={outside === 'before' ? 'The launch window is not open yet.' : 'The launch window has closed.'}
            >
              It is {factInWords('window', window, team)}.
            </Notice>
          )}
          <p className={styles['mono']}>{shortDigest(version.digest)}</p>
        </>
      )}
    </DecisionDialog>
  );
};

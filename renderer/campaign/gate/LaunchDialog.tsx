import { useState } from 'react';
import type { Version } from '../../../domain/state.ts';
import { Notice } from '../../ui/Notice.tsx';
import { useMinute } from '../../ui/TimeAgo.tsx';
import { count, shortDigest, number } from '../../ui/format.ts';
import { announce } from '../announce.ts';
import { useVersion } from '../draft/version.ts';
import { useCampaign } from '../open-campaign.ts';
import { DecisionDialog } from './DecisionDialog.tsx';
import { askedIn, questionsIn } from './fix.ts';
import { OutsideWindow } from './OutsideWindow.tsx';
import { Signed } from './Signed.tsx';
import { outsideWindow, seenOutside, wallClock } from './window-now.ts';
import { useSending } from '../use-sending.ts';
import styles from './Gate.module.css';

/** Launches one signed version now. Questions are asked once: a second press answers them with yes. What it launches for is what was signed. */
export const LaunchDialog = ({ version, onClose }: { version: Version; onClose: () => void }) => {
  const campaign = useCampaign();
  const { busy, reasons, offline, send } = useSending();
  const [asked, setAsked] = useState<string[]>([]);
  const questions = questionsIn(reasons);
  const launch = async () => {
    // Only what stands on the screen is answered: the window may close while other questions stand there in its place.
    const shown = reasons.length > 0 ? askedIn(reasons) : seenOutside(outside);
    const answered = [...new Set([...asked, ...shown])];
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
  const read = useVersion(version.number);
  const { reach, window } = read.at === 'here' ? read.frozen.form.facts : { reach: null, window: null };
  const now = new Date(useMinute() * 60_000);
  const outside = window && outsideWindow(window, now);
  return (
    <DecisionDialog
      title={
        reasons.length > 0 && !questions
          ? `${campaign.name}, version ${version.number}, cannot launch`
          : `Launch ${campaign.name}, version ${version.number}?`
      }
      action={questions ? 'Launch anyway' : outside ? `Launch ${outside}` : `Launch version ${version.number}`}
      reasons={reasons}
      offline={offline}
      busy={busy || read.at === 'reading'}
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
          {window && outside && (
            <OutsideWindow
              window={window}
              by={outside}
              local={wallClock(window.timeZone, now)}
              timeZone={window.timeZone}
            />
          )}
          {read.at === 'failed' && (
            <Notice tone="care" title="The window that was signed is not here.">
              {read.says}
            </Notice>
          )}
          <p className={styles['mono']}>{shortDigest(version.digest)}</p>
        </>
      )}
    </DecisionDialog>
  );
};

import { useState } from 'react';
import type { Version } from '../../../domain/state.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { localTime } from '../../ui/format.ts';
import { announce } from '../announce.ts';
import { useVersion } from '../draft/version.ts';
import { factInWords, zoneWords } from '../facts/fact-words.ts';
import { ZoneField } from '../facts/forms/ZoneField.tsx';
import { ownZone } from '../facts/forms/zones.ts';
import { useCampaign, useTeam } from '../open-campaign.ts';
import { DecisionDialog } from './DecisionDialog.tsx';
import { askedIn, questionsIn } from './fix.ts';
import { OutsideWindow } from './OutsideWindow.tsx';
import { Signed } from './Signed.tsx';
import { momentOf, outsideWindow, seenOutside } from './window-now.ts';
import { useSending } from '../use-sending.ts';

/** A launch time on the clock of one zone, with how late it may still go. Begins with the launch window that was signed. */
export const ScheduleDialog = ({ version, onClose }: { version: Version; onClose: () => void }) => {
  const campaign = useCampaign();
  const team = useTeam();
  const read = useVersion(version.number);
  const window = read.at === 'here' ? read.frozen.form.facts.window : null;
  const { busy, reasons, offline, send, setReasons } = useSending();
  const [chosen, setAt] = useState<string | null>(campaign.schedule?.at ?? null);
  const [zone, setTimeZone] = useState<string | null>(campaign.schedule?.timeZone ?? null);
  const at = chosen ?? window?.opens ?? '';
  const timeZone = zone ?? window?.timeZone ?? ownZone();
  const [grace, setGrace] = useState<number | null>(campaign.schedule?.graceMinutes ?? 15);
  const [asked, setAsked] = useState<string[]>([]);
  const [wrong, setWrong] = useState<string | null>(null);
  const questions = questionsIn(reasons);
  const moment = momentOf(at, timeZone);
  const outside = window && moment && outsideWindow(window, moment);
  const schedule = async () => {
    if (at === '' || grace === null) {
      setWrong(at === '' ? 'Enter a date and time.' : null);
      return;
    }
    const answered = [...new Set([...asked, ...askedIn(reasons)])];
    setAsked(answered);
    const did = await send({
      kind: 'schedule launch',
      campaign: campaign.id,
      version: version.number,
      digest: version.digest,
      at,
      timeZone,
      graceMinutes: grace,
      asked: [...new Set([...answered, ...seenOutside(outside)])],
    });
    if (!did) return;
    announce(`Version ${version.number} is scheduled for ${localTime(at)}, ${zoneWords(timeZone)}.`);
    onClose();
  };
  /** Another time is another command: what was refused, and what was said yes to, no longer stands. */
  const put = (set: () => void) => {
    set();
    setAsked([]);
    setReasons([]);
    setWrong(null);
  };
  return (
    <DecisionDialog
      title={`Schedule ${campaign.name}, version ${version.number}`}
      action={questions ? 'Schedule anyway' : outside ? `Schedule it ${outside}` : 'Schedule the launch'}
      reasons={reasons}
      offline={offline}
      busy={busy}
      onDecide={() => void schedule()}
      onClose={onClose}
    >
      <Signed version={version} />
      <TextField
        label="Launches at"
        type="datetime-local"
        value={at}
        onChange={(typed) => {
          put(() => {
            setAt(typed.slice(0, 16));
          });
        }}
        takesFocus
        error={wrong}
        description={window && `It was signed for ${factInWords('window', window, team)}.`}
      />
      <ZoneField
        value={timeZone}
        day={at}
        onChange={(changed) => {
          put(() => {
            setTimeZone(changed);
          });
        }}
      />
      {window && outside && <OutsideWindow window={window} by={outside} local={at} timeZone={timeZone} />}
      <NumberField
        label="Launch up to this late"
        description="If the server is down longer than this, the launch is cancelled and everyone is told."
        suffix="minutes"
        min={1}
        max={240}
        value={grace}
        onChange={(minutes) => {
          put(() => {
            setGrace(minutes === null ? null : Math.round(minutes));
          });
        }}
      />
    </DecisionDialog>
  );
};

import { Notice } from '../../ui/Notice.tsx';
import { localTime } from '../../ui/format.ts';
import { factInWords, zoneWords } from '../facts/fact-words.ts';
import { useTeam } from '../open-campaign.ts';
import type { Window } from './window-now.ts';
import styles from './Gate.module.css';

/** That a launch would go out at another time than the one that was signed, with both times. */
export const OutsideWindow = ({
  window,
  by,
  local,
  timeZone,
}: {
  window: Window;
  /** `13 days early` */
  by: string;
  local: string;
  timeZone: string;
}) => {
  const team = useTeam();
  return (
    <Notice tone="care" title={`This is ${by}.`}>
      <dl className={styles['times']}>
        <dt>Signed for</dt>
        <dd>{factInWords('window', window, team)}</dd>
        <dt>Would launch</dt>
        <dd>
          {localTime(local)}, {zoneWords(timeZone)}
        </dd>
      </dl>
    </Notice>
  );
};

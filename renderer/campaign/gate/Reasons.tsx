import { navigate } from '../../app/location.ts';
import type { Reason } from '../../../domain/gate/refusal.ts';
import { pathTo } from '../../app/paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { chooseFinding } from '../desk.ts';
import { useGo, useSteps } from '../open-campaign.ts';
import { partTitle } from '../text-title.ts';
import { mendOf } from './fix.ts';
import { findingId } from './finding-id.ts';
import styles from './Gate.module.css';

const c = classes(styles);

/** Every reason why something was refused, each with what to press. */
export const Reasons = ({ reasons, onGo }: { reasons: readonly Reason[]; onGo: () => void }) => {
  const go = useGo();
  const steps = useSteps();
  return (
    <div role="alert">
      <ul className={c('reasons')}>
        {reasons.map((reason, index) => {
          const mend = mendOf(reason.fix);
          const part = reason.fix?.go === 'part' ? reason.fix.part : null;
          return (
            <li key={`${reason.code} ${index}`}>
              <Icon name={reason.fix?.go === 'ask' ? 'info' : 'block'} small />
              <span>
                {part === null ? reason.says : `${partTitle(part, steps)} changed, and you have not looked at it yet.`}
              </span>
              {mend && (
                <Button
                  size="small"
                  onPress={() => {
                    onGo();
                    if (reason.fix?.go === 'text') chooseFinding(findingId(reason.fix));
                    if ('people' in mend.to) navigate(pathTo.people);
                    else go(mend.to.place);
                  }}
                >
                  {mend.label}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
};

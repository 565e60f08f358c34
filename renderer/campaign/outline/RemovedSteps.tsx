import { restoreStep, type Step } from '../../../domain/campaign/sequence.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { announce } from '../announce.ts';
import { useOpenCampaign } from '../open-campaign.ts';
import { channelWords } from '../part-words.ts';
import { useLeadGuard } from '../text/lead-guard.ts';
import styles from './Outline.module.css';

const c = classes(styles);

/** Steps that were taken out keep their words here, also words that somebody wrote into them later, offline. */
export const RemovedSteps = ({ steps, writes }: { steps: Step[]; writes: boolean }) => {
  const { id, copy } = useOpenCampaign();
  const guard = useLeadGuard(id);
  return (
    <details className={c('gone', 'off')}>
      <summary>{steps.length} removed</summary>
      <ul>
        {steps.map((step) => {
          const name = step.name || channelWords[step.channel].title;
          return (
            <li key={step.id}>
              <Icon name={channelWords[step.channel].icon} small />
              <span className={c('clip')}>{name}</span>
              {writes && (
                <Button
                  size="small"
                  kind="quiet"
                  icon="undo"
                  onPress={() => {
                    guard(() => {
                      restoreStep(copy.doc, step.id);
                      announce(`${name} is back in the sequence.`);
                    });
                  }}
                >
                  <span>
                    Put <span className="sr">{name} </span>back
                  </span>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
};

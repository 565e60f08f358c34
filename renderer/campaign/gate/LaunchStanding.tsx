import { newestSigned } from '../../../domain/gate/signed-for.ts';
import { lastLaunch } from '../../../domain/stage.ts';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { useCampaign, useTeam } from '../open-campaign.ts';
import { LaunchActs } from './LaunchActs.tsx';
import { Running } from './Running.tsx';
import { Scheduled } from './Scheduled.tsx';
import styles from './Gate.module.css';

const c = classes(styles);

/** What is live, halted, scheduled or ready to launch, and what to do about it. Nothing before the first signature. */
export const LaunchStanding = () => {
  const campaign = useCampaign();
  const team = useTeam();
  const launch = lastLaunch(campaign);
  const signed = newestSigned(team, campaign);
  const running = launch && launch.state !== 'done' ? launch : null;
  const ready =
    signed && !running && !campaign.schedule && !campaign.launches.some(({ version }) => version === signed.number)
      ? signed
      : null;
  if (!running && !campaign.schedule && !ready) return null;
  return (
    <section className={c('block')} aria-label="Launch">
      {running && <Running launch={running} />}
      {campaign.schedule && <Scheduled schedule={campaign.schedule} />}
      {ready && (
        <>
          <p className={c('standing', 'signed')}>
            <Icon name="st-signed" />
            <span>
              <strong>Version {ready.number} is signed.</strong> It can launch as it is.
            </span>
          </p>
          <LaunchActs version={ready.number} />
        </>
      )}
    </section>
  );
};

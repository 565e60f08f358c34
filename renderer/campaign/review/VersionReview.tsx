import { useState } from 'react';
import { can } from '../../../domain/people/can.ts';
import { versionOf } from '../../../domain/stage.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { classes } from '../../ui/classes.ts';
import { useVersion } from '../draft/version.ts';
import { useCampaign, useGo, useMe, useTeam } from '../open-campaign.ts';
import { baseOf } from './base.ts';
import { Reading } from './Reading.tsx';
import bench from '../Workbench.module.css';
import styles from './Review.module.css';

const c = classes(styles);

/** One frozen version, as it would be signed: fetched, checked against its digest, and compared with what this person saw last. */
export const VersionReview = ({ number }: { number: number }) => {
  const campaign = useCampaign();
  const me = useMe();
  const team = useTeam();
  const go = useGo();
  const [again, setAgain] = useState(0);
  const version = versionOf(campaign, number);
  const signs = can(me, 'decide review', team.policy);
  const base = baseOf(campaign, number, me.id, signs);
  const after = useVersion(version ? number : null, again);
  const before = useVersion(base, again);
  const failed = after.at === 'failed' ? after : before.at === 'failed' ? before : null;
  if (!version || failed)
    return (
      <main id="main" tabIndex={-1} className={bench['lost']}>
        <Empty
          mark="apart"
          level={2}
          title={version ? `Version ${number} did not open` : `There is no version ${number}`}
          actions={
            <>
              {version && (
                <Button
                  kind="primary"
                  onPress={() => {
                    setAgain(again + 1);
                  }}
                >
                  Try again
                </Button>
              )}
              <Button
                onPress={() => {
                  go({ at: 'brief', part: null });
                }}
              >
                Go to the draft
              </Button>
            </>
          }
        >
          {failed?.says}
        </Empty>
      </main>
    );
  if (after.at !== 'here' || (before.at !== 'here' && before.at !== 'none'))
    return (
      <main id="main" tabIndex={-1} className={c('diff')} aria-busy="true">
        <div className={bench['sheet']}>
          <Skeleton lines={6} label={`Opening version ${number}`} />
        </div>
      </main>
    );
  return (
    <Reading
      key={version.digest}
      version={version}
      after={after.frozen}
      before={before.at === 'here' ? before.frozen : null}
      base={base}
    />
  );
};

import { can } from '../../../domain/people/can.ts';
import { NotPossible } from '../../ui/NotPossible.tsx';
import { useMe, useTeam } from '../open-campaign.ts';
import { Acts } from './Acts.tsx';
import { useDecisions } from './decisions.ts';
import { whoLaunches } from './who-launches.ts';

/** Sends a signed version out, at a time or now. */
export const LaunchActs = ({ version, again = false }: { version: number; again?: boolean }) => {
  const team = useTeam();
  const me = useMe();
  const { ask } = useDecisions();
  if (!can(me, 'launch', team.policy))
    return <NotPossible reason={`Only ${whoLaunches(team)} can launch.`}>Launch</NotPossible>;
  return (
    <Acts
      acts={[
        {
          label: again ? 'Set another time' : 'Schedule the launch',
          kind: 'primary',
          icon: 'calendar',
          run: () => {
            ask({ what: 'schedule', version });
          },
        },
        {
          label: 'Launch now',
          icon: 'st-live',
          run: () => {
            ask({ what: 'launch', version });
          },
        },
      ]}
    />
  );
};

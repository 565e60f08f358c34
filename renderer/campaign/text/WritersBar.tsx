import { useOnline, useRoomStatus } from '../../client/hooks.ts';
import { PersonLine } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { classes } from '../../ui/classes.ts';
import { hueOf, lineOf } from '../../ui/hue.ts';
import { useOpenCampaign, useTeam } from '../open-campaign.ts';
import { showWriters, useAskedWriters, useWriters } from './writers.ts';
import styles from './WritersBar.module.css';

const c = classes(styles);

/** While who wrote what is shown: whose line is whose, and the way back. */
export const WritersBar = () => {
  const { id, brief, place } = useOpenCampaign();
  const team = useTeam();
  useAskedWriters();
  const online = useOnline();
  const shown = useWriters((all) => all.shown);
  const told = useWriters((all) => (all.campaign === id ? all.told : null));
  const why = useWriters((all) => all.why);
  const { loaded } = useRoomStatus(brief);
  if (!shown || !loaded) return null;
  const kind = place.at === 'step' ? 'copy' : 'brief';
  const members = [...new Set(told?.[kind].map(({ member }) => member))].filter((member) => team.members[member]);
  return (
    <section className={c('bar')} aria-label="Who wrote what">
      <strong>Who wrote what</strong>
      {told === null ? (
        <output>
          {!online
            ? 'Whose words these are is asked once this laptop is connected.'
            : (why ?? 'Asking the server whose words these are.')}
        </output>
      ) : (
        <ul className={c('people')}>
          {members.map((member) => (
            <li key={member}>
              <span>{team.members[member]?.name}</span>
              <PersonLine hue={hueOf(team, member)} line={lineOf(team, member)} />
            </li>
          ))}
        </ul>
      )}
      <IconButton
        icon="x"
        label="Hide who wrote what"
        size="small"
        onPress={() => {
          showWriters(false);
        }}
      />
    </section>
  );
};

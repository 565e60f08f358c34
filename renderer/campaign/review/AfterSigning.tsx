import { useEffect, useRef } from 'react';
import { standingOf } from '../../../domain/gate/signed-for.ts';
import { can } from '../../../domain/people/can.ts';
import type { Signature, Version } from '../../../domain/state.ts';
import { navigate } from '../../app/location.ts';
import { hrefTo, pathTo } from '../../app/paths.ts';
import { useKeys } from '../../app/keys.ts';
import { waitingCards } from '../../home/waiting/waiting.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useMinute } from '../../ui/TimeAgo.tsx';
import { classes } from '../../ui/classes.ts';
import { count, dayTime, localTime } from '../../ui/format.ts';
import { zoneWords } from '../facts/fact-words.ts';
import { Acts, type Act } from '../gate/Acts.tsx';
import { useDecisions } from '../gate/decisions.ts';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** That this reader has signed it and when, what it waits for, what waits for them, and taking the signature back. */
export const AfterSigning = ({
  version,
  signature,
  takesFocus,
  comments,
  onComment,
}: {
  version: Version;
  signature: Signature;
  /** It has just been signed: the button that did it is gone. */
  takesFocus: boolean;
  /** Whether a comment is being written below. */
  comments: boolean;
  onComment: () => void;
}) => {
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe();
  const { ask } = useDecisions();
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (takesFocus) said.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  const minute = useMinute();
  const { signed, policy, counted } = standingOf(team, campaign, version);
  const launched = campaign.launches.some((launch) => launch.version === version.number);
  const next = waitingCards(team, me, new Date(minute * 60_000)).find(
    (card) => card.campaign !== null && card.campaign !== campaign.id,
  );
  const mayComment = can(me, 'comment', team.policy, campaign.id);
  useKeys({ c: mayComment && !comments ? onComment : () => false });
  const open = policy.quorum - counted.length;
  const { schedule } = campaign;
  const standingWords = launched
    ? 'It was launched. To stop it, halt it.'
    : schedule?.version === version.number && !schedule.missed
      ? `It launches on ${localTime(schedule.at)}, ${zoneWords(schedule.timeZone)}.`
      : signed
        ? 'It can launch now.'
        : open > 0
          ? `Waiting for ${count(open, 'more sales lead')}.`
          : 'Changes were asked for, so it cannot launch.';
  const withdraw: Act = {
    label: 'Withdraw my signature',
    icon: 'undo',
    stops: true,
    run: () => {
      ask({ what: 'withdraw', version: version.number });
    },
  };
  return (
    <>
      <div>
        <p ref={said} tabIndex={-1} className={c('mine')}>
          <Icon name="st-signed" />
          You signed version {version.number}, {dayTime(signature.at)}.
        </p>
        <p className={c('quiet')}>{standingWords}</p>
      </div>
      {next && (
        <p>
          Next for you: <a href={hrefTo(next.path)}>{next.title}</a>
        </p>
      )}
      <div className={c('go')}>
        <Button
          kind="primary"
          onPress={() => {
            navigate(pathTo.home);
          }}
        >
          Back to campaigns
        </Button>
        {!launched && <Acts acts={[withdraw]} />}
        {mayComment && !comments && (
          <Button kind="quiet" icon="comment" kbd="C" onPress={onComment}>
            Comment
          </Button>
        )}
      </div>
    </>
  );
};

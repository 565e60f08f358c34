import { can } from '../../../domain/people/can.ts';
import { newestSigned, signedFor } from '../../../domain/gate/signed-for.ts';
import { stageOf, standing } from '../../../domain/stage.ts';
import { Button } from '../../ui/Button.tsx';
import { useDraft } from '../draft/draft.ts';
import { useDecisions } from '../gate/decisions.ts';
import { openPanel, useCampaign, useGo, useMe, useOpenCampaign, useTeam } from '../open-campaign.ts';

/** The one thing this person does next with the campaign, at the far right of the bar; nothing where nothing is theirs. */
export const NextAction = () => {
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe();
  const { place } = useOpenCampaign();
  const { since } = useDraft();
  const { ask } = useDecisions();
  const go = useGo();
  const stage = stageOf(team, campaign);
  const newest = campaign.versions.at(-1);
  const toRead =
    newest &&
    !signedFor(team, campaign, newest) &&
    newest.changesRequested.length === 0 &&
    can(me, 'decide review', team.policy) &&
    !standing(newest).some(({ by }) => by === me.id);
  if (toRead && place.at !== 'version')
    return (
      <Button
        kind="primary"
        onPress={() => {
          go({ at: 'version', version: newest.number });
        }}
      >
        Read version {newest.number}
      </Button>
    );
  if (stage === 'signed' && can(me, 'launch', team.policy))
    return (
      <Button
        kind="primary"
        onPress={() => {
          openPanel('gate');
          const signed = newestSigned(team, campaign);
          if (signed) ask({ what: 'schedule', version: signed.number });
        }}
      >
        Schedule v{newestSigned(team, campaign)?.number}
      </Button>
    );
  if (stage === 'live')
    return can(me, 'halt', team.policy) ? (
      <Button
        kind="stop"
        icon="halt"
        onPress={() => {
          ask({ what: 'halt' });
        }}
      >
        Halt
      </Button>
    ) : null;
  const mayAsk = can(me, 'request review', team.policy) && me.role === 'marketing';
  if (mayAsk && stage !== 'scheduled' && (since === null || since.changes > 0))
    return (
      <Button
        kind="primary"
        onPress={() => {
          ask({ what: 'review' });
        }}
      >
        Ask to sign v{campaign.versions.length + 1}
      </Button>
    );
  return null;
};

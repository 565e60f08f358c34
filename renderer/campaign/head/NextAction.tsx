import { can } from '../../../domain/people/can.ts';
import { newestSigned, signedFor } from '../../../domain/gate/signed-for.ts';
import { stageOf, standing } from '../../../domain/stage.ts';
import { useOnline } from '../../client/hooks.ts';
import { Button, type ButtonProps } from '../../ui/Button.tsx';
import { askForStep } from '../desk.ts';
import { useDraft } from '../draft/draft.ts';
import { useDecisions } from '../gate/decisions.ts';
import { useToDo } from '../gate/to-do.ts';
import { openPanel, useCampaign, useGo, useMe, useOpenCampaign, useTeam } from '../open-campaign.ts';
import { nextStep } from './next-step.ts';

/** The one thing this person does next with the campaign, at the far right of the bar; nothing where nothing is theirs. */
export const NextAction = () => {
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe();
  const { place } = useOpenCampaign();
  const { since } = useDraft();
  const { ask } = useDecisions();
  const go = useGo();
  const todo = useToDo();
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
      <Next
        label={`Read version ${newest.number}`}
        run={() => {
          go({ at: 'version', version: newest.number });
        }}
      />
    );
  const signed = newestSigned(team, campaign);
  if (stage === 'signed' && signed && can(me, 'launch', team.policy))
    return (
      <Next
        decides
        label={`Schedule v${signed.number}`}
        run={() => {
          openPanel('gate');
          ask({ what: 'schedule', version: signed.number });
        }}
      />
    );
  if (stage === 'live')
    return can(me, 'halt', team.policy) ? (
      <Next
        decides
        label="Halt"
        kind="stop"
        icon="halt"
        run={() => {
          ask({ what: 'halt' });
        }}
      />
    ) : null;
  const mayAsk = can(me, 'request review', team.policy) && me.role === 'marketing';
  if (!mayAsk || stage === 'scheduled' || since?.changes === 0 || !todo.checked) return null;
  // Nobody is led to freeze what could not be signed.
  const step = nextStep(todo);
  if (step)
    return place.at === 'version' ? null : (
      <Next
        label={step.label}
        kind="plain"
        run={() => {
          if (step.to === 'new step') askForStep(true);
          else go(step.to);
        }}
      />
    );
  return (
    <Next
      decides
      label={`Ask to sign v${campaign.versions.length + 1}`}
      run={() => {
        ask({ what: 'review' });
      }}
    />
  );
};

/** `decides`: it needs the server, and says so where there is none. */
const Next = ({
  label,
  run,
  kind = 'primary',
  decides = false,
  ...button
}: Pick<ButtonProps, 'kind' | 'icon'> & { label: string; run: () => void; decides?: boolean }) => {
  const online = useOnline();
  if (decides && !online)
    return (
      <Button {...button} isDisabled title="Needs a connection to the server.">
        {label}
        <span className="sr">. Needs a connection to the server.</span>
      </Button>
    );
  return (
    <Button {...button} kind={kind} onPress={run}>
      {label}
    </Button>
  );
};

import { activeLeads, nextSigners } from '../../../domain/people/leads.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { firstName, listed } from '../../ui/format.ts';
import { writeAsLead } from '../desk.ts';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';

const words = {
  write: {
    title: 'Write here, and you become an author',
    goOn: 'Write all the same',
    stop: 'Suggest instead',
    otherwise: 'To stay its reader, select the words and suggest others. An author decides whether to take them.',
  },
  accept: {
    title: 'Accept this, and you become an author',
    goOn: 'Accept all the same',
    stop: 'Leave it to an author',
    otherwise: 'To stay its reader, reply, and let somebody who writes here decide whether to take it.',
  },
};

/** Before a sales lead's own first words: whoever wrote in a version may not sign it while another lead can. */
export const LeadWarning = ({
  deed = 'write',
  onGoOn,
  onClose,
}: {
  deed?: keyof typeof words;
  onGoOn?: () => void;
  onClose: () => void;
}) => {
  const { title, goOn, stop, otherwise } = words[deed];
  return (
    <Dialog
      kind="alert"
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button
            onPress={() => {
              writeAsLead();
              onClose();
              onGoOn?.();
            }}
          >
            {goOn}
          </Button>
          <Button kind="primary" icon={deed === 'write' ? 'suggest' : undefined} onPress={onClose}>
            {stop}
          </Button>
        </>
      }
    >
      <p>{useWhoSigns()}</p>
      <p>{otherwise}</p>
    </Dialog>
  );
};

/** By the gate's own rule, so that nobody is told they could sign and then refused. */
const useWhoSigns = (): string => {
  const team = useTeam();
  const campaign = useCampaign();
  const others = nextSigners(team, campaign, useMe().id);
  const named = (leads: string[]) => listed(leads.map((lead) => firstName(team.members[lead]?.name ?? 'Somebody')));
  if (others.length === 0)
    return 'No other sales lead could sign it, so you still could; screen, record and certificate would say “signed by an author”.';
  const able = others.filter((lead) => activeLeads(team).includes(lead));
  return able.length > 0
    ? `An author does not sign the version they wrote in. ${named(able)} would have to sign it.`
    : `An author does not sign the version they wrote in. It was you who ended that ${named(others)} can sign, so nobody could: bring them back first.`;
};

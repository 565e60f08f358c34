import { activeLeads, nextSigners, whoEnded } from '../../../domain/people/leads.ts';
import type { CampaignState, WorkspaceState } from '../../../domain/state.ts';
import { useWorkspace, useWorkspaceState } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { firstName, listed } from '../../ui/format.ts';
import { answerLead, useLeadAsked } from './lead-guard.ts';

const words = {
  write: {
    title: 'Edit this, and you become an author',
    goOn: 'Edit anyway',
    otherwise: 'To stay its reader, select words and suggest others. An author decides whether to take them.',
  },
  accept: {
    title: 'Accept this, and you become an author',
    goOn: 'Accept anyway',
    otherwise: 'To stay its reader, reply, and let somebody who writes here decide whether to take it.',
  },
};

/** Before a sales lead's own first change: whoever wrote in a version may not sign it while another lead can. */
export const LeadWarning = ({ campaign: id }: { campaign: string }) => {
  const asked = useLeadAsked(id);
  const team = useWorkspaceState((state) => state);
  const me = useWorkspace().me().id;
  const campaign = team.campaigns[id];
  if (!asked || !campaign) return null;
  const { title, goOn, otherwise } = words[asked.deed];
  const { suggest } = asked;
  const stop = () => {
    answerLead(false);
  };
  return (
    <Dialog
      kind="alert"
      title={title}
      onClose={stop}
      footer={
        <>
          <Button
            onPress={() => {
              answerLead(true);
            }}
          >
            {goOn}
          </Button>
          {suggest ? (
            <Button
              kind="primary"
              icon="suggest"
              onPress={() => {
                stop();
                suggest();
              }}
            >
              Suggest instead
            </Button>
          ) : (
            <Button kind="primary" onPress={stop}>
              {asked.deed === 'accept' ? 'Leave it to an author' : 'Cancel'}
            </Button>
          )}
        </>
      }
    >
      <p>{whoSigns(team, campaign, me)}</p>
      <p>{otherwise}</p>
    </Dialog>
  );
};

/** By the gate's own rule, so that nobody is told they could sign and then refused. */
const whoSigns = (team: WorkspaceState, campaign: CampaignState, me: string): string => {
  const others = nextSigners(team, campaign, me);
  const named = (leads: string[]) => listed(leads.map((lead) => firstName(team.members[lead]?.name ?? 'Somebody')));
  if (others.length === 0)
    return 'You are the only sales lead, so you could still sign it; screen, record and certificate would say “signed by an author”.';
  const able = others.filter((lead) => activeLeads(team).includes(lead));
  return able.length > 0
    ? `An author does not sign the version they wrote in. ${named(able)} would have to sign it.`
    : `An author does not sign the version they wrote in. ${whoEnded(team, others, me)} ended that ${named(others)} can sign, so nobody could: bring them back first.`;
};

import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { firstName, listed } from '../../ui/format.ts';
import { writeAsLead } from '../desk.ts';
import { useMe, useTeam } from '../open-campaign.ts';

/** Before a sales lead's first keystroke: whoever wrote in a version may not sign it while another lead can (DESIGN 5). */
export const LeadWarning = ({ onClose }: { onClose: () => void }) => {
  const team = useTeam();
  const me = useMe();
  const others = Object.values(team.members).filter(
    (member) => member.role === 'sales-lead' && !member.suspended && member.id !== me.id,
  );
  return (
    <Dialog
      kind="alert"
      title="Write here, and you become an author"
      onClose={onClose}
      footer={
        <>
          <Button
            onPress={() => {
              writeAsLead();
              onClose();
            }}
          >
            Write all the same
          </Button>
          <Button kind="primary" icon="suggest" onPress={onClose}>
            Suggest instead
          </Button>
        </>
      }
    >
      <p>
        {others.length > 0
          ? `An author does not sign the version they wrote in. ${listed(others.map((each) => firstName(each.name)))} would have to sign it.`
          : 'You are the only sales lead, so you could still sign; screen, record and certificate would say “signed by an author”.'}
      </p>
      <p>To stay its reader, select the words and suggest others. An author decides whether to take them.</p>
    </Dialog>
  );
};

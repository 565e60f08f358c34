import { announce } from '../announce.ts';
import { useCampaign } from '../open-campaign.ts';
import { DecisionDialog } from './DecisionDialog.tsx';
import { useSending } from '../use-sending.ts';

export const CompleteDialog = ({ onClose }: { onClose: () => void }) => {
  const campaign = useCampaign();
  const { busy, reasons, offline, send } = useSending();
  const complete = async () => {
    if (!(await send({ kind: 'complete', campaign: campaign.id }))) return;
    announce('The campaign is done.');
    onClose();
  };
  return (
    <DecisionDialog
      title={`Complete ${campaign.name}?`}
      action="Complete"
      reasons={reasons}
      offline={offline}
      busy={busy}
      onDecide={() => void complete()}
      onClose={onClose}
    >
      <p>
        Nothing more goes out, and this cannot be undone. Everything stays readable, and the record keeps what was
        decided.
      </p>
    </DecisionDialog>
  );
};

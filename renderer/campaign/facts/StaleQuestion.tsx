import type { FactKey } from '../../../domain/campaign/facts.ts';
import type { Fix } from '../../../domain/gate/refusal.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { firstName, since } from '../../ui/format.ts';
import { useCampaign, useTeam } from '../open-campaign.ts';
import { factWords } from '../part-words.ts';
import { factInWords } from './fact-words.ts';

/** Somebody else decided first: their value and mine, and which one holds. */
export const StaleQuestion = ({
  fact,
  fix,
  mine,
  onKeep,
  onSend,
  onLater,
}: {
  fact: FactKey;
  fix: Extract<Fix, { go: 'stale' }>;
  mine: unknown;
  onKeep: () => void;
  onSend: () => void;
  /** Back to the form, where it is still open. */
  onLater: (() => void) | null;
}) => {
  const team = useTeam();
  const currency = useCampaign().facts.budget?.currency ?? 'GBP';
  const who = firstName(team.members[fix.by]?.name ?? 'Somebody');
  const words = (value: unknown) => factInWords(fact, value, team, currency);
  return (
    <Dialog
      kind="alert"
      title={`${factWords[fact].title}: two answers`}
      onClose={onLater ?? (() => {})}
      footer={
        <>
          <Button onPress={onKeep}>Keep {who}’s</Button>
          <Button kind="primary" onPress={onSend}>
            Send mine
          </Button>
        </>
      }
    >
      <p>
        {who} changed it {since(fix.at)}, while yours was not there yet. It says now:
      </p>
      <p>
        <strong>{words(fix.now)}</strong>
      </p>
      <p>Yours says:</p>
      <p>
        <strong>{words(mine)}</strong>
      </p>
    </Dialog>
  );
};

import { useCallback, useEffect } from 'react';
import { useWorkspace } from '../../client/hooks.ts';
import { useTold } from '../../client/use-told.ts';
import { DeliveryState } from '../../ui/DeliveryState.tsx';
import { classes } from '../../ui/classes.ts';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';
import styles from './Gate.module.css';

const c = classes(styles);
/** While a message is on its way it is asked after this often, in ms. */
const OFTEN = 2000;

/** For a halt, by the number of its event: which other programs were told, and what came of it. Nothing where none listens for halts. */
export const HaltReceipts = ({ halt }: { halt: number }) => {
  const { inquiries } = useWorkspace();
  const { id } = useCampaign();
  const team = useTeam();
  const me = useMe();
  const ask = useCallback(() => inquiries.deliveries(id), [inquiries, id]);
  const { told, again } = useTold(ask);
  const receipts = told?.ok ? told.value.filter((each) => each.event === halt) : [];
  const waits = receipts.some(({ state, attempts }) => state === 'waiting' && attempts === 0);
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(again, OFTEN);
    return () => {
      clearInterval(timer);
    };
  }, [waits, again]);
  const listens = Object.values(team.webhooks).some(({ on, active }) => active && on.includes('halted'));
  if (me.guest || (receipts.length === 0 && !listens)) return null;
  return (
    <section aria-labelledby="halt-receipts">
      <h3 id="halt-receipts" className={c('title')}>
        Who was told to stop
      </h3>
      {told?.ok === false && <p className={c('quiet')}>{told.says}</p>}
      {told?.ok && receipts.length === 0 && <p className={c('quiet')}>Nobody yet.</p>}
      <ul className={c('receipts')}>
        {receipts.map((receipt) => (
          <li key={receipt.id}>
            <span>{team.webhooks[receipt.webhook]?.name ?? 'A webhook that is gone'}</span>
            <span>
              <DeliveryState delivery={receipt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

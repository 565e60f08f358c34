import type { Delivery } from '../../domain/wire/http.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { useTold } from '../client/use-told.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { classes } from '../ui/classes.ts';
import { dayTime } from '../ui/format.ts';
import { toast } from '../ui/toast.ts';
import { DeliveryState } from '../ui/DeliveryState.tsx';
import { toldOf } from './told-of.ts';
import styles from './People.module.css';

const c = classes(styles);

/** Every message on its way to a webhook, newest first, with what came of it. */
export const Deliveries = () => {
  const workspace = useWorkspace();
  const { told, again } = useTold(workspace.inquiries.deliveries);
  const all = told?.ok ? told.value : [];
  return (
    <section className={c('block', 'single')} aria-labelledby="deliveries">
      <header className={c('head')}>
        <h2 id="deliveries" className={c('sub')}>
          Deliveries
        </h2>
        {all.length > 0 && <span className={c('quiet')}>{all.length}</span>}
        <span className={c('grow')} />
        <Button size="small" onPress={again}>
          Refresh
        </Button>
      </header>
      {told?.ok === false && <Notice tone="care">{told.says}</Notice>}
      {told?.ok && all.length === 0 && <p className={c('quiet')}>Nothing yet.</p>}
      {all.length > 0 && (
        <div className={c('card', 'scrolls')}>
          <table className={c('fields', 'log')}>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">To</th>
                <th scope="col">Result</th>
                <th scope="col">When</th>
                <th scope="col">
                  <span className="sr">Again</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {all.map((delivery) => (
                <Row key={delivery.id} delivery={delivery} again={again} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};

const Row = ({ delivery, again }: { delivery: Delivery; again: () => void }) => {
  const { inquiries } = useWorkspace();
  const campaign = useWorkspaceState((state) => state.campaigns[delivery.campaign]?.name ?? 'a campaign');
  const webhook = useWorkspaceState((state) => state.webhooks[delivery.webhook]);
  const send = async () => {
    const told = await inquiries.deliverAgain(delivery.id);
    toast(told.ok ? 'Sent again.' : told.says);
    again();
  };
  return (
    <tr>
      <td>
        {toldOf[delivery.kind]} <span className={c('quiet')}>{campaign}</span>
      </td>
      <td>{webhook?.name ?? 'a webhook that is gone'}</td>
      <td>
        <DeliveryState delivery={delivery} />
      </td>
      <td className={c('quiet')}>{dayTime(delivery.at)}</td>
      <td>
        {webhook && (delivery.state !== 'waiting' || delivery.attempts > 0) && (
          <Button size="small" kind="quiet" onPress={() => void send()}>
            {delivery.state === 'waiting' ? 'Send now' : 'Send again'}
          </Button>
        )}
      </td>
    </tr>
  );
};

import type { Delivery } from '../../domain/wire/http.ts';
import { Badge } from './Badge.tsx';
import { count, dayTime } from './format.ts';

/** What came of telling a webhook, with shape and word. */
export const DeliveryState = ({ delivery }: { delivery: Delivery }) => {
  const { state, attempts, lastStatus, lastFault, next } = delivery;
  const why = lastFault ?? (lastStatus === null ? '' : `It answered ${lastStatus}.`);
  if (state === 'delivered')
    return (
      <Badge tone="good" icon="check">
        Delivered{attempts > 1 ? ` at attempt ${attempts}` : ''}
      </Badge>
    );
  return (
    <>
      {state === 'failed' ? (
        <Badge tone="stop" icon="block">
          Failed after {count(attempts, 'attempt')}
        </Badge>
      ) : (
        <Badge icon="clock" outlined>
          {attempts === 0 ? 'On its way' : `Tries again${next ? ` ${dayTime(next)}` : ''}`}
        </Badge>
      )}{' '}
      {attempts > 0 && why}
    </>
  );
};

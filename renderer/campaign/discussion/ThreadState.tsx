import type { Thread } from '../../../domain/state.ts';
import { Badge } from '../../ui/Badge.tsx';

/** How a thread stands, in one word with its shape; nothing for an open one that neither blocks nor lost its words. */
export const ThreadState = ({
  thread: { state, blocking },
  waits,
  orphaned,
}: {
  thread: Thread;
  waits: boolean;
  orphaned: boolean;
}) => {
  if (waits) return <Badge icon="laptop">waits to be sent</Badge>;
  if (state === 'accepted')
    return (
      <Badge tone="good" icon="check">
        Accepted
      </Badge>
    );
  if (state === 'declined') return <Badge icon="x">Declined</Badge>;
  if (state === 'resolved') return <Badge icon="check">Resolved</Badge>;
  if (blocking)
    return (
      <Badge tone="stop" icon="block">
        Blocking
      </Badge>
    );
  return orphaned ? <Badge outlined>Orphaned</Badge> : null;
};

import { create } from 'zustand';
import { toast } from '../ui/toast.ts';

/** What was discarded a moment ago: out of sight, and still kept until nobody can want it back. */
const useDiscarded = create<{ ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));
/** How long it can be taken back, in ms; longer than its message stays. A page that closes meanwhile has discarded nothing. */
const GRACE = 60_000;

export const useIsDiscarded = (): ((id: string) => boolean) => {
  const ids = useDiscarded((all) => all.ids);
  return (id) => ids.has(id);
};

export const discard = (id: string, what: string, dismiss: () => void): void => {
  const without = () => new Set([...useDiscarded.getState().ids].filter((each) => each !== id));
  useDiscarded.setState(({ ids }) => ({ ids: new Set([...ids, id]) }));
  const timer = setTimeout(() => {
    dismiss();
    useDiscarded.setState({ ids: without() });
  }, GRACE);
  toast(`${what} is discarded.`, {
    action: {
      label: 'Undo',
      onAction: () => {
        clearTimeout(timer);
        useDiscarded.setState({ ids: without() });
      },
    },
  });
};

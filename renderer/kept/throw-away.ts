import { create } from 'zustand';
import { toast } from '../ui/toast.ts';

/** What was thrown away a moment ago: out of sight, and still kept until nobody can want it back. */
const useThrown = create<{ ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));
/** How long it can be taken back, in ms; longer than its message stays. A page that closes meanwhile has thrown nothing away. */
const GRACE = 60_000;

export const useIsThrown = (): ((id: string) => boolean) => {
  const ids = useThrown((all) => all.ids);
  return (id) => ids.has(id);
};

export const throwAway = (id: string, what: string, dismiss: () => void): void => {
  const without = () => new Set([...useThrown.getState().ids].filter((each) => each !== id));
  useThrown.setState(({ ids }) => ({ ids: new Set([...ids, id]) }));
  const timer = setTimeout(() => {
    dismiss();
    useThrown.setState({ ids: without() });
  }, GRACE);
  toast(`${what} is thrown away.`, {
    action: {
      label: 'Take it back',
      onAction: () => {
        clearTimeout(timer);
        useThrown.setState({ ids: without() });
      },
    },
  });
};

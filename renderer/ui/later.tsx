import { lazy, Suspense, type ComponentType } from 'react';

/** How long after its page such a part is fetched, in ms, so that no press waits for it and it is there without a network. */
const SOON = 1_500;

/** A part of a screen that its first sight does not need, as a dialog is. Its code comes by itself soon after, and draws nothing until then. */
export const later = <P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> => {
  if (import.meta.env.PROD)
    setTimeout(() => {
      // What does not come now is asked for again when it is needed.
      load().catch(() => undefined);
    }, SOON);
  const Late = lazy(async () => ({ default: await load() }));
  const Later = (props: P) => (
    <Suspense>
      <Late {...props} />
    </Suspense>
  );
  return Later;
};

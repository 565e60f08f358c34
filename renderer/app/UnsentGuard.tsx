import { useEffect } from 'react';
import { useSync } from '../client/hooks.ts';

/** Closing a window with something unsent asks first. It is safe on this laptop, but colleagues do not have it. */
export const UnsentGuard = () => {
  const status = useSync();
  const unsent = status.kind === 'saved here' ? !status.sent : status.kind !== 'on server';
  useEffect(() => {
    // The shell asks in its own words, with the number.
    if (!unsent || window.desktop) return undefined;
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
    };
  }, [unsent]);
  return null;
};

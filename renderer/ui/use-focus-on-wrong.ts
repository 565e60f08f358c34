import { useEffect, useState, type RefObject } from 'react';

/** Puts the focus on a form's first wrong field after it was tried, at once or when the answer has come. Returns what to call at each try. */
export const useFocusOnWrong = (form: RefObject<HTMLFormElement | null>, busy: boolean): (() => void) => {
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (tries > 0 && !busy) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [form, tries, busy]);
  return () => {
    setTries((before) => before + 1);
  };
};

import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Name } from '../../domain/id.ts';
import type { Entered, Workspace } from '../client/contract.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useFocusOnWrong } from '../ui/use-focus-on-wrong.ts';
import { useAnswer } from './use-answer.ts';
import styles from './Start.module.css';

export const wrongName = (name: string): string | null => {
  if (name.trim() === '') return 'Enter a name.';
  const read = Name.safeParse(name);
  return read.success ? null : (read.error.issues[0]?.message ?? 'Enter another name.');
};

/**
 * The frame of every way in: fields, what went wrong, back and in. `children` is told whether somebody tried. Without `action` there is
 * no way in here, only back; while `isAsking` it is not known yet where the way leads, and nobody goes it.
 */
export const DoorForm = ({
  action,
  isReady,
  isAsking = false,
  enter,
  onEntered,
  onBack,
  children,
}: {
  action: string | null;
  isReady: boolean;
  isAsking?: boolean;
  enter: () => Promise<Entered>;
  onEntered: (workspace: Workspace) => void;
  onBack: () => void;
  children: (tried: boolean) => ReactNode;
}) => {
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { busy, refused, ask } = useAnswer();
  const goToWrong = useFocusOnWrong(form, busy);
  const go = () => {
    setTried(true);
    goToWrong();
    if (isReady && !busy && action !== null) void ask(enter, (entered) => onEntered(entered.workspace));
  };
  return (
    <form
      ref={form}
      className={styles['form']}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        go();
      }}
    >
      {children(tried)}
      {refused !== null && <Notice tone="stop">{refused}</Notice>}
      <div className={styles['acts']}>
        <Button size="large" onPress={onBack}>
          Back
        </Button>
        {action !== null && (
          <Button kind="primary" size="large" type="submit" isDisabled={busy || isAsking}>
            {action}
          </Button>
        )}
      </div>
    </form>
  );
};

/** Who somebody is to the others; the same question at every door. */
export const OwnName = ({
  name,
  onName,
  tried,
  takesFocus = false,
}: {
  name: string;
  onName: (name: string) => void;
  tried: boolean;
  takesFocus?: boolean;
}) => (
  <TextField
    label="Your name"
    description="As colleagues see it beside what you write."
    value={name}
    onChange={onName}
    error={tried ? (name.trim() === '' ? 'Enter your name.' : wrongName(name)) : null}
    takesFocus={takesFocus}
    isRequired
    size="large"
    autoComplete="name"
  />
);

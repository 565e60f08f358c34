import { useState } from 'react';
import type { Door, SignedOut as Out } from '../client/contract.ts';
import { readInvite } from '../client/invite-link.ts';
import { useSignedOut, useWorkspace } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { TextField } from '../ui/TextField.tsx';
import { count } from '../ui/format.ts';
import { copyWords } from '../ui/copy-words.ts';
import { thisDevice } from './here.ts';
import { useOnlyHere } from './use-only-here.ts';
import { wordsHere } from './words-here.ts';
import styles from './SignedOut.module.css';

const titles: Record<Out['why'], string> = {
  'sign in': 'You are signed out here.',
  suspended: 'You are suspended.',
  'guest link over': 'Your guest link has ended.',
  'another member': 'Somebody else is signed in here now.',
};

/** Over every screen while the server knows this laptop no more: what is still here, and the ways on. */
export const SignedOut = ({ door }: { door: Door }) => {
  const workspace = useWorkspace();
  const out = useSignedOut();
  const here = useOnlyHere();
  const [signing, setSigning] = useState(false);
  if (out === null) return null;
  const save = async () => {
    const words = await wordsHere(workspace);
    if (window.desktop) await copyWords(words, 'Copied. Paste it where you want to keep it.');
    else download(words, `${workspace.name}: not sent.txt`);
  };
  return (
    <section className={styles['out']} role="alert" aria-label="Signed out">
      <Icon name="lock" />
      <p className={styles['words']}>
        <strong>{titles[out.why]}</strong> {whatIsHere(out.why, here)}
        {out.why === 'suspended' && ' Ask an admin of your workspace.'}
      </p>
      <span className={styles['acts']}>
        {out.why !== 'suspended' && (
          <Button
            kind="primary"
            size="small"
            onPress={() => {
              setSigning(true);
            }}
          >
            Sign in with a link
          </Button>
        )}
        {here > 0 && (
          <Button size="small" onPress={() => void save()}>
            {window.desktop ? 'Copy what is here' : 'Save what is here'}
          </Button>
        )}
      </span>
      {signing && (
        <SignIn
          door={door}
          onClose={() => {
            setSigning(false);
          }}
        />
      )}
    </section>
  );
};

/** Of who is suspended nothing goes out later, either: what they wrote meanwhile they were not to write. */
const whatIsHere = (why: Out['why'], here: number): string => {
  if (here === 0) return 'You can read what is on this laptop; nothing you write goes out.';
  const [are, go] = here === 1 ? ['is', 'goes'] : ['are', 'go'];
  const later = why === 'suspended' ? `, and ${go} out only by your own hand` : ` and ${go} out only`;
  return `${count(here, 'thing')} ${are} kept on ${thisDevice}${later} once you are back.`;
};

const SignIn = ({ door, onClose }: { door: Door; onClose: () => void }) => {
  const workspace = useWorkspace();
  const [link, setLink] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const signIn = async () => {
    const read = readInvite(link);
    if (!read) return setWrong('This link is incomplete. Copy all of it and paste it again.');
    // An invite makes somebody new, who gives a name first.
    if (read.kind === 'join') return window.location.assign(link.trim());
    setBusy(true);
    const entered = await door.join({ link: link.trim(), name: '' });
    setBusy(false);
    if (!entered.ok) return setWrong(entered.says);
    // Of another member or workspace: this window goes on as whoever the link was made for.
    if (entered.workspace !== workspace) window.location.reload();
    return onClose();
  };
  return (
    <FormDialog title={`Sign in to ${workspace.name}`} action="Sign in" busy={busy} onSubmit={signIn} onClose={onClose}>
      <p>
        Make a link under Devices on another device of yours, or ask an admin for one. It signs you in here, and what
        was not sent goes out.
      </p>
      <TextField
        label="Sign-in link"
        value={link}
        onChange={(typed) => {
          setLink(typed);
          setWrong(null);
        }}
        error={wrong}
        takesFocus
        size="large"
      />
    </FormDialog>
  );
};

const download = (words: string, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([words], { type: 'text/plain' }));
  link.download = name;
  link.click();
  // Not at once: the browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

import { useState } from 'react';
import type { Door, Looked, Workspace } from '../client/contract.ts';
import { readInvite } from '../client/invite-link.ts';
import { joining } from '../client/transport/joining.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { DoorForm, OwnName, wrongName } from './DoorForm.tsx';
import { LinkOpens } from './LinkOpens.tsx';
import { StartHead } from './StartHead.tsx';
import { useLooked } from './use-looked.ts';
import styles from './Start.module.css';

const wrongLink = (link: string): string | null => {
  if (link.trim() === '') return 'Paste the link you were given.';
  return readInvite(link) ? null : 'This link is incomplete. Copy all of it and paste it again.';
};

/** `link` is the invite, or the link that signs somebody in, that was followed here, or empty. */
export const JoinForm = ({
  door,
  link: followed,
  onEntered,
  onBack,
}: {
  door: Door;
  link: string;
  onEntered: (workspace: Workspace) => void;
  onBack: () => void;
}) => {
  const [link, setLink] = useState(followed);
  const [typesLink, setTypesLink] = useState(followed === '');
  // Typed before the shell loaded the page again for a new server.
  const [typed, setName] = useState<string | null>(() => (followed === '' ? null : (joining()?.name ?? null)));
  const { looked, again } = useLooked(door, link);
  const info = looked?.kind === 'good' ? looked.info : null;
  const name = typed ?? (info?.kind === 'member' ? (info.name ?? '') : '');
  const whole = wrongLink(link) === null;
  // Whoever brings another device is somebody here already.
  const signsIn = readInvite(link)?.kind === 'device';
  const asksName = whole && !signsIn && mayGoOn(looked);
  return (
    <>
      <StartHead title={signsIn ? 'Sign in' : 'Join with a link'} />
      <DoorForm
        action={looked !== null && !mayGoOn(looked) ? null : actionOf(looked, signsIn)}
        isAsking={whole && looked === null}
        isReady={whole && mayGoOn(looked) && (signsIn || wrongName(name) === null)}
        enter={() => door.join({ link: link.trim(), name: name.trim() })}
        onEntered={onEntered}
        onBack={onBack}
      >
        {(tried) => (
          <>
            {typesLink && (
              <TextField
                label="Link"
                description="An invite from a colleague, or a link that signs you in."
                value={link}
                onChange={setLink}
                error={tried ? wrongLink(link) : null}
                takesFocus
                isRequired
                size="large"
              />
            )}
            {whole && <LinkOpens looked={looked} link={link} again={again} />}
            {asksName && <OwnName name={name} onName={setName} tried={tried} takesFocus={!typesLink} />}
            {!typesLink && (
              <div className={styles['other']}>
                <Button
                  kind="quiet"
                  size="small"
                  onPress={() => {
                    setLink('');
                    setTypesLink(true);
                  }}
                >
                  Use another link
                </Button>
              </div>
            )}
          </>
        )}
      </DoorForm>
    </>
  );
};

/** Whether there is anything to go on with. */
const mayGoOn = (looked: Looked | null): boolean => looked?.kind === 'good' || looked?.kind === 'not asked';

const actionOf = (looked: Looked | null, signsIn: boolean): string => {
  if (signsIn) return 'Sign this device in';
  return looked?.kind === 'good' && looked.info.kind === 'guest' ? 'Join as a guest' : 'Join the workspace';
};

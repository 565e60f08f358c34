import { useState } from 'react';
import { onlyOne } from '../../domain/people/only-one.ts';
import type { DeviceSession } from '../../domain/wire/http.ts';
import { useOnline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import type { Left } from '../client/leave.ts';
import { useTold } from '../client/use-told.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { NotPossible } from '../ui/NotPossible.tsx';
import { Notice } from '../ui/Notice.tsx';
import { count, firstName, listed } from '../ui/format.ts';
import { thisDevice } from './here.ts';
import { hrefTo, pathTo } from './paths.ts';
import { useOnlyHere } from './use-only-here.ts';

/** Signing out: what it costs and how to come back, before it is done. `onLeft` once this device is out. */
export const LeaveDialog = ({ onClose, onLeft }: { onClose: () => void; onLeft: () => void }) => {
  const workspace = useWorkspace();
  const online = useOnline();
  const found = useOnlyHere();
  const [came, setCame] = useState<Left | null>(null);
  const [busy, setBusy] = useState(false);
  const onlyHere = came?.kind === 'unsent' ? came.count : found;
  const me = workspace.me();
  const post = useWorkspaceState((state) => onlyOne(state, me.id, () => true));

  const refused = came?.kind === 'refused' ? came.says : null;
  const unheard = !online || came?.kind === 'unreachable';
  const leave = async () => {
    setBusy(true);
    const left = await workspace.leave({ unsent: onlyHere > 0, unheard });
    setBusy(false);
    if (left.kind === 'left') return onLeft();
    return setCame(left);
  };
  const action = unheard ? 'Forget it here' : onlyHere > 0 ? 'Sign out anyway' : 'Sign out';
  return (
    <Dialog
      kind="alert"
      title={`Sign out of ${workspace.name}?`}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Stay signed in</Button>
          {refused ? null : unheard && post !== null ? (
            <NotPossible reason={`Needs a connection: you are the only ${post}.`}>{action}</NotPossible>
          ) : (
            <Button kind="stop" filled isDisabled={busy} onPress={() => void leave()}>
              {action}
            </Button>
          )}
        </>
      }
    >
      {refused ? (
        <Notice
          tone="stop"
          actions={
            <>
              <a href={hrefTo(pathTo.devices)} onClick={onClose}>
                Devices
              </a>
              <a href={hrefTo(pathTo.people)} onClick={onClose}>
                People
              </a>
            </>
          }
        >
          {refused}
        </Notice>
      ) : (
        <>
          <WayBack />
          {onlyHere === 0 ? (
            <p>What {thisDevice} keeps of it is deleted. The server keeps everything.</p>
          ) : (
            <Notice
              tone="care"
              title={`${count(onlyHere, 'thing')} here ${onlyHere === 1 ? 'is' : 'are'} not on the server.`}
            >
              {onlyHere === 1 ? 'It stays' : 'They stay'} on {thisDevice}, and {onlyHere === 1 ? 'goes' : 'go'} out only
              once you sign in here again.
            </Notice>
          )}
          {unheard && (
            <Notice tone="care" icon="offline" title="The server cannot be reached.">
              It would not hear that you leave, and {thisDevice} would stay signed in until you end it under Devices on
              another device. Wait for the connection, or forget the workspace here now.
            </Notice>
          )}
        </>
      )}
    </Dialog>
  );
};

/** How this person comes back, as far as it is known. */
const WayBack = () => {
  const workspace = useWorkspace();
  const { told } = useTold(workspace.inquiries.sessions);
  const admins = useWorkspaceState(({ members }) =>
    Object.values(members).filter(({ id, admin, suspended }) => admin && !suspended && id !== workspace.me().id),
  );
  const me = workspace.me();
  if (workspace.sample) return <p>Every chair of the sample is free: you can sit down again from the start.</p>;
  if (me.guest) return <p>To come back you need a new guest link.</p>;
  const link = `a sign-in link${admins.length > 0 ? ` from an admin: ${listed(admins.map(({ name }) => firstName(name)))}` : ''}`;
  if (!told?.ok) return <p>To come back you need another device of yours, or {link}.</p>;
  const others = told.value.filter(({ member, current }) => member === me.id && !current);
  if (others.length === 0) return <p>This is your only device. To come back you need {link}.</p>;
  return (
    <p>
      You stay signed in on {listed(names(others))}. To come back, add {thisDevice} as a device there.
    </p>
  );
};

const names = (devices: readonly DeviceSession[]): string[] => [
  ...devices.slice(0, 2).map(({ device }) => device),
  ...(devices.length > 2 ? [count(devices.length - 2, 'other device')] : []),
];

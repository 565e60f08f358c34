import { BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { spell } from './add-server.ts';
import type { HostServer } from './host-server.ts';

const ask = async (options: MessageBoxOptions): Promise<number> => {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
  return response;
};

/** Opens the hosted server to colleagues on this network, or shuts it, and says what that means. */
export const letOthersJoin = async (host: HostServer): Promise<void> => {
  if (!host.isHosting) {
    await ask({
      type: 'info',
      message: 'This app hosts no server.',
      detail:
        'Colleagues join the server of your team, by an invite link. If there is none, choose “Host one on this laptop” at the start.',
    });
    return;
  }
  const opens = !host.letsOthersJoin;
  const answer = opens
    ? await ask({
        type: 'question',
        message: 'Let colleagues on this network join?',
        detail:
          'Other computers can then reach this laptop’s server, encrypted, while Countersign runs here. Only people with an invite get in.',
        buttons: ['Let Them Join', 'Cancel'],
        defaultId: 0,
        cancelId: 1,
      })
    : 0;
  if (answer !== 0) return;
  const done = await host.letOthersJoin(opens);
  if (!done.ok) await ask({ type: 'error', message: 'The server did not start again.', detail: done.says });
  else if (opens)
    await ask(
      done.door
        ? {
            type: 'info',
            message: `Colleagues can join at ${done.door.joinAt}.`,
            detail: `Invite them under People; the link holds this address and the fingerprint of this laptop’s own certificate, which is\n\n${spell(done.door.fingerprint)}\n\nWhere this laptop gets another address, invites made before no longer lead here.`,
          }
        : {
            type: 'warning',
            message: 'This laptop is in no network.',
            detail: 'Connect it; colleagues can join from the next start of Countersign.',
          },
    );
};

import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { pretendOpen } from '../campaign/pretend-open.tsx';
import { drawn } from '../ui/drawn.ts';
import { AT, pretendCampaign, pretendInvite, pretendWorkspace } from '../ui/pretend.ts';
import type { DeviceSession } from '../../domain/wire/http.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { Devices } from './Devices.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { People } from './People.tsx';
import { SecretDialog } from './SecretDialog.tsx';
import { WebhookDialog } from './WebhookDialog.tsx';

const device = (member: string, id: string, current = false): DeviceSession => ({
  id,
  member,
  device: `Firefox of ${id}`,
  created: AT,
  lastSeen: AT,
  current,
});
const mias = device('mia', 'm1', true);
const base = () => pretendWorkspace(pretendCampaign('c', 'Spring'));
const withNoor = (): WorkspaceState => {
  const state = base();
  const noor = { id: 'noor', name: 'Noor Haddad', role: 'sales-lead', admin: false, suspended: false } as const;
  return { ...state, members: { ...state.members, noor } };
};
const setUp = async (node: React.ReactNode, who: string, sessions: DeviceSession[], state = base()) => {
  const open = pretendOpen(state, who, 'c');
  open.inquiries.sessions = () => Promise.resolve({ ok: true, value: sessions });
  const page = await drawn(open.around(node));
  const dialog = () => document.querySelector('[role=dialog], [role=alertdialog]')?.textContent ?? '';
  const chooses = async (whose: string, item: string) => {
    const button = page.pressable(`Change ${whose}`);
    const float = document.getElementById(button.getAttribute('popovertarget') ?? '')!;
    await act(async () => {
      float.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'open' }));
    });
    await page.click(page.pressable(item));
  };
  /** Presses the dialog's own button: its words may stand in a menu, too. */
  const confirms = (words: string) =>
    page.click(
      [...document.querySelectorAll<HTMLElement>('[role=alertdialog] button')].find((each) =>
        each.textContent.includes(words),
      )!,
    );
  return { open, page, dialog, chooses, confirms };
};
beforeEach(() => {
  vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
});

describe('a device is signed out', () => {
  it('with what is left to whoever it is, and to nobody else', async () => {
    const all = [mias, device('sam', 's1'), device('sam', 's2'), device('lena', 'l1')];
    const { page, dialog } = await setUp(<Devices />, 'mia', all);
    await page.click(page.pressable('Firefox of s1'));
    expect(dialog()).toContain('Sam stays signed in on 1 other device');
    await page.click(page.pressable('Cancel'));
    await page.click(page.pressable('Firefox of l1'));
    expect(dialog()).toContain('This is Lena’s only device. Lena is the only sales lead: nobody can sign meanwhile');
  });

  it('where a way back is left, with the way back', async () => {
    const { page, dialog } = await setUp(<Devices />, 'mia', [mias, device('sam', 's1')], withNoor());
    await page.click(page.pressable('Firefox of s1'));
    expect(dialog()).toContain('Sam comes back only with a sign-in link, which an admin makes under People.');
  });
});

describe('a sign-in link', () => {
  it('is offered for who has no device, and says why not for the others', async () => {
    const { open, page, dialog, chooses } = await setUp(<People />, 'mia', [mias, device('sam', 's1')]);
    await chooses('Sam Reyes', 'Make a sign-in link');
    expect(dialog()).toBe('');
    expect(page.pressable('Make a sign-in link').textContent).toContain('Signed in on 1 device.');
    await chooses('Ida', 'Signed in nowhere at present.');
    expect(dialog()).toContain('whoever opens it is Ida to everybody');
    open.answers.push({ kind: 'done', number: 2, secret: 's' });
    open.workspace.inviteLink = (secret, kind) => Promise.resolve({ link: `${kind}/${secret}`, onlyHere: false });
    await page.click(page.pressable('Make the link'));
    expect(open.sent.at(-1)).toMatchObject({ kind: 'make sign-in link', member: 'ida' });
    expect(document.querySelector<HTMLInputElement>('[role=alertdialog] input')?.value).toBe('device/s');
  });

  it('for a sales lead is asked for, and told to the lead who confirms it, though it is no proposal any more', async () => {
    const { open, page, dialog, chooses } = await setUp(<People />, 'mia', [mias], withNoor());
    await chooses('Lena Kovač', 'Make a sign-in link');
    expect(dialog()).toContain('Another sales lead confirms it, and gets the link to hand it on: Noor.');
    await page.click(page.pressable('Ask for a link'));
    expect(open.sent.at(-1)).toMatchObject({ kind: 'make sign-in link', member: 'lena' });

    const expires = '2099-01-01T00:00:00.000Z';
    const proposed = pretendInvite({ member: 'lena', by: 'mia', state: 'proposed', expires });
    const asked = { ...withNoor(), invites: { l1: proposed } };
    const noor = await setUp(<People />, 'noor', [], asked);
    noor.open.answers.push({ kind: 'done', number: 2, secret: 's' });
    noor.open.workspace.inviteLink = () => Promise.resolve({ link: 'the link', onlyHere: false });
    await noor.page.click(noor.page.pressable('Confirm, and get the link'));
    expect(noor.open.sent.at(-1)).toEqual({ kind: 'confirm sign-in link', invite: 'l1' });
    await act(async () => {
      noor.open.put({ ...asked, invites: { l1: { ...proposed, state: 'open' } } });
    });
    expect(noor.dialog()).toContain('Give this link to Lena');
  });

  it('is confirmed by nobody whose it is, or who asked for it', async () => {
    const expires = '2099-01-01T00:00:00.000Z';
    const proposed = pretendInvite({ member: 'lena', by: 'mia', state: 'proposed', expires });
    for (const who of ['lena', 'mia', 'sam']) {
      await setUp(<People />, who, [], { ...withNoor(), invites: { l1: proposed } });
      expect(document.body.textContent).toContain('Mia asks for a link that signs Lena Kovač in again.');
      expect(document.body.textContent).not.toContain('Confirm, and get the link');
    }
  });
});

describe('whoever is let back in', () => {
  const out = (): WorkspaceState => {
    const state = base();
    return { ...state, members: { ...state.members, sam: { ...state.members['sam']!, suspended: true } } };
  };
  const back = { kind: 'suspend member', member: 'sam', suspended: false };

  it('is said to be in again on every device', async () => {
    const all = [mias, device('sam', 's1'), device('sam', 's2')];
    const { open, dialog, chooses, confirms } = await setUp(<People />, 'mia', all, out());
    await chooses('Sam Reyes', 'Let back in');
    expect(dialog()).toContain('Where Sam was signed in, Sam is in again at once: on 2 devices.');
    expect(open.sent).toEqual([]);
    await confirms('Let back in');
    expect(open.sent).toMatchObject([back]);
  });

  it('is signed out everywhere before that, where somebody asks for it, and stays out where that fails', async () => {
    const all = [mias, device('sam', 's1'), device('sam', 's2')];
    const { open, page, dialog, chooses, confirms } = await setUp(<People />, 'mia', all, out());
    const ended: string[] = [];
    let reaches = false;
    open.inquiries.endSession = (id) => {
      expect(open.sent).toEqual([]);
      if (reaches) ended.push(id);
      return Promise.resolve(reaches ? { ok: true, value: {} } : { ok: false, says: 'The server cannot be reached.' });
    };
    await chooses('Sam Reyes', 'Let back in');
    await page.click(document.querySelector<HTMLElement>('[role=alertdialog] input[type=checkbox]')!);
    await confirms('Let back in');
    expect(dialog()).toContain('The server cannot be reached.');
    expect(open.sent).toEqual([]);
    reaches = true;
    await confirms('Let back in');
    expect(ended).toEqual(['s1', 's2']);
    expect(open.sent).toMatchObject([back]);
  });

  it('and is signed in nowhere needs a link', async () => {
    const { dialog, chooses } = await setUp(<People />, 'mia', [mias], out());
    await chooses('Sam Reyes', 'Let back in');
    expect(dialog()).toContain('Sam is signed in nowhere, and needs a sign-in link afterwards.');
    expect(document.querySelector('[role=alertdialog] input')).toBeNull();
  });
});

describe('another role', () => {
  it('is asked about first, with what it means', async () => {
    const { open, page, dialog, chooses, confirms } = await setUp(<People />, 'mia', [mias]);
    await chooses('Sam Reyes', 'Change role to sales lead');
    expect(dialog()).toContain('Sam can sign versions from then on.');
    expect(dialog()).toContain('A sales lead confirms it first: Lena.');
    await page.click(page.pressable('Cancel'));
    expect(open.sent).toEqual([]);
    await chooses('Mia Okonjo', 'Remove as admin');
    expect(dialog()).toContain('You cannot undo this yourself.');
    await confirms('Remove as admin');
    expect(open.sent.at(-1)).toMatchObject({ kind: 'change role', member: 'mia', admin: false });
  });

  it('that is refused keeps the question open with the reason', async () => {
    const { open, dialog, chooses, confirms } = await setUp(<People />, 'mia', [mias]);
    open.answers.push({
      kind: 'refused',
      reasons: [{ code: 'last admin', says: 'Mia is the only admin.', fix: null }],
    });
    await chooses('Mia Okonjo', 'Remove as admin');
    await confirms('Remove');
    expect(dialog()).toContain('Mia is the only admin.');
  });
});

describe('what is shown only once', () => {
  const secret = (onClose: () => void) => (
    <SecretDialog title="Send it" label="Invite link" value="https://x" onClose={onClose}>
      Once.
    </SecretDialog>
  );
  it('is not thrown away by one key: it asks, and Copy stays there', async () => {
    const closed = vi.fn();
    const page = await drawn(secret(closed));
    await page.key('Escape');
    expect(closed).not.toHaveBeenCalled();
    expect(document.body.textContent).toContain('The link was not copied.');
    await page.click(page.pressable('Copy the link'));
    expect(document.body.textContent).not.toContain('was not copied');
    await page.key('Escape');
    expect(closed).toHaveBeenCalledOnce();
  });
  it('can be closed uncopied by whoever wants that', async () => {
    const closed = vi.fn();
    const page = await drawn(secret(closed));
    await page.click(page.pressable('Done'));
    await page.click(page.pressable('Close without copying'));
    expect(closed).toHaveBeenCalledOnce();
  });
  it('and was lost on the way is an error with a sentence: a webhook nobody could check', async () => {
    const closed = vi.fn();
    const open = pretendOpen(base(), 'mia', 'c');
    const page = await drawn(open.around(<WebhookDialog webhook={null} url={null} onClose={closed} />));
    const [name, address] = document.querySelectorAll<HTMLInputElement>('input');
    await page.type(name!, 'Our CRM');
    await page.type(address!, 'https://crm.example/hook');
    open.answers.push({ kind: 'done', number: 2 });
    await page.click(page.pressable('Add'));
    expect(closed).not.toHaveBeenCalled();
    expect(document.body.textContent).toContain('its secret was lost on the way');
    await page.click(page.pressable('Add'));
    const ids = open.sent.map((each) => (each.kind === 'set webhook' ? each.webhook : ''));
    expect(new Set(ids).size).toBe(1);
  });
});

it('an invite says whom it is for, and is made once however often it is pressed', async () => {
  const open = pretendOpen(base(), 'mia', 'c');
  let answer = () => {};
  open.workspace.send = (command) => {
    open.sent.push(command);
    return new Promise((resolve) => {
      answer = () => resolve({ kind: 'done', number: 2, secret: 's' });
    });
  };
  const page = await drawn(open.around(<InviteDialog onClose={() => {}} />));
  await page.type(document.querySelector('input')!, 'Noor Haddad');
  await page.click(page.pressable('Make the link'));
  await page.click(page.pressable('Make the link'));
  expect(open.sent).toHaveLength(1);
  expect(open.sent[0]).toMatchObject({ kind: 'invite member', role: 'sales', name: 'Noor Haddad' });
  await act(async () => {
    answer();
  });
  expect(document.body.textContent).toContain('Send this link to Noor Haddad');
});

it('an open link is given out anew, and the one before is no good any more', async () => {
  const invite = pretendInvite({ role: 'sales', name: 'Noor', by: 'mia', expires: '2099-01-01T00:00:00.000Z' });
  const { open, page, dialog } = await setUp(<People />, 'mia', [mias], { ...base(), invites: { l1: invite } });
  expect(document.body.textContent).toContain('Noor, sales');
  open.answers.push({ kind: 'done', number: 2 }, { kind: 'done', number: 3, secret: 's' });
  await page.click(page.pressable('New link'));
  expect(open.sent).toMatchObject([
    { kind: 'revoke invite', invite: 'l1' },
    { kind: 'invite member', role: 'sales', name: 'Noor' },
  ]);
  expect(dialog()).toContain('The link you gave out before no longer works.');
});

it('a hundred members are searched', async () => {
  const members = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => {
      const id = `m${index}`;
      return [id, { id, name: `Member ${index}`, role: 'sales', admin: false, suspended: false } as const];
    }),
  );
  const state = base();
  const { page } = await setUp(<People />, 'mia', [mias], { ...state, members: { ...state.members, ...members } });
  await page.type(document.querySelector<HTMLInputElement>('input[type=search]')!, 'member 42');
  expect(document.querySelectorAll('[aria-label^="Change "]')).toHaveLength(1);
  expect(document.body.textContent).toContain('1 of 104');
});

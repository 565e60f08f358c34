import { BrowserWindow, dialog, type WebContents } from 'electron';
import type { ServerAnswer } from './contract/desktop.ts';
import type { Request } from './contract/ipc.ts';
import { readAddress, type Servers } from './servers.ts';

/** In groups, so that two people can read it to each other. */
export const spell = (fingerprint: string): string => fingerprint.match(/.{1,8}/g)?.join(' ') ?? fingerprint;

/** Adds the server a person named, with the certificate their invite brought. */
export const addServer = async (
  servers: Servers,
  { address, fingerprint }: Request<'servers:add'>,
  page: WebContents,
): Promise<ServerAnswer> => {
  const answer = readAddress(address);
  if (!answer.ok) return answer;
  const { url } = answer;
  const found = servers.add({ url, hosted: false, fingerprint: fingerprint ?? null });
  if (found === 'another certificate' && fingerprint !== undefined) {
    if (!(await mayReplace(url, fingerprint, page)))
      return { ok: false, says: 'Nothing was changed. Ask whoever sent the invite whether the server is a new one.' };
    servers.trust(url, fingerprint);
  }
  const refusal = refusalOf(found, url);
  if (refusal !== null) return { ok: false, says: refusal };
  // The policy of a page is fixed when it loads, so a page that is to reach a new server loads again.
  if (found !== 'known') page.reload();
  return answer;
};

/** Why it was not added, or null. */
export const refusalOf = (found: ReturnType<Servers['add']>, url: string): string | null => {
  if (found === 'another trust')
    return `This laptop knows ${new URL(url).hostname} with another certificate, under another port. Nothing was changed. Ask the owner of that server whether this address is theirs, too.`;
  if (found === 'too many') return 'This laptop knows as many servers as it can keep.';
  return null;
};

const mayReplace = async (url: string, fingerprint: string, page: WebContents): Promise<boolean> => {
  const window = BrowserWindow.fromWebContents(page);
  if (!window) return false;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: `The certificate of ${new URL(url).hostname} is another one than before.`,
    detail: `Either its owner set it up anew, or somebody stands in between. Ask the owner, not by the way this invite came, whether its fingerprint is\n\n${spell(fingerprint)}\n\nIt then counts for every server at that address, and no other certificate does.`,
    buttons: ['Change Nothing', 'It Is the Same: Trust It'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
};

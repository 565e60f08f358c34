import { net, type WebContents } from 'electron';
import { ServerInfo } from '../domain/wire/http.ts';
import { personSays, type Question as Asking } from './ask-person.ts';
import type { ServerAnswer } from './contract/desktop.ts';
import type { Request } from './contract/ipc.ts';
import { readJsonAnswer } from './read-answer.ts';
import { readAddress, type Found, type Servers } from './servers.ts';

/** How long a server may take to say who it is, in ms. */
const PATIENCE = 5_000;

/** In groups, so that two people can read it to each other. */
export const spell = (fingerprint: string): string => fingerprint.match(/.{1,8}/g)?.join(' ') ?? fingerprint;

/**
 * Uses the server a person named, with the certificate their invite brought; a known one is put in front. A new one is reached and kept only
 * when the person has said so where no page can answer: a page may send anything to a known server, and its policy lets it.
 */
export const addServer = async (
  servers: Servers,
  asked: Request<'servers:add'>,
  page: WebContents,
): Promise<ServerAnswer> => {
  const fingerprint = asked.fingerprint ?? null;
  const answer = readAddress(asked.address);
  if (!answer.ok) return answer;
  const { url } = answer;
  const found = servers.find({ url, fingerprint });
  if (found === 'known') {
    servers.prefer(url);
    return answer;
  }
  const refusal = refusalOf(found, url);
  if (refusal !== null) return { ok: false, says: refusal };
  const question = found === 'new' ? mayReach(url, fingerprint) : mayReplace(url, fingerprint);
  if (!(await personSays(question, page))) return { ok: false, says: question.says };
  const trouble = await servers.whileTrying({ url, fingerprint }, () => troubleAt(url));
  if (trouble !== null) return { ok: false, says: trouble };
  if (found === 'new') servers.add({ url, hosted: false, fingerprint });
  else if (fingerprint !== null) servers.trust(url, fingerprint);
  // The policy of a page is fixed when it loads, so a page that is to reach a new server loads again.
  page.reload();
  return answer;
};

/** Why it is not added, or null where a person may decide. */
export const refusalOf = (found: Found, url: string): string | null => {
  if (found === 'another trust')
    return `This laptop knows ${new URL(url).hostname} with another certificate, under another port. Nothing was changed. Ask the owner of that server whether this address is theirs, too.`;
  if (found === 'too many') return 'This laptop knows as many servers as it can keep. Forget one first.';
  return null;
};

/** `says`: what the page is told where the person declines. */
type Question = Asking & { says: string };

const mayReach = (url: string, fingerprint: string | null): Question => ({
  message: `Use the server at ${new URL(url).host}?`,
  detail: `Countersign will reach ${url}${fingerprint === null ? '' : `, with the certificate\n\n${spell(fingerprint)}\n\nthat your invite names`}, and send there what you write in its workspaces. Cancel if you did not just give this address, or an invite to it.`,
  yes: '&Use It',
  says: 'You cancelled it. No server was added.',
});

const mayReplace = (url: string, fingerprint: string | null): Question => ({
  message: `The certificate of ${new URL(url).hostname} is another one than before.`,
  detail: `Either its owner set it up anew, or somebody stands in between. Ask the owner, not by the way this invite came, whether its fingerprint is\n\n${spell(fingerprint ?? '')}\n\nIt then counts for every server at that address, and no other certificate does.`,
  yes: 'It Is the Same: &Trust It',
  says: 'Nothing was changed. Ask whoever sent the invite whether the server is a new one.',
});

/** Why no Countersign server answers there, in a sentence; null where one does. */
const troubleAt = async (url: string): Promise<string | null> => {
  try {
    const response = await net.fetch(`${url}/api/server`, {
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    const says = ServerInfo.safeParse(await readJsonAnswer(response).catch(() => null));
    return response.ok && says.success ? null : `What answers at ${url} is no Countersign server. Check the address.`;
  } catch {
    return `Nothing answers at ${url}. Check the address, and that this laptop is on the network.`;
  }
};

import type { Desktop } from '../../electron/contract/desktop.ts';
import { LinkInfo } from '../../domain/wire/http.ts';
import type { Looked } from './contract.ts';
import { readInvite, type Invite } from './invite-link.ts';
import { ask } from './transport/ask.ts';
import { joining, keepJoining } from './transport/joining.ts';
import type { Transport } from './transport/transport.ts';

const incomplete = 'This link is incomplete. Copy all of it and paste it again.';
/** How long the shell may take to load the page again, in ms. */
const RELOAD = 10_000;

/** What a link opens, as far as it can be asked without using it up. */
export const look = async (link: string, transport: Transport, desktop: Desktop | undefined): Promise<Looked> => {
  const invite = readInvite(link);
  if (!invite) return { kind: 'no good', says: incomplete };
  const { workspace, secret } = invite;
  const server = invitedTo(invite, desktop);
  if (!desktop && server !== null && !(await transport.servers()).includes(server))
    return { kind: 'elsewhere', server };
  const known = await knownServer(invite, transport, desktop);
  if (known === null) return { kind: 'not asked' };
  const place = { server: known, workspace, seat: null };
  const asked = await ask(transport, place, 'POST', `/api/w/${workspace}/link`, LinkInfo, { secret });
  if (asked.kind === 'answered') return { kind: 'good', info: asked.value };
  return asked.kind === 'refused' ? { kind: 'no good', says: asked.says } : { kind: 'unreachable' };
};

/** The request that uses a link; a sentence where there is none, null where no server is known to send it to. */
export const requestFor = async (
  link: string,
  name: string,
  transport: Transport,
  desktop: Desktop | undefined,
): Promise<{ server: string; path: string; body: object; workspace: string } | { says: string } | null> => {
  const invite = readInvite(link);
  if (!invite) return { says: incomplete };
  const server = await serverOf(invite, name, transport, desktop);
  if (typeof server !== 'string') return server;
  const { kind, workspace, secret } = invite;
  return kind === 'device'
    ? { server, path: `/api/w/${workspace}/join-device`, body: { secret }, workspace }
    : { server, path: `/api/w/${workspace}/join`, body: { secret, name }, workspace };
};

/** The server an invite leads to. In the shell one that is new is added first, which loads the page again with the link in its address. */
const serverOf = async (
  invite: Invite,
  name: string,
  transport: Transport,
  desktop: Desktop | undefined,
): Promise<string | { says: string } | null> => {
  const { kind, workspace, secret, fingerprint } = invite;
  const server = invitedTo(invite, desktop);
  const known = await knownServer(invite, transport, desktop);
  if (known !== null || server === null) return known;
  if (!desktop) return { says: `This link is for ${server}. Open the link in your browser to join there.` };
  keepJoining({ server, name });
  window.location.hash = `#/${kind}/${workspace}/${secret}`;
  const added = await (fingerprint === null ? desktop.addServer(server) : desktop.addServer(server, fingerprint));
  if (!added.ok) return { says: added.says };
  // The page is about to load again. An invite that was used in this one's last moment would be used up for nothing.
  await new Promise((resolve) => setTimeout(resolve, RELOAD));
  return { says: 'The server was added. Load the page again and join with the same link.' };
};

/** The server a link names; null where that is whichever this laptop uses. */
const invitedTo = ({ server: named }: Invite, desktop: Desktop | undefined): string | null => {
  // A link that was followed inside the shell is at the page's own address, which is no server's.
  const followed = named === null || (desktop !== undefined && named === globalThis.location.origin);
  return desktop && followed ? (joining()?.server ?? null) : named;
};

/** The server of a link where this laptop knows it already, with the certificate that the link names; else null. */
const knownServer = async (
  invite: Invite,
  transport: Transport,
  desktop: Desktop | undefined,
): Promise<string | null> => {
  const servers = await transport.servers();
  const server = invitedTo(invite, desktop);
  if (server === null) return servers[0] ?? null;
  return servers.includes(server) && (await isTrusted(server, invite.fingerprint, desktop)) ? server : null;
};

/** Whether this laptop finds there what the invite names; where it trusts another certificate a person has to decide. */
const isTrusted = async (
  server: string,
  fingerprint: string | null,
  desktop: Desktop | undefined,
): Promise<boolean> => {
  if (fingerprint === null || !desktop) return true;
  const known = (await desktop.servers()).find(({ url }) => url === server);
  return known?.fingerprint === null || known?.fingerprint === fingerprint;
};

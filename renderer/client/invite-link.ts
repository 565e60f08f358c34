/** What an invite link says. `server` is null where the link was followed inside the shell, whose own address is no server's. */
export type Invite = {
  server: string | null;
  workspace: string;
  secret: string;
  /** The certificate to find at that server and the only one to trust there; null where the system's trust decides. */
  fingerprint: string | null;
};

/** The link that brings a colleague in: where the server is, which workspace, and the secret that admits one person. */
export const inviteLink = (server: string, workspace: string, secret: string, fingerprint: string | null): string =>
  `${server}/#/join/${workspace}/${secret}${fingerprint === null ? '' : `/${fingerprint}`}`;

/** Reads an invite link as it was pasted; null where it is not a whole one. */
export const readInvite = (link: string): Invite | null => {
  const url = URL.parse(link.trim());
  const match = /^#?\/join\/([A-Za-z0-9][A-Za-z0-9_-]{0,63})\/([A-Za-z0-9_-]{20,100})(?:\/([A-Za-z0-9_-]{43}))?$/.exec(
    url ? url.hash : link.trim(),
  );
  if (!match) return null;
  const server = url && /^https?:$/.test(url.protocol) ? url.origin : null;
  return { server, workspace: match[1]!, secret: match[2]!, fingerprint: match[3] ?? null };
};

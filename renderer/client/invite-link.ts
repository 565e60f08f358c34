/** `join`: a colleague's invite. `device`: what lets one more device of the same member in. */
export type LinkKind = 'join' | 'device';

/** What such a link says. `server` is null where the link was followed inside the shell, whose own address is no server's. */
export type Invite = {
  kind: LinkKind;
  server: string | null;
  workspace: string;
  secret: string;
  /** The certificate to find at that server and the only one to trust there; null where the system's trust decides. */
  fingerprint: string | null;
};

/** The link that brings a colleague or another device in: where the server is, which workspace, and the secret that admits once. */
export const inviteLink = (
  server: string,
  workspace: string,
  secret: string,
  fingerprint: string | null,
  kind: LinkKind = 'join',
): string => `${server}/#/${kind}/${workspace}/${secret}${fingerprint === null ? '' : `/${fingerprint}`}`;

/** Whether an address inside the app is such a link's. */
export const isInvitePath = (path: string): boolean => /^\/(join|device)\//.test(path);

/** Reads such a link as it was pasted; null where it is not a whole one. */
export const readInvite = (link: string): Invite | null => {
  const url = URL.parse(link.trim());
  const match =
    /^#?\/(join|device)\/([A-Za-z0-9][A-Za-z0-9_-]{0,63})\/([A-Za-z0-9_-]{20,100})(?:\/([A-Za-z0-9_-]{43}))?$/.exec(
      url ? url.hash : link.trim(),
    );
  if (!match) return null;
  const server = url && /^https?:$/.test(url.protocol) ? url.origin : null;
  return {
    kind: match[1] === 'device' ? 'device' : 'join',
    server,
    workspace: match[2]!,
    secret: match[3]!,
    fingerprint: match[4] ?? null,
  };
};

/** What an invite link says. `server` is null where the link was followed inside the shell, whose own address is no server's. */
export type Invite = { server: string | null; workspace: string; secret: string };

/** Reads an invite link as it was pasted; null where it is not a whole one. */
export const readInvite = (link: string): Invite | null => {
  const url = URL.parse(link.trim());
  const match = /^#?\/join\/([A-Za-z0-9][A-Za-z0-9_-]{0,63})\/([A-Za-z0-9_-]{20,100})$/.exec(
    url ? url.hash : link.trim(),
  );
  if (!match) return null;
  const server = url && /^https?:$/.test(url.protocol) ? url.origin : null;
  return { server, workspace: match[1]!, secret: match[2]! };
};

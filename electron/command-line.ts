import { readAddress } from './servers.ts';

/**
 * What the command line may say: `--profile-dir=` where everything of this app is kept (tests, a second profile), `--server=` the
 * server to use first (`npm start`). Whatever else stands there is Chromium's or a link.
 */
export const readCommandLine = (args: readonly string[]): { profile: string | null; server: string | null } => {
  const value = (name: string) => args.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) || null;
  const address = value('server');
  const server = address === null ? null : readAddress(address);
  return { profile: value('profile-dir'), server: server?.ok ? server.url : null };
};

import { isIP } from 'node:net';
import { readAddress } from './servers.ts';

/**
 * What the command line may say: `--profile-dir=` where everything of this app is kept (tests, a second profile), `--server=` the
 * server to use first (`npm start`), `--join-address=` where a hosted server is open to colleagues (a laptop in several networks).
 * Whatever else stands there is Chromium's or a link.
 */
export const readCommandLine = (
  args: readonly string[],
): { profile: string | null; server: string | null; joinAddress: string | null } => {
  const value = (name: string) => args.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) || null;
  const address = value('server');
  const join = value('join-address');
  const server = address === null ? null : readAddress(address);
  return {
    profile: value('profile-dir'),
    server: server?.ok ? server.url : null,
    joinAddress: join !== null && isIP(join) === 4 ? join : null,
  };
};

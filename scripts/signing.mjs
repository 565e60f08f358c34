// What electron-builder is told about signing, from what a person or a workflow has set.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ours = ['MAC_CERTIFICATE', 'MAC_CERTIFICATE_PASSWORD', 'WINDOWS_CERTIFICATE', 'WINDOWS_CERTIFICATE_PASSWORD'];
const notary = ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'];

/**
 * The environment for electron-builder on this system. Each system has a certificate of its own: one for all would have Apple's sign the
 * Windows installer. A secret that is not set arrives as an empty text, which electron-builder would take for a path, so what is empty is
 * left out. `APPLE_API_KEY` is the key itself; electron-builder wants a file, which is written into `folder`.
 */
export const signing = (env, platform, folder) => {
  const rest = Object.fromEntries(Object.entries(env).filter(([name]) => ![...ours, ...notary].includes(name)));
  const [certificate, password, link] =
    platform === 'darwin'
      ? [env.MAC_CERTIFICATE, env.MAC_CERTIFICATE_PASSWORD, 'CSC']
      : platform === 'win32'
        ? [env.WINDOWS_CERTIFICATE, env.WINDOWS_CERTIFICATE_PASSWORD, 'WIN_CSC']
        : [];
  // Without a certificate of ours nothing signs with whatever stands in the builder's keychain.
  if (!certificate) return { ...rest, CSC_IDENTITY_AUTO_DISCOVERY: 'false' };
  const signed = { ...rest, [`${link}_LINK`]: certificate, [`${link}_KEY_PASSWORD`]: password || '' };
  if (platform !== 'darwin' || !notary.every((name) => env[name])) return signed;
  const key = join(folder, 'notary-key.p8');
  writeFileSync(key, env.APPLE_API_KEY, { mode: 0o600 });
  return { ...signed, ...Object.fromEntries(notary.map((name) => [name, env[name]])), APPLE_API_KEY: key };
};

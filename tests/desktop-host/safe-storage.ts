import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';
import { loud } from './loud.ts';
import { likeElectron, state } from './state.ts';

/** `HOST_KEYCHAIN` names the backend to play: `basic_text`, `none`, or a real one (the default). */
const backend = process.env['HOST_KEYCHAIN'] ?? (likeElectron ? 'basic_text' : 'gnome_libsecret');

// A real keychain keeps this outside the profile; tests that search the profile for secrets leave this file out.
const key = (): Buffer => {
  if (!state.ready) throw new Error('safeStorage cannot be used before app is ready');
  const file = join(app.getPath('userData'), 'host-keychain');
  if (!existsSync(file)) {
    mkdirSync(app.getPath('userData'), { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(file);
};

export const safeStorage = loud(
  {
    isAsyncEncryptionAvailable: () => Promise.resolve(state.ready && backend !== 'none'),
    getSelectedStorageBackend: () => (backend === 'none' ? 'unknown' : backend),
    // Async so that a locked keychain rejects, as the real one does.
    encryptStringAsync: async (text: string) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key(), iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from('v10'), iv, cipher.getAuthTag(), sealed]);
    },
    decryptStringAsync: async (sealed: Buffer) => {
      const cipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(3, 15));
      cipher.setAuthTag(sealed.subarray(15, 31));
      const text = Buffer.concat([cipher.update(sealed.subarray(31)), cipher.final()]).toString('utf8');
      return { shouldReEncrypt: false, result: text };
    },
  },
  'safeStorage',
);

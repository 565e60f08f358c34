import { closeSync, fsyncSync, openSync } from 'node:fs';

/** On return, files that were made, renamed or removed in this folder are so after a power cut, too. */
export const syncFolder = (folder: string): void => {
  // Windows has no such call; there a rename is what it is.
  if (process.platform === 'win32') return;
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

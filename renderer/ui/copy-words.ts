import { toast } from './toast.ts';

/** Puts words on the clipboard and says whether they are there: whoever believes it too early loses what they meant to keep. */
export const copyWords = async (words: string, done = 'Copied.'): Promise<void> => {
  try {
    await navigator.clipboard.writeText(words);
    toast(done);
  } catch {
    toast('The browser did not let it be copied. Select the words and copy them by hand.');
  }
};

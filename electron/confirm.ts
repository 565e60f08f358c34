import { BrowserWindow, dialog, type WebContents } from 'electron';
import { z } from 'zod';
import { Digest } from '../domain/id.ts';
import type { Request } from './contract/ipc.ts';

/** Enough of a signature to ask about it; the server judges the rest. */
const SignOff = z.object({
  kind: z.literal('sign off'),
  version: z.int().min(1),
  digest: Digest,
  statement: z.string().min(1).max(2000),
});
/** So much of a sentence is shown that the buttons stay on the screen. */
const LONGEST = 600;

type Asked = Pick<Request<'server:request'>, 'server' | 'workspace' | 'seat' | 'method' | 'path'>;
/** `once`: repeating it does nothing twice, so the very same one need not be asked about again. */
export type Question = { message: string; detail: string; yes: string; once: boolean };

/** One line that reads in the order it is written in. */
const plain = (text: string): string => {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line;
};

/**
 * What a person has to answer before this request leaves, null where nothing is asked, `refused` where it is no honest signature. Judged is
 * the text that goes out: an odd object in the page's request could read as another than the one that is sent.
 */
export const questionBefore = (
  { method, path }: Pick<Asked, 'method' | 'path'>,
  sent: string,
): Question | 'refused' | null => {
  if (method !== 'POST') return null;
  // Whoever makes such a link can be this person on another computer, where no shell of theirs asks.
  if (/^\/api\/w\/[^/?]+\/devices(\?|$)/.test(path))
    return {
      message: 'Make a link that signs another device in as you?',
      detail: 'Whoever opens it within 15 minutes can write and sign as you. Cancel if you did not just ask for it.',
      yes: 'Make the &Link',
      once: false,
    };
  const body: unknown = JSON.parse(sent);
  if (typeof body !== 'object' || body === null || !('kind' in body)) return null;
  if (body.kind === 'make sign-in link' || body.kind === 'confirm sign-in link')
    return {
      message: 'Make a link that signs a colleague in?',
      detail: 'Whoever opens it can write as them, and sign where they can. Cancel if you did not just ask for it.',
      yes: 'Make the &Link',
      once: true,
    };
  if (body.kind !== 'sign off') return null;
  const read = SignOff.safeParse(body);
  if (!read.success) return 'refused';
  const { version, digest, statement } = read.data;
  return {
    message: `Sign version ${version}?`,
    detail: `“${plain(statement)}”\n\nThe digest of version ${version} begins with ${digest.slice(0, 16)}. Cancel if you did not just choose to sign.`,
    yes: '&Sign',
    once: true,
  };
};

/** In the words of a refusal by the server, so that every screen already knows what to do with it. */
export const notConfirmed = {
  status: 409,
  body: {
    error: 'not confirmed',
    says: 'You cancelled it. Nothing was sent.',
    refused: true,
    reasons: [{ code: 'not confirmed', says: 'You cancelled it. Nothing was sent, nothing is signed.', fix: null }],
  },
};

/** Asks the person, where no script of a page can answer, before something leaves that only they may say. */
export class Confirmations {
  #asking = false;
  /** The last request that was confirmed: the same one is sent again where the server did not answer, and asks nothing. */
  #last: string | null = null;

  async holds(asked: Asked, sent: string, page: WebContents): Promise<boolean> {
    const question = questionBefore(asked, sent);
    if (question === null) return true;
    if (question === 'refused') return false;
    const { server, workspace, seat, path } = asked;
    const key = JSON.stringify([server, workspace, seat, path, sent]);
    if (question.once && key === this.#last) return true;
    const window = BrowserWindow.fromWebContents(page);
    // One at a time: a pile of questions is answered without reading.
    if (this.#asking || !window) return false;
    this.#asking = true;
    try {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        message: question.message,
        detail: question.detail,
        buttons: [question.yes, 'Cancel'],
        // Cancel: a page could ask just when somebody presses Enter. Tab and Enter, or Alt with the letter, say yes by keyboard.
        defaultId: 1,
        cancelId: 1,
        noLink: true,
        normalizeAccessKeys: true,
      });
      if (response !== 0) return false;
      this.#last = key;
      return true;
    } finally {
      this.#asking = false;
    }
  }
}

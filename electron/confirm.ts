import type { WebContents } from 'electron';
import { z } from 'zod';
import { Digest } from '../domain/id.ts';
import { personSays, type Question as Asking } from './ask-person.ts';
import type { Request } from './contract/ipc.ts';
import { oneLine } from './one-line.ts';

/** Enough of a signature to ask about it; the server judges the rest. */
const SignOff = z.object({
  kind: z.literal('sign off'),
  version: z.int().min(1),
  digest: Digest,
  statement: z.string().min(1).max(2000),
});

type Asked = Pick<Request<'server:request'>, 'server' | 'workspace' | 'seat' | 'method' | 'path'>;
/** `once`: repeating it does nothing twice, so the very same one need not be asked about again. */
export type Question = Asking & { once: boolean };

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
    detail: `“${oneLine(statement)}”\n\nThe digest of version ${version} begins with ${digest.slice(0, 16)}. Cancel if you did not just choose to sign.`,
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

/** Asks the person before something leaves that only they may say. */
export class Confirmations {
  /** The last request that was confirmed: the same one is sent again where the server did not answer, and asks nothing. */
  #last: string | null = null;

  async holds(asked: Asked, sent: string, page: WebContents): Promise<boolean> {
    const question = questionBefore(asked, sent);
    if (question === null) return true;
    if (question === 'refused') return false;
    const { server, workspace, seat, path } = asked;
    const key = JSON.stringify([server, workspace, seat, path, sent]);
    if (question.once && key === this.#last) return true;
    if (!(await personSays(question, page))) return false;
    this.#last = key;
    return true;
  }
}

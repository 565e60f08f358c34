import { z } from 'zod';
import { Id } from '../id.ts';
import type { WorkspaceState } from '../state.ts';
import { letInBy } from './brought-in.ts';

/**
 * What whoever relies on a signature should know of its signer and those whose words they sign: `who` is here by `by`, through an invite, a
 * sign-in link, or somebody else whom `by` let in; or was made a sales lead by `by` alone. Two accounts may be one person's.
 */
export const Tie = z.object({ who: Id, by: Id, how: z.enum(['invite', 'link', 'others', 'lead']) });
export type Tie = z.infer<typeof Tie>;

type Known = Pick<WorkspaceState, 'grants'>;

/** All that ties a signer to the authors of a version. */
export const tiesBetween = (state: Known, signer: Id, authors: readonly Id[]): Tie[] => {
  const others = authors.filter((id) => id !== signer);
  const leadBy = state.grants[signer]?.leadBy ?? [];
  const alone = others.find((id) => leadBy.length === 1 && leadBy[0] === id);
  return [
    ...others.flatMap((author) => tie(state, author, [signer])),
    ...tie(state, signer, others),
    ...(alone === undefined ? [] : [{ who: signer, by: alone, how: 'lead' as const }]),
  ];
};

const tie = (state: Known, who: Id, among: readonly Id[]): Tie[] => {
  const by = letInBy(state, who).find((id) => among.includes(id));
  if (by === undefined) return [];
  const { invitedBy, linkBy } = state.grants[who]!;
  return [{ who, by, how: invitedBy === by ? 'invite' : linkBy.includes(by) ? 'link' : 'others' }];
};

const words: Record<Tie['how'], (name: string) => string> = {
  invite: (name) => `invited by ${name}`,
  link: (name) => `let back in by a link from ${name}`,
  others: (name) => `let in by somebody whom ${name} let in`,
  lead: (name) => `made a sales lead by ${name} alone`,
};
/** "invited by Lena". */
export const tieInWords = ({ by, how }: Tie, name: (id: Id) => string): string => words[how](name(by));

/** The same as a sentence that stands by itself. */
export const tieSentence = (tie: Tie, signer: Id, name: (id: Id) => string): string => {
  const { who, how } = tie;
  const says = tieInWords(tie, name);
  if (who !== signer) return `${name(who)}, who wrote in it, was ${says}.`;
  return `${name(who)} was ${says}${how === 'lead' ? '' : ', who wrote in it'}.`;
};

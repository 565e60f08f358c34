import type { Facts } from '../campaign/facts.ts';
import { can } from '../people/can.ts';
import type { Member } from '../people/member.ts';
import { windowWords } from '../record/fact-lines.ts';
import type { CampaignState, WorkspaceState } from '../state.ts';
import { blockingThreads } from './blocking-threads.ts';
import type { Context } from './context.ts';
import { alreadyRunning, heldTo, notSigned } from './launch-standing.ts';
import { outsideWindow } from './outside-window.ts';
import { unrecordedPolicy } from './policy.ts';
import { isRefusal, nameIn, notAllowed, reason } from './refuse.ts';
import type { Reason, ReasonCode } from './refusal.ts';
import { standing } from './signatures.ts';
import { signedFor } from './signed-for.ts';
import { checkReasons, findVersion, recordReasons, type Found } from './version-reasons.ts';

export type MayLaunch = { found: Found | null; reasons: Reason[] };
type Named = { version: number; digest: string; asked: readonly string[] };

/**
 * Everything that stands between a version and its launch, the questions that were not answered with yes included. `goes`: the instant at
 * which it would go out; null where it cannot at the time that was named.
 */
export const launchReasons = (
  state: WorkspaceState,
  campaign: CampaignState,
  member: Member,
  { version: number, digest, asked }: Named,
  goes: string | null,
  context: Context,
): MayLaunch => {
  const found = findVersion(campaign, number, digest, context);
  const policy = isRefusal(found) ? (state.policy ?? unrecordedPolicy) : heldTo(state, found.version);
  const reasons: Reason[] = [];
  if (!can(member, 'launch', policy))
    reasons.push(notAllowed('Your role does not launch in this workspace. The gate policy says who does.'));
  reasons.push(...alreadyRunning(campaign, number));
  if (isRefusal(found)) return { found: null, reasons: [...reasons, ...found.reasons] };
  const { version, frozen } = found;
  reasons.push(...notSigned(state, campaign, version));
  reasons.push(...checkReasons(frozen, policy), ...recordReasons(campaign, context));
  const { window } = frozen.form.facts;
  const isOutside = goes !== null && window !== null && outsideWindow(window, goes, context.instantOf) !== 0;
  if (isOutside) reasons.push(...ask(asked, 'outside the signed window', outsideSays(number, window)));
  return { found, reasons: [...reasons, ...questions(state, campaign, number, asked)] };
};

/** Asked once: whoever launches has seen the question, and says yes by naming its code. */
const ask = (asked: readonly string[], code: ReasonCode, says: string): Reason[] =>
  asked.includes(code) ? [] : [reason(code, says, { go: 'ask', code })];
const outsideSays = (number: number, window: NonNullable<Facts['window']>): string =>
  `Version ${number} was signed for ${windowWords(window)}, and this is another time. Launch anyway?`;

/** What came up since it was signed. */
const questions = (
  state: WorkspaceState,
  campaign: CampaignState,
  number: number,
  asked: readonly string[],
): Reason[] => {
  const newer = campaign.versions.findLast((version) => version.number > number && signedFor(state, campaign, version));
  const threads = blockingThreads(campaign);
  return [
    ...(newer
      ? ask(
          asked,
          'a newer version is signed',
          `Version ${newer.number} is signed, too, and newer. Launch version ${number} anyway?`,
        )
      : []),
    ...(threads[0]
      ? ask(
          asked,
          'blocking thread opened since',
          `${threads.length === 1 ? 'A blocking thread' : `${threads.length} blocking threads`} opened since it was signed, the first by ${nameIn(state, threads[0].by)}. Launch anyway?`,
        )
      : []),
    ...(signedBeforeRestore(campaign, number)
      ? ask(
          asked,
          'restored since',
          `The server was put back to a backup after version ${number} was signed. Whether the signature was withdrawn in between it cannot know; ask who signed. Launch anyway?`,
        )
      : []),
  ];
};

/** A signature that stands was given before the server was put back: it may have been withdrawn after the backup. */
const signedBeforeRestore = ({ versions, restored }: CampaignState, number: number): boolean =>
  restored !== null &&
  versions.some(
    (version) => version.number === number && standing(version).some(({ sequence }) => sequence <= restored),
  );

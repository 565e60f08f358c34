import type { CheckCode, Finding } from '../../../domain/gate/finding.ts';
import { blockingThreads } from '../../../domain/gate/blocking-threads.ts';
import { useDraft } from '../draft/draft.ts';
import { useCampaign } from '../open-campaign.ts';

/** What nobody has written or set yet: work to do, and nothing that went wrong. */
const unwrittenCodes: ReadonlySet<CheckCode> = new Set<CheckCode>([
  'brief incomplete',
  'facts incomplete',
  'no halt thresholds',
  'no copy',
  'empty copy',
]);
/** Those of the findings that are work to do. What an empty text lacks besides its words, as a way out, comes with them. */
export const unwrittenIn = (findings: readonly Finding[]): Finding[] => {
  const empty = new Set(
    findings.flatMap(({ code, at }) => (code === 'empty copy' && at && 'text' in at ? at.text : [])),
  );
  return findings.filter(
    ({ blocking, code, at }) =>
      blocking && (unwrittenCodes.has(code) || (at !== null && 'text' in at && empty.has(at.text))),
  );
};

export type ToDo = {
  /** Findings about what is not there yet, in the order in which a campaign is made. */
  unwritten: Finding[];
  /** Everything else that blocks: findings and open blocking threads. */
  wrong: number;
  advisory: number;
  /** Whether the checks have run; until then nobody knows. */
  checked: boolean;
};

/** What stands between the draft and a version that can be signed. */
export const useToDo = (): ToDo => {
  const { findings, checked } = useDraft();
  const threads = blockingThreads(useCampaign()).length;
  const blocking = findings.filter((finding) => finding.blocking);
  const unwritten = unwrittenIn(findings);
  return {
    unwritten,
    wrong: blocking.length - unwritten.length + threads,
    advisory: findings.length - blocking.length,
    checked,
  };
};

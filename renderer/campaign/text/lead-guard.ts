import { create } from 'zustand';
import { useWorkspace, useWorkspaceState } from '../../client/hooks.ts';

/** What a sales lead is about to do that would make them an author. */
export type Deed = 'write' | 'accept';
type Asked = { campaign: string; deed: Deed; goOn: () => void; suggest: (() => void) | null };
type Guard = {
  asked: Asked | null;
  /** Campaigns in which they said that they write all the same; until they leave them. */
  writesIn: ReadonlySet<string>;
};

const useGuard = create<Guard>(() => ({ asked: null, writesIn: new Set() }));

export const useLeadAsked = (campaign: string): Asked | null =>
  useGuard(({ asked }) => (asked?.campaign === campaign ? asked : null));

export const answerLead = (goesOn: boolean): void => {
  const { asked, writesIn } = useGuard.getState();
  if (!asked) return;
  useGuard.setState({ asked: null, ...(goesOn && { writesIn: new Set([...writesIn, asked.campaign]) }) });
  if (goesOn) asked.goOn();
};
/** Whoever comes back to a campaign is warned again: it may be another version by then. */
export const endWritingAsLead = (campaign: string): void => {
  const { writesIn } = useGuard.getState();
  useGuard.setState({ asked: null, writesIn: new Set([...writesIn].filter((each) => each !== campaign)) });
};

/** Whether this person is a sales lead who has not said yet that they write in this campaign. */
export const useIsGuarded = (campaign: string): boolean => {
  const { id } = useWorkspace().me();
  const leads = useWorkspaceState(({ members }) => members[id]?.role === 'sales-lead' && !members[id].suspended);
  const writes = useGuard(({ writesIn }) => writesIn.has(campaign));
  return leads && !writes;
};

/**
 * Does something to brief or copy: at once, or, for a sales lead's first time, once they were told that it makes them an author.
 * `suggest` is what they can do instead.
 */
export const useLeadGuard = (campaign: string) => {
  const guarded = useIsGuarded(campaign);
  return (
    goOn: () => void,
    { deed = 'write', suggest = null }: { deed?: Deed; suggest?: (() => void) | null } = {},
  ) => {
    if (guarded) useGuard.setState({ asked: { campaign, deed, goOn, suggest } });
    else goOn();
  };
};

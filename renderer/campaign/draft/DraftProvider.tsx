import { useMemo, type ReactNode } from 'react';
import { freezeDraft } from '../../../domain/canonical/freeze.ts';
import { runChecks } from '../../../domain/gate/checks.ts';
import { useWorkspaceState } from '../../client/hooks.ts';
import { useCampaign, useOpenCampaign } from '../open-campaign.ts';
import { DraftContext, type Draft } from './draft.ts';
import { useSettled } from './settled.ts';
import { useSince } from './use-since.ts';

/** Keeps the frozen draft, its findings and its difference to the newest version, anew after each pause in typing. */
export const DraftProvider = ({ children }: { children: ReactNode }) => {
  const { brief, copy } = useOpenCampaign();
  const { facts, versions } = useCampaign();
  const mergeFields = useWorkspaceState((state) => state.mergeFields);
  const policy = useWorkspaceState((state) => state.policy);
  const turn = useSettled(brief.doc, copy.doc);
  const draft = useMemo(() => {
    const freeze = () => freezeDraft(brief.doc, copy.doc, facts, mergeFields);
    const frozen = freeze();
    return { frozen, freeze, turn };
    // The turn stands for the words of both documents.
  }, [brief.doc, copy.doc, facts, mergeFields, turn]);
  const findings = useMemo(() => runChecks(draft.frozen, policy), [draft, policy]);
  const since = useSince(versions.at(-1)?.number ?? null, draft.frozen);
  const value = useMemo((): Draft => ({ ...draft, findings, since }), [draft, findings, since]);
  return <DraftContext value={value}>{children}</DraftContext>;
};

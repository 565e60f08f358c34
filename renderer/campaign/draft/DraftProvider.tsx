import { useMemo, type ReactNode } from 'react';
import { freezeDraft } from '../../../domain/canonical/freeze.ts';
import { useWorkspaceState } from '../../client/hooks.ts';
import { useCampaign, useOpenCampaign } from '../open-campaign.ts';
import { DraftContext, type Draft } from './draft.ts';
import { useSettled } from './settled.ts';
import { useJudge } from './use-judge.ts';
import { useVersion } from './version.ts';

const none: Draft['findings'] = [];

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
  const judge = useJudge(turn);
  const findings = useMemo(() => judge?.check(draft.frozen, policy) ?? null, [judge, draft, policy]);
  const newest = versions.at(-1)?.number ?? null;
  const version = useVersion(newest);
  const since = useMemo(
    () =>
      judge && newest !== null && version.at === 'here'
        ? { version: newest, ...judge.compare(version.frozen, draft.frozen) }
        : null,
    [judge, newest, version, draft],
  );
  const value = useMemo(
    (): Draft => ({ ...draft, findings: findings ?? none, checked: findings !== null, since }),
    [draft, findings, since],
  );
  return <DraftContext value={value}>{children}</DraftContext>;
};

import { useState } from 'react';
import type { FactKey } from '../../../domain/campaign/facts.ts';
import type { Fix } from '../../../domain/gate/refusal.ts';
import { useOutbox, useWorkspace } from '../../client/hooks.ts';
import { announce } from '../announce.ts';
import { useOpenCampaign } from '../open-campaign.ts';
import { factWords } from '../part-words.ts';
import { useSending } from '../use-sending.ts';
import { staleFix } from './stale.ts';

/** Somebody else decided first: what they set, what this person asked for, and their command where it waits refused in the outbox. */
export type Stale = { fix: Extract<Fix, { go: 'stale' }>; mine: unknown; refused: string | null };

/** Sends a fact with the value it replaces, and asks which one holds where that is another by now. */
export const useSetFact = (fact: FactKey, onSet: () => void) => {
  const workspace = useWorkspace();
  const { id: campaign } = useOpenCampaign();
  const { busy, why, reasons, send, setReasons } = useSending();
  /** What the last refusal was about. */
  const [mine, setMine] = useState<unknown>(null);
  const asked = staleFix(reasons);
  // One that was decided offline and came back refused asks the same question, after the fact.
  const late = useOutbox().find(
    ({ command, state }) =>
      state === 'refused' && command.kind === 'set fact' && command.campaign === campaign && command.fact === fact,
  );
  const lateFix = late?.state === 'refused' ? staleFix(late.reasons) : null;
  const stale: Stale | null = asked
    ? { fix: asked, mine, refused: null }
    : late?.command.kind === 'set fact' && lateFix
      ? { fix: lateFix, mine: late.command.value, refused: late.command.id }
      : null;
  const set = async (was: unknown, value: unknown) => {
    setMine(value);
    if (!(await send({ kind: 'set fact', campaign, fact, was: json(was), value: json(value) }))) return;
    announce(`${factWords[fact].title} ${workspace.online() ? 'is saved' : 'waits to be sent'}.`);
    onSet();
  };
  const forget = () => {
    if (late && lateFix) workspace.discard(late.command.id);
    setReasons([]);
  };
  return { busy, refused: asked ? null : why, stale, set, forget, later: () => setReasons([]) };
};

/** Facts are plain JSON by their schemas. */
const json = (value: unknown) => structuredClone(value ?? null) as never;

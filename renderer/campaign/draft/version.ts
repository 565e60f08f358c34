import { useEffect, useState } from 'react';
import type { Frozen } from '../../../domain/canonical/form.ts';
import type { Workspace } from '../../client/contract.ts';
import { useWorkspace } from '../../client/hooks.ts';
import { useOpenCampaign } from '../open-campaign.ts';

/** A frozen version on its way to the screen. */
export type Reading =
  | { at: 'none' }
  | { at: 'reading' }
  | { at: 'here'; frozen: Frozen }
  | { at: 'failed'; says: string };

const read = new WeakMap<Workspace, Map<string, Promise<Frozen>>>();
const once = (workspace: Workspace, campaign: string, number: number): Promise<Frozen> => {
  const all = read.get(workspace) ?? new Map<string, Promise<Frozen>>();
  read.set(workspace, all);
  const key = `${campaign} ${number}`;
  const known = all.get(key);
  if (known) return known;
  const asked = workspace.version(campaign, number);
  all.set(key, asked);
  asked.catch(() => all.delete(key));
  return asked;
};

const none: Reading = { at: 'none' };
const reading: Reading = { at: 'reading' };

/** A version of the open campaign; null asks for none. `again` tries once more after a failure. */
export const useVersion = (number: number | null, again = 0): Reading => {
  const workspace = useWorkspace();
  const { id } = useOpenCampaign();
  const [got, setGot] = useState<{ number: number; result: Reading } | null>(null);
  useEffect(() => {
    if (number === null) return undefined;
    let gone = false;
    const ask = async () => {
      const result = await once(workspace, id, number).then(
        (frozen): Reading => ({ at: 'here', frozen }),
        (error: unknown): Reading => ({ at: 'failed', says: error instanceof Error ? error.message : String(error) }),
      );
      if (!gone) setGot({ number, result });
    };
    void ask();
    return () => {
      gone = true;
    };
    // Another turn of `again` is the same question once more.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [workspace, id, number, again]);
  if (number === null) return none;
  return got?.number === number ? got.result : reading;
};

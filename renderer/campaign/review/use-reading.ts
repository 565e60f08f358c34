import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { countChanges, diffVersions } from '../../../domain/canonical/diff.ts';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { hiddenIn } from '../../../domain/canonical/hidden-in.ts';
import { can } from '../../../domain/people/can.ts';
import { standing } from '../../../domain/stage.ts';
import type { Version } from '../../../domain/state.ts';
import { useKeys } from '../../app/keys.ts';
import { useListedKeys } from '../../palette/listed-keys.ts';
import { count } from '../../ui/format.ts';
import { announce } from '../announce.ts';
import { rememberReading } from '../desk.ts';
import { useDraft } from '../draft/draft.ts';
import { useCampaign, useMe, useSteps, useTeam } from '../open-campaign.ts';
import { namedSteps } from './named-steps.ts';
import { readingKeys } from './reading-keys.ts';
import { changedIn, isChanged, sheetsOf, type Sheet } from './sheets.ts';
import { nextStop, sheetOf, stopAt, turnPage } from './stops.ts';
import { useReached } from './use-reached.ts';
import { useViewed } from './viewed.ts';

/** A version as one reader goes through it: its sheets, which of them they have viewed, where they are, and the keys that move them. */
export const useReading = (
  version: Version,
  { after, before, list }: { after: Frozen; before: Frozen | null; list: RefObject<HTMLElement | null> },
) => {
  const campaign = useCampaign();
  const me = useMe();
  const team = useTeam();
  const live = useSteps();
  const draft = useDraft();
  const parts = useMemo(() => diffVersions(before, after), [before, after]);
  const steps = useMemo(() => namedSteps(after, before, live), [after, before, live]);
  const sheets = useMemo(() => sheetsOf(parts, steps), [parts, steps]);
  const hidden = useMemo(() => hiddenIn(after), [after]);
  const moved = useMemo(() => countChanges(diffVersions(after, draft.frozen)), [after, draft.frozen]);
  const { viewed, mark } = useViewed(me.id, campaign.id, parts);
  const reached = useReached(list);
  const [whole, setWhole] = useState(false);
  const stop = useRef<HTMLElement>(null);
  const signed = standing(version).some(({ by }) => by === me.id);
  // Whoever has signed it ticks nothing any more.
  const signs = can(me, 'decide review', team.policy) && !signed;
  const isViewed = (sheet: Sheet): boolean => changedIn(sheet).every(({ part }) => viewed.has(part));
  const changed = sheets.filter(isChanged);
  const missing = changed.filter((sheet) => !isViewed(sheet));
  const [at, setAt] = useState<string | null>(missing[0]?.id ?? changed[0]?.id ?? null);

  const show = (id: string) => {
    setAt(id);
    stop.current = null;
    const sheet = sheetOf(list.current, id);
    sheet?.scrollIntoView({ block: 'start' });
    sheet?.focus({ preventScroll: true });
  };
  const step = (by: 1 | -1) => () => {
    if (!list.current) return;
    const here = [document.activeElement, stop.current].find(
      (each) => each instanceof HTMLElement && each !== list.current && list.current?.contains(each),
    );
    const next = nextStop(
      list.current,
      here instanceof HTMLElement ? here : at === null ? null : sheetOf(list.current, at),
      by,
    );
    if (!next) return;
    stopAt(next);
    stop.current = next;
  };
  /**
   * A tick is one deliberate act; of a long part its end must have been on the screen. Answers with what is still to be read, and null
   * where nothing was ticked.
   */
  const view = (sheet: Sheet): readonly Sheet[] | null => {
    const ticked = changedIn(sheet).map(({ part }) => part);
    if (isViewed(sheet)) {
      mark(ticked, false);
      announce(`${sheet.title} is not viewed.`);
      return null;
    }
    const drawn = sheetOf(list.current, sheet.id);
    if (drawn && !reached.has(sheet.id)) {
      setAt(sheet.id);
      turnPage(drawn);
      announce(`${sheet.title} goes on.`);
      return null;
    }
    mark(ticked, true);
    const left = missing.filter(({ id }) => id !== sheet.id);
    announce(
      left.length > 0
        ? `${sheet.title} viewed. ${count(left.length, 'part')} left.`
        : `All ${changed.length} changed parts viewed.`,
    );
    return left;
  };
  useKeys({
    j: step(1),
    k: step(-1),
    v: () => {
      const sheet = changed.find(({ id }) => id === at);
      if (!signs || !sheet) return false;
      // The key leads on to what is still to be read; a press with the mouse stays where it is.
      const left = view(sheet) ?? [];
      const next = left.find((each) => changed.indexOf(each) > changed.indexOf(sheet)) ?? left[0];
      if (next) show(next.id);
      return undefined;
    },
  });
  const comments = can(me, 'comment', team.policy, campaign.id);
  useListedKeys(readingKeys[signs ? 'sign' : comments ? 'comment' : 'read']);
  // A thread or the draft is looked at from here, and the reading goes on; what is signed is read.
  useEffect(() => {
    rememberReading(signed ? null : version.number);
  }, [signed, version.number]);
  return {
    parts,
    steps,
    sheets,
    hidden,
    shown: whole ? sheets : changed,
    changed,
    missing,
    viewed,
    reached,
    moved,
    signs,
    signed,
    whole,
    setWhole,
    at,
    setAt,
    show,
    view,
    isViewed,
  };
};
export type Reading = ReturnType<typeof useReading>;

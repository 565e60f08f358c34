import { useEffect } from 'react';
import { create } from 'zustand';
import { useOpenCampaign } from '../open-campaign.ts';
import { placeAddress } from '../place.ts';

/** A decision that somebody is about to make; its dialog stands over the whole screen. */
export type Decision =
  | { what: 'review' }
  | { what: 'schedule' | 'launch' | 'name' | 'withdraw' | 'request changes'; version: number }
  | { what: 'unschedule' | 'halt' | 'resume' | 'complete' | 'import' | 'guest' };

const useStore = create<{ campaign: string; asked: Decision | null }>(() => ({ campaign: '', asked: null }));

const close = (): void => {
  useStore.setState({ asked: null });
};

/** The decision about the open campaign; one that was asked about another campaign never shows here. */
export const useDecisions = () => {
  const { id } = useOpenCampaign();
  return {
    asked: useStore((now) => (now.campaign === id ? now.asked : null)),
    ask: (asked: Decision): void => {
      useStore.setState({ campaign: id, asked });
    },
    close,
  };
};

/** A question is over once the screen goes elsewhere: whoever comes back later did not ask it again. */
export const useEndsWithPlace = (): void => {
  const { id, place } = useOpenCampaign();
  const at = placeAddress(place);
  // Leaving any of these is what ends it.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies
  useEffect(() => close, [id, at]);
};

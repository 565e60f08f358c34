import { createContext, useContext } from 'react';
import { navigate } from '../app/location.ts';
import { readSteps, type Step } from '../../domain/campaign/sequence.ts';
import type { Member } from '../../domain/people/member.ts';
import type { CampaignState, WorkspaceState } from '../../domain/state.ts';
import { setPanelOpen } from '../app/interface.ts';
import { hrefTo, pathTo } from '../app/paths.ts';
import type { OpenRoom } from '../client/contract.ts';
import { useRoomValue, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { showTab } from './desk.ts';
import { isDrawer } from './narrow.ts';
import { placeAddress, type PanelTab, type Place } from './place.ts';

/** The campaign that the screen shows, with its two rooms open. */
export type OpenCampaign = {
  id: string;
  place: Place;
  /** The tab of the side panel that the address asks for. */
  panel: PanelTab | null;
  brief: OpenRoom;
  copy: OpenRoom;
};

const Context = createContext<OpenCampaign | null>(null);
export const OpenCampaignProvider = Context.Provider;

export const useOpenCampaign = (): OpenCampaign => {
  const open = useContext(Context);
  if (!open) throw new Error('This needs an open campaign around it.');
  return open;
};

/** The campaign as the feed has it. The screen draws nothing of this while there is none. */
export const useCampaign = (): CampaignState => {
  const { id } = useOpenCampaign();
  const campaign = useWorkspaceState((state) => state.campaigns[id]);
  if (!campaign) throw new Error(`campaign ${id} is not in the feed`);
  return campaign;
};

/** The whole workspace's state, for names and policy. */
export const useTeam = (): WorkspaceState => useWorkspaceState((state) => state);
/** The member at this screen, with the role they have now. */
export const useMe = (): Member => {
  const workspace = useWorkspace();
  const mine = workspace.me();
  return useWorkspaceState((state) => state.members[mine.id]) ?? mine;
};

/** The sequence in order, removed steps included; the same array until something but the words of a text changes. */
export const useSteps = (): Step[] => useRoomValue(useOpenCampaign().copy, readSteps) ?? none;
const none: Step[] = [];

export const useGo = (): ((place: Place, replace?: boolean) => void) => {
  const { id } = useOpenCampaign();
  return (place, replace = false) => {
    if (place.at === 'panel') {
      openPanel(place.tab);
      return;
    }
    // A drawer would lie over what was gone to.
    if (isDrawer()) setPanelOpen(false);
    navigate(pathTo.campaign(id, placeAddress(place)), { replace });
  };
};
export const useHref = (): ((place: Place) => string) => {
  const { id } = useOpenCampaign();
  return (place) => hrefTo(pathTo.campaign(id, placeAddress(place)));
};

export const openPanel = (tab: PanelTab): void => {
  showTab(tab);
  setPanelOpen(true);
};
/** The same for whoever asked for it by key or by name: the focus goes there too. */
export const goToPanel = (tab: PanelTab): void => {
  openPanel(tab);
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('[role=tablist][aria-label="Side panel"] [aria-selected=true]')?.focus();
  });
};

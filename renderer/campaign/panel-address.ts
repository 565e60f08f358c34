import { useEffect } from 'react';
import { navigate } from '../app/location.ts';
import { useInterface } from '../app/interface.ts';
import { pathTo } from '../app/paths.ts';
import { useDesk } from './desk.ts';
import { openPanel, useOpenCampaign } from './open-campaign.ts';
import { placeAddress, withPanel } from './place.ts';

/** Keeps the tab of the side panel in the address, so that a reload, a link and the way back lead to it; comments are the rule and unsaid. */
export const usePanelAddress = (): void => {
  const { id, place, panel } = useOpenCampaign();
  const open = useInterface((all) => all.panelOpen);
  const tab = useDesk((desk) => desk.tab);
  useEffect(() => {
    if (panel !== null) openPanel(panel);
  }, [panel]);
  useEffect(() => {
    // These places are only passed through, and a version has no panel beside it.
    if (place.at === 'panel' || place.at === 'thread' || place.at === 'version') return;
    // As it is now: what the address asked for is opened in the same turn.
    const wanted = useInterface.getState().panelOpen ? useDesk.getState().tab : null;
    const said = wanted === 'discussion' ? null : wanted;
    if (said !== panel) navigate(pathTo.campaign(id, withPanel(placeAddress(place), said)), { replace: true });
    // The tab and whether it is open are read afresh.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id, place.at, panel, open, tab]);
};

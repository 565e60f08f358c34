import { useEffect } from 'react';
import { navigate } from './location.ts';
import { toast } from '../ui/toast.ts';
import { setNewCampaignOpen, setPaletteOpen } from './interface.ts';
import { pathTo } from './paths.ts';

/** What the shell asks of the page: its menu's items and the links that were opened. In a browser there is none of it. */
export const Shell = () => {
  useEffect(() => {
    const { desktop } = window;
    if (!desktop) return undefined;
    const stops = [
      desktop.onOpenLink((path) => {
        navigate(path);
      }),
      desktop.onMenu((item) => {
        if (item === 'palette') return setPaletteOpen(true);
        navigate(pathTo.home);
        if (item === 'new-campaign') setNewCampaignOpen(true);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  useEffect(() => {
    const say = async () => {
      const notice = await window.desktop?.sessionNotice();
      if (notice) toast(notice);
    };
    void say();
  }, []);
  return null;
};

import { create } from 'zustand';

/** What the interface itself remembers; nothing in here is about a campaign's content. */
export type Theme = 'system' | 'light' | 'dark';
export type HomeView = 'board' | 'list';
export type HomeSort = 'change' | 'name' | 'launch';
type Interface = {
  theme: Theme;
  homeView: HomeView;
  homeSort: HomeSort;
  /** What the campaigns are searched for; stays while somebody looks into one and comes back. */
  homeQuery: string;
  /** Whose campaigns are shown: `all`, `mine`, a member's id, or `archived`. */
  homeShow: string;
  /** The side panel of a campaign; below 1,000 px it is a drawer and starts closed. */
  panelOpen: boolean;
  paletteOpen: boolean;
  shortcutsOpen: boolean;
  newCampaignOpen: boolean;
  leavingOpen: boolean;
};

const kept = <V extends string>(key: string, values: readonly V[], otherwise: V): V => {
  try {
    const value = localStorage.getItem(`countersign.${key}`);
    return values.find((each) => each === value) ?? otherwise;
  } catch {
    return otherwise;
  }
};
const keep = (key: string, value: string): void => {
  try {
    localStorage.setItem(`countersign.${key}`, value);
  } catch {
    // A full or forbidden storage costs the choice at the next start, nothing else.
  }
};

export const useInterface = create<Interface>(() => ({
  theme: kept('theme', ['system', 'light', 'dark'], 'system'),
  homeView: kept('home-view', ['board', 'list'], 'board'),
  homeSort: kept('home-sort', ['change', 'name', 'launch'], 'change'),
  homeQuery: '',
  homeShow: 'all',
  panelOpen: typeof window === 'undefined' || window.innerWidth > 1000,
  paletteOpen: false,
  shortcutsOpen: false,
  newCampaignOpen: false,
  leavingOpen: false,
}));

export const setTheme = (theme: Theme): void => {
  keep('theme', theme);
  useInterface.setState({ theme });
};
export const setHomeView = (homeView: HomeView): void => {
  keep('home-view', homeView);
  useInterface.setState({ homeView });
};
export const setHomeSort = (homeSort: HomeSort): void => {
  keep('home-sort', homeSort);
  useInterface.setState({ homeSort });
};
export const setHomeQuery = (homeQuery: string): void => {
  useInterface.setState({ homeQuery });
};
export const setHomeShow = (homeShow: string): void => {
  useInterface.setState({ homeShow });
};
export const setPanelOpen = (panelOpen: boolean): void => {
  useInterface.setState({ panelOpen });
};
export const setPaletteOpen = (paletteOpen: boolean): void => {
  useInterface.setState({ paletteOpen });
};
export const setShortcutsOpen = (shortcutsOpen: boolean): void => {
  useInterface.setState({ shortcutsOpen });
};
export const setNewCampaignOpen = (newCampaignOpen: boolean): void => {
  useInterface.setState({ newCampaignOpen });
};
export const setLeavingOpen = (leavingOpen: boolean): void => {
  useInterface.setState({ leavingOpen });
};

/** Pins the chosen theme on <html>, now and at every change; `system` pins nothing. */
export const keepTheme = (): void => {
  const pin = ({ theme }: Interface) => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  };
  pin(useInterface.getState());
  useInterface.subscribe(pin);
};

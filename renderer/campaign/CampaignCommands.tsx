import { can } from '../../domain/people/can.ts';
import { setPanelOpen, useInterface } from '../app/interface.ts';
import { useKeys } from '../app/keys.ts';
import { linkTo } from '../app/link-to.ts';
import { pathTo } from '../app/paths.ts';
import { useRoomStatus } from '../client/hooks.ts';
import { readingKeys, writingKeys } from '../editor/listed-keys.ts';
import { usePaletteCommands } from '../palette/commands.ts';
import { useListedKeys, type ListedKey } from '../palette/listed-keys.ts';
import { copyWords } from '../ui/copy-words.ts';
import { useArchiveCommand } from './archive-command.ts';
import { askForComment, askForStep, useDesk } from './desk.ts';
import { useDecisionCommands } from './gate/decision-commands.ts';
import { useDecisions } from './gate/decisions.ts';
import { goToPanel, useCampaign, useMe, useOpenCampaign, useTeam } from './open-campaign.ts';
import { panelCommands, usePlaceCommands } from './place-commands.ts';
import { panelTabs, placeAddress } from './place.ts';
import { useLeadGuard } from './text/lead-guard.ts';
import { showWriters, useWriters } from './text/writers.ts';

const outlineKeys: readonly ListedKey[] = [
  { title: 'Move a step up', kbd: 'Alt+↑', group: 'In the outline' },
  { title: 'Move a step down', kbd: 'Alt+↓', group: 'In the outline' },
];
const commentKeys: readonly ListedKey[] = [
  { title: 'Next comment', kbd: 'J', group: 'Side panel' },
  { title: 'Previous comment', kbd: 'K', group: 'Side panel' },
];

/** Everything that can be done in an open campaign, for the palette, the keyboard, and the list of its keys. */
export const CampaignCommands = () => {
  const { id, place } = useOpenCampaign();
  const { name } = useCampaign();
  const team = useTeam();
  const me = useMe();
  const { ask } = useDecisions();
  const open = useInterface((all) => all.panelOpen);
  const decisions = useDecisionCommands();
  const archiving = useArchiveCommand();
  const places = usePlaceCommands();
  const reading = place.at === 'version';
  const group = `Here, in ${name}`;
  const mayAsk = can(me, 'request review', team.policy);
  usePaletteCommands([
    ...decisions,
    ...archiving,
    {
      id: 'link',
      title: 'Copy a link to this place',
      icon: 'link',
      group,
      run: () => void copyWords(linkTo(pathTo.campaign(id, placeAddress(place))), 'Link copied.'),
    },
    ...(reading
      ? []
      : [
          {
            id: 'panel',
            title: open ? 'Close the side panel' : 'Open the side panel',
            icon: 'panel' as const,
            kbd: '\\',
            group,
            run: () => {
              setPanelOpen(!open);
            },
          },
          ...panelCommands,
        ]),
    ...places,
  ]);
  useKeys({
    'Mod+Shift+Enter': () => {
      if (!mayAsk) return false;
      ask({ what: 'review' });
      return undefined;
    },
  });
  return reading ? null : <DraftKeys />;
};

/** Keys and commands of the draft: a version that is read has neither its texts nor the side panel. */
const DraftKeys = () => {
  const { id, place, brief, copy } = useOpenCampaign();
  const guard = useLeadGuard(id);
  const { name } = useCampaign();
  const open = useInterface((all) => all.panelOpen);
  const tab = useDesk((desk) => desk.tab);
  const selection = useDesk((desk) => desk.selection);
  const writers = useWriters((all) => all.shown);
  const mayBrief = useRoomStatus(brief).access === 'write';
  const mayCopy = useRoomStatus(copy).access === 'write';
  const group = `Here, in ${name}`;
  usePaletteCommands([
    {
      id: 'comment',
      title: 'Comment on the selection',
      icon: 'comment',
      group,
      reason: selection ? undefined : 'Select words first.',
      run: () => {
        askForComment();
      },
    },
    {
      id: 'suggest',
      title: 'Suggest other words for the selection',
      icon: 'suggest',
      group,
      reason: selection ? undefined : 'Select words first.',
      run: () => {
        askForComment('suggest');
      },
    },
    ...(mayCopy
      ? [
          {
            id: 'add-step',
            title: 'Add a step',
            icon: 'plus' as const,
            group,
            run: () => {
              guard(() => {
                askForStep(true);
              });
            },
          },
        ]
      : []),
    {
      id: 'writers',
      title: writers ? 'Hide who wrote what' : 'Show who wrote what',
      icon: 'people',
      group,
      run: () => {
        showWriters(!writers);
      },
    },
  ]);
  const writes = place.at === 'step' ? mayCopy : mayBrief;
  useListedKeys(place.at === 'facts' ? none : writes ? writingKeys : readingKeys);
  useListedKeys(mayCopy ? outlineKeys : none);
  useListedKeys(open && tab === 'discussion' ? commentKeys : none);
  useKeys({
    '\\': () => {
      setPanelOpen(!open);
    },
    ...Object.fromEntries(
      panelTabs.map((each, index) => [
        `Alt+${index + 1}`,
        () => {
          goToPanel(each);
        },
      ]),
    ),
    'Mod+Alt+M': () => {
      if (!selection) return false;
      askForComment();
      return undefined;
    },
  });
  return null;
};
const none: readonly ListedKey[] = [];

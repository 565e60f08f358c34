import { factKeys } from '../../domain/campaign/facts.ts';
import { briefParts } from '../../domain/campaign/rooms.ts';
import { can } from '../../domain/people/can.ts';
import { newestSigned } from '../../domain/gate/signed-for.ts';
import { lastLaunch, standing as signatures } from '../../domain/stage.ts';
import { setPanelOpen, useInterface } from '../app/interface.ts';
import { useKeys } from '../app/keys.ts';
import { useOnline, useRoomStatus } from '../client/hooks.ts';
import { usePaletteCommands, type PaletteCommand } from '../palette/commands.ts';
import { standing } from './counts.ts';
import { askForComment, useDesk } from './desk.ts';
import { useDecisions } from './gate/decisions.ts';
import { openPanel, useCampaign, useGo, useMe, useOpenCampaign, useSteps, useTeam } from './open-campaign.ts';
import { briefWords, channelWords, factWords } from './part-words.ts';
import type { PanelTab } from './place.ts';
import { showWriters, useWriters } from './text/writers.ts';

const panels: { tab: PanelTab; title: string; icon: PaletteCommand['icon'] }[] = [
  { tab: 'discussion', title: 'Comments', icon: 'comment' },
  { tab: 'gate', title: 'Gate and checks', icon: 'gate' },
  { tab: 'notes', title: 'What prospects said', icon: 'quote' },
  { tab: 'record', title: 'Record', icon: 'history' },
];

/** Everything that can be done in an open campaign, for the palette and the keyboard. */
export const CampaignCommands = () => {
  const campaign = useCampaign();
  const { copy } = useOpenCampaign();
  const team = useTeam();
  const me = useMe();
  const go = useGo();
  const online = useOnline();
  const steps = standing(useSteps());
  const { ask } = useDecisions();
  const selection = useDesk((desk) => desk.selection);
  const open = useInterface((all) => all.panelOpen);
  const writers = useWriters((all) => all.shown);
  const writesCopy = useRoomStatus(copy).access === 'write';
  const group = `Here, in ${campaign.name}`;
  const needs = online ? undefined : 'Needs a connection to the server.';
  const next = campaign.versions.length + 1;
  const newest = campaign.versions.at(-1);
  const signed = newestSigned(team, campaign);
  const launch = lastLaunch(campaign);
  const mine = campaign.versions.findLast((version) => signatures(version).some(({ by }) => by === me.id));

  const decisions: PaletteCommand[] = [
    ...(can(me, 'request review', team.policy)
      ? [
          {
            id: 'ask-review',
            title: `Ask to sign version ${next}`,
            icon: 'st-review' as const,
            kbd: 'Mod+Shift+Enter',
            group,
            reason: needs,
            run: () => ask({ what: 'review' }),
          },
        ]
      : []),
    ...(newest
      ? [
          {
            id: 'read-version',
            title: `Read version ${newest.number}`,
            icon: 'eye' as const,
            group,
            run: () => go({ at: 'version', version: newest.number }),
          },
        ]
      : []),
    ...(newest && can(me, 'decide review', team.policy)
      ? [
          {
            id: 'request-changes',
            title: `Request changes to version ${newest.number}`,
            icon: 'suggest' as const,
            group,
            reason: needs,
            run: () => ask({ what: 'request changes', version: newest.number }),
          },
        ]
      : []),
    ...(mine
      ? [
          {
            id: 'withdraw',
            title: `Withdraw my signature from version ${mine.number}`,
            icon: 'undo' as const,
            group,
            reason: needs,
            run: () => ask({ what: 'withdraw', version: mine.number }),
          },
        ]
      : []),
    ...(signed && can(me, 'launch', team.policy)
      ? [
          {
            id: 'schedule',
            title: `Schedule version ${signed.number}`,
            icon: 'calendar' as const,
            group,
            reason: needs,
            run: () => ask({ what: 'schedule', version: signed.number }),
          },
          {
            id: 'launch',
            title: `Launch version ${signed.number} now`,
            icon: 'st-live' as const,
            group,
            reason: needs,
            run: () => ask({ what: 'launch', version: signed.number }),
          },
        ]
      : []),
    ...(campaign.schedule && can(me, 'unschedule', team.policy)
      ? [
          {
            id: 'unschedule',
            title: 'Unschedule the launch',
            icon: 'calendar' as const,
            group,
            reason: needs,
            run: () => ask({ what: 'unschedule' }),
          },
        ]
      : []),
    ...(launch?.state === 'live' && can(me, 'halt', team.policy)
      ? [{ id: 'halt', title: 'Halt', icon: 'halt' as const, group, reason: needs, run: () => ask({ what: 'halt' }) }]
      : []),
    ...(launch?.state === 'halted' && can(me, 'resume', team.policy)
      ? [
          {
            id: 'resume',
            title: 'Resume',
            icon: 'ramp' as const,
            group,
            reason: needs,
            run: () => ask({ what: 'resume' }),
          },
        ]
      : []),
    ...(newest && can(me, 'name version', team.policy)
      ? [
          {
            id: 'name-version',
            title: `Name version ${newest.number}`,
            icon: 'history' as const,
            group,
            run: () => ask({ what: 'name', version: newest.number }),
          },
        ]
      : []),
  ];
  usePaletteCommands([
    ...decisions,
    {
      id: 'comment',
      title: 'Comment on the selection',
      icon: 'comment',
      kbd: 'Ctrl+Alt+M',
      group,
      reason: selection ? undefined : 'Select words first.',
      run: askForComment,
    },
    {
      id: 'writers',
      title: writers ? 'Hide who wrote what' : 'Show who wrote what',
      icon: 'people',
      group,
      run: () => {
        showWriters(!writers);
      },
    },
    ...(me.admin && !me.suspended
      ? [
          {
            id: 'guest',
            title: 'Invite a guest to this campaign',
            icon: 'key' as const,
            group,
            reason: needs,
            run: () => ask({ what: 'guest' }),
          },
        ]
      : []),
    ...(writesCopy || can(me, 'write brief', team.policy)
      ? [
          {
            id: 'import-plan',
            title: 'Paste a plan',
            icon: 'download' as const,
            group,
            run: () => ask({ what: 'import' }),
          },
        ]
      : []),
    {
      id: 'panel',
      title: open ? 'Close the side panel' : 'Open the side panel',
      icon: 'panel',
      kbd: '\\',
      group,
      run: () => {
        setPanelOpen(!open);
      },
    },
    ...panels.map(({ tab, title, icon }, index) => ({
      id: `panel-${tab}`,
      title,
      icon,
      kbd: `Alt+${index + 1}`,
      group: 'Side panel',
      run: () => {
        openPanel(tab);
      },
    })),
    ...briefParts.map((part) => ({
      id: `go-brief-${part}`,
      title: briefWords[part].title,
      icon: 'doc' as const,
      group: 'Brief and facts',
      run: () => go({ at: 'brief', part }),
    })),
    ...factKeys.map((fact) => ({
      id: `go-fact-${fact}`,
      title: factWords[fact].title,
      icon: 'gate' as const,
      group: 'Brief and facts',
      run: () => go({ at: 'facts', fact }),
    })),
    ...steps.map((step) => ({
      id: `go-step-${step.id}`,
      title: `Day ${step.day}: ${step.name || channelWords[step.channel].title}`,
      icon: channelWords[step.channel].icon,
      group: 'Sequence',
      run: () => go({ at: 'step', step: step.id, variant: null }),
    })),
  ]);
  useKeys({
    '\\': () => {
      setPanelOpen(!open);
    },
    'Alt+1': () => openPanel('discussion'),
    'Alt+2': () => openPanel('gate'),
    'Alt+3': () => openPanel('notes'),
    'Alt+4': () => openPanel('record'),
    'Mod+Shift+Enter': () => {
      if (!can(me, 'request review', team.policy)) return false;
      ask({ what: 'review' });
      return undefined;
    },
    'Mod+Alt+M': () => {
      if (!selection) return false;
      askForComment();
      return undefined;
    },
  });
  return null;
};

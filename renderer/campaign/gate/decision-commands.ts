import { newestSigned } from '../../../domain/gate/signed-for.ts';
import { can } from '../../../domain/people/can.ts';
import { lastLaunch, standing } from '../../../domain/stage.ts';
import { useMayStop, useOnline, useRoomStatus } from '../../client/hooks.ts';
import type { PaletteCommand } from '../../palette/commands.ts';
import { useCampaign, useGo, useMe, useOpenCampaign, useTeam } from '../open-campaign.ts';
import { useDecisions, type Decision } from './decisions.ts';

const needsServer = 'Needs a connection to the server.';

/** Every decision that this member can make about the open campaign now, for the palette. */
export const useDecisionCommands = (): PaletteCommand[] => {
  const campaign = useCampaign();
  const { copy } = useOpenCampaign();
  const team = useTeam();
  const me = useMe();
  const go = useGo();
  const { ask } = useDecisions();
  const online = useOnline();
  const mayStop = useMayStop();
  const mayWriteCopy = useRoomStatus(copy).access === 'write';
  const group = `Here, in ${campaign.name}`;
  const newest = campaign.versions.at(-1);
  const signed = newestSigned(team, campaign);
  const launch = lastLaunch(campaign);
  const mine = campaign.versions.findLast((version) => standing(version).some(({ by }) => by === me.id));
  const may = (action: Parameters<typeof can>[1]) => can(me, action, team.policy);
  const decision = (
    id: string,
    title: string,
    icon: PaletteCommand['icon'],
    asked: Decision,
    more: Partial<PaletteCommand> = {},
  ): PaletteCommand => ({
    id,
    title,
    icon,
    group,
    reason: online ? undefined : needsServer,
    run: () => {
      ask(asked);
    },
    ...more,
  });
  const offline = { reason: undefined };
  const stops = { reason: mayStop ? undefined : needsServer };
  return [
    may('request review') &&
      decision(
        'ask-review',
        `Ask to sign version ${campaign.versions.length + 1}`,
        'st-review',
        { what: 'review' },
        { kbd: 'Mod+Shift+Enter' },
      ),
    newest && {
      id: 'read-version',
      title: `Read version ${newest.number}`,
      icon: 'eye' as const,
      group,
      run: () => {
        go({ at: 'version', version: newest.number });
      },
    },
    newest &&
      may('decide review') &&
      decision('request-changes', `Request changes to version ${newest.number}`, 'suggest', {
        what: 'request changes',
        version: newest.number,
      }),
    mine &&
      decision(
        'withdraw',
        `Withdraw my signature from version ${mine.number}`,
        'undo',
        { what: 'withdraw', version: mine.number },
        stops,
      ),
    signed &&
      may('launch') &&
      decision('schedule', `Schedule version ${signed.number}`, 'calendar', {
        what: 'schedule',
        version: signed.number,
      }),
    signed &&
      may('launch') &&
      decision('launch', `Launch version ${signed.number} now`, 'st-live', { what: 'launch', version: signed.number }),
    campaign.schedule &&
      may('unschedule') &&
      decision('unschedule', 'Unschedule the launch', 'calendar', { what: 'unschedule' }, stops),
    launch?.state === 'live' && may('halt') && decision('halt', 'Halt', 'halt', { what: 'halt' }, stops),
    launch?.state === 'halted' && may('resume') && decision('resume', 'Resume', 'ramp', { what: 'resume' }),
    newest &&
      may('name version') &&
      decision('name-version', `Name version ${newest.number}`, 'history', { what: 'name', version: newest.number }),
    me.admin && !me.suspended && decision('guest', 'Invite a guest to this campaign', 'key', { what: 'guest' }),
    (mayWriteCopy || may('write brief')) &&
      decision('import-plan', 'Paste a plan', 'download', { what: 'import' }, offline),
  ].filter((command) => command !== false && command !== undefined && command !== null);
};

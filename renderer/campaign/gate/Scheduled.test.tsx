import { afterEach, describe, expect, it } from 'vitest';
import type { CampaignState, WorkspaceState } from '../../../domain/state.ts';
import { drawn } from '../../ui/drawn.ts';
import {
  pretendCampaign,
  pretendSchedule,
  pretendThread,
  pretendVersion,
  pretendWorkspace,
  signedBy,
} from '../../ui/pretend.ts';
import { pretendOpen } from '../pretend-open.tsx';
import { Scheduled } from './Scheduled.tsx';

let page: Awaited<ReturnType<typeof drawn>>;
const draw = async (
  change: Partial<CampaignState> = {},
  changeTeam: (team: WorkspaceState) => Partial<WorkspaceState> = () => ({}),
) => {
  const versions = [pretendVersion(1, { signatures: [signedBy('lena')] })];
  const schedule = pretendSchedule();
  const team = pretendWorkspace(pretendCampaign('a', 'A', { versions, schedule, ...change }));
  const open = pretendOpen({ ...team, ...changeTeam(team) }, 'mia', 'a');
  page = await drawn(open.around(<Scheduled schedule={schedule} />));
  return open;
};

describe('a schedule', () => {
  afterEach(() => page.remove());

  it('that stands says when, in the colour of what is signed', async () => {
    await draw();
    expect(document.body.textContent).toContain('Version 1 launches on 12 May');
    expect(document.querySelector('.signed, [class*=signed]')).not.toBeNull();
  });

  it('that will launch nothing says so and why, with what to press, and in no blue', async () => {
    const t1 = pretendThread({ blocking: true, blockingSince: 99 });
    await draw({ threads: { t1 } }, ({ members }) => ({
      members: { ...members, mia: { ...members['mia']!, suspended: true } },
    }));
    expect(document.body.textContent).toContain('Version 1 will not launch on 12 May');
    expect(document.body.textContent).toContain('Since it was set, Sam’s thread blocks it.');
    expect(document.body.textContent).toContain('Mia set it and is suspended.');
    expect(page.pressable('Open the thread')).toBeTruthy();
    expect(document.body.textContent).not.toContain('launches on');
    expect(document.querySelector('[class*=signed]')).toBeNull();
  });

  it('that was missed says why', async () => {
    const schedule = { ...pretendSchedule(), missed: true, missedFor: ['too late'] };
    page = await drawn(
      pretendOpen(
        pretendWorkspace(pretendCampaign('a', 'A', { versions: [pretendVersion(1)], schedule })),
        'mia',
        'a',
      ).around(<Scheduled schedule={schedule} />),
    );
    expect(document.body.textContent).toContain('The launch was missed.');
  });
});

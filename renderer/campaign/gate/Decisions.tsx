import { lazy, Suspense } from 'react';
import { versionOf } from '../../../domain/stage.ts';
import { PlanImport } from '../import/PlanImport.tsx';
import { useCampaign } from '../open-campaign.ts';
import { CompleteDialog } from './CompleteDialog.tsx';
import { useDecisions } from './decisions.ts';
import { LaunchDialog } from './LaunchDialog.tsx';
import { NameVersion } from './NameVersion.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import { RequestReview } from './RequestReview.tsx';
import { ScheduleDialog } from './ScheduleDialog.tsx';

const GuestDialog = lazy(async () => ({ default: (await import('../../people/GuestDialog.tsx')).GuestDialog }));

/** The dialog of the decision that somebody is about to make, wherever it was asked for. */
export const Decisions = () => {
  const campaign = useCampaign();
  const { asked, close } = useDecisions();
  if (asked === null) return null;
  const version = 'version' in asked ? versionOf(campaign, asked.version) : null;
  switch (asked.what) {
    case 'review':
      return <RequestReview onClose={close} />;
    case 'import':
      return <PlanImport onClose={close} />;
    case 'guest':
      return (
        <Suspense>
          <GuestDialog campaign={campaign.id} onClose={close} />
        </Suspense>
      );
    case 'complete':
      return <CompleteDialog onClose={close} />;
    case 'schedule':
      return version && <ScheduleDialog version={version} onClose={close} />;
    case 'launch':
      return version && <LaunchDialog version={version} onClose={close} />;
    case 'name':
      return version && <NameVersion version={version} onClose={close} />;
    case 'withdraw':
      return (
        version && (
          <ReasonDialog
            title={`Withdraw your signature from ${campaign.name}, version ${version.number}?`}
            label="Why"
            action="Withdraw"
            kind="stop"
            stops
            done="Your signature is withdrawn."
            command={(reason) => ({
              kind: 'withdraw signature',
              campaign: campaign.id,
              version: version.number,
              reason,
            })}
            onClose={close}
          >
            {campaign.schedule?.version === version.number && <p>Its launch is unscheduled in the same moment.</p>}
          </ReasonDialog>
        )
      );
    case 'request changes':
      return (
        version && (
          <ReasonDialog
            title={`Request changes to ${campaign.name}, version ${version.number}`}
            label="What should change?"
            action="Request changes"
            done="Changes requested."
            command={(reason) => ({
              kind: 'request changes',
              campaign: campaign.id,
              version: version.number,
              digest: version.digest,
              reason,
            })}
            onClose={close}
          />
        )
      );
    case 'unschedule':
      return (
        <ReasonDialog
          title={`Unschedule the launch of ${campaign.name}?`}
          label="Why"
          optional
          stops
          action="Unschedule"
          done="The launch is unscheduled."
          command={(reason) => ({
            kind: 'unschedule launch',
            campaign: campaign.id,
            reason: reason === '' ? null : reason,
          })}
          onClose={close}
        />
      );
    case 'halt':
      return (
        <ReasonDialog
          title={`Halt ${campaign.name}?`}
          label="Why"
          kind="stop"
          stops
          action="Halt"
          done="Halted. Nothing more goes out."
          command={(reason) => ({ kind: 'halt', campaign: campaign.id, reason })}
          onClose={close}
        >
          <p>Nothing more goes out from this moment. A sales lead can resume the same version, with a reason.</p>
        </ReasonDialog>
      );
    default:
      return (
        <ReasonDialog
          title={`Resume ${campaign.name}?`}
          label="Why it may go on"
          action="Resume"
          done="Resumed."
          command={(reason) => ({ kind: 'resume', campaign: campaign.id, reason })}
          onClose={close}
        >
          <p>The same version goes on, byte for byte.</p>
        </ReasonDialog>
      );
  }
};

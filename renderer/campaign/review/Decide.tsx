import { useState } from 'react';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { can } from '../../../domain/people/can.ts';
import { isEligible } from '../../../domain/people/leads.ts';
import { standing } from '../../../domain/stage.ts';
import type { Version } from '../../../domain/state.ts';
import { CountersignLine } from '../../ui/CountersignLine.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { classes } from '../../ui/classes.ts';
import { dayTime, shortDigest } from '../../ui/format.ts';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';
import { AfterSigning } from './AfterSigning.tsx';
import { Known } from './Known.tsx';
import { statementOf } from './statement.ts';
import type { Reading } from './use-reading.ts';
import { VerdictForm } from './VerdictForm.tsx';
import type { WroteIn } from './wrote.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** What is known about the version, who stands under it, and the reader's verdict; or, once they signed, that they did. */
export const Decide = ({
  version,
  frozen,
  base,
  reading,
  wrote,
}: {
  version: Version;
  frozen: Frozen;
  base: number | null;
  reading: Reading;
  wrote: WroteIn | null;
}) => {
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe();
  const [first] = useState(standing(version).length);
  const [comments, setComments] = useState(false);
  const signature = standing(version).at(-1);
  const mine = standing(version).find(({ by }) => by === me.id) ?? null;
  const name = (id: string): string => team.members[id]?.name ?? 'Someone';
  const draws = standing(version).length > first;
  return (
    <aside className={c('decide')} aria-label="Your decision">
      <Known version={version} frozen={frozen} reading={reading} wrote={wrote} />
      <section id="verdict" className={c('verdict')} aria-label="Verdict">
        <div>
          <p className={c('sentence', signature && 'strong')}>
            “{signature?.statement ?? statementOf(campaign.name, version.number, frozen)}”
          </p>
          <p className={c('mono', 'quiet')}>{shortDigest(frozen.digest)}</p>
        </div>
        <CountersignLine
          left={{ name: name(version.by), note: `asked, ${dayTime(version.at)}` }}
          right={signature ? { name: name(signature.by), note: `signed, ${dayTime(signature.at)}` } : null}
          awaits={
            reading.signs && isEligible(team, campaign, version, me) ? { name: me.name, note: 'not signed' } : undefined
          }
          signed
          draws={draws}
        />
        {signature?.byAuthor && (
          <Notice tone="care" title="Signed by an author.">
            There was no other sales lead who could.
          </Notice>
        )}
        {mine && (
          <AfterSigning
            version={version}
            signature={mine}
            takesFocus={draws}
            comments={comments}
            onComment={() => {
              setComments(true);
            }}
          />
        )}
        {can(me, 'comment', team.policy, campaign.id) && (!mine || comments) && (
          <VerdictForm
            version={version}
            frozen={frozen}
            reading={reading}
            takesFocus={mine !== null}
            onSent={() => {
              setComments(false);
            }}
          />
        )}
      </section>
      <p className="sr">{base === null ? '' : `Compared with version ${base}.`}</p>
    </aside>
  );
};

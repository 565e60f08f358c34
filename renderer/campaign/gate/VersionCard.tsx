import { useState } from 'react';
import { standingOf } from '../../../domain/gate/signed-for.ts';
import { standing } from '../../../domain/stage.ts';
import type { Version } from '../../../domain/state.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { CountersignLine } from '../../ui/CountersignLine.tsx';
import { classes } from '../../ui/classes.ts';
import { count, dayTime, firstName, shortDigest } from '../../ui/format.ts';
import { useDraft } from '../draft/draft.ts';
import { useCampaign, useGo, useMe, useTeam } from '../open-campaign.ts';
import { VersionMenu } from './VersionMenu.tsx';
import styles from './Gate.module.css';

const c = classes(styles);

/** One version: who asked, who signed in blue, what was asked to change; and the way to read it. */
export const VersionCard = ({ version, small = false }: { version: Version; small?: boolean }) => {
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe();
  const go = useGo();
  const { since } = useDraft();
  const name = (id: string): string => team.members[id]?.name ?? 'Someone';
  const signatures = standing(version);
  const signature = signatures.at(-1);
  // The second stroke is drawn once, when the server has confirmed a signature that came while this card was on the screen.
  const [first] = useState(signatures.length);
  const withdrawn = version.signatures.filter((each) => each.withdrawn !== null);
  const mine = signatures.some((each) => each.by === me.id);
  const launched = campaign.launches.some((launch) => launch.version === version.number);
  const { signed, policy, counted } = standingOf(team, campaign, version);
  const open = Math.max(0, policy.quorum - counted.length);
  const asked = me.role === 'sales-lead' && !mine && open > 0 && version.changesRequested.length === 0;
  return (
    <div className={c('version')}>
      <header className={c('head')}>
        <h3>
          Version {version.number}
          {version.name !== null && <span className={c('named')}> {version.name}</span>}
        </h3>
        <span className={c('grow')} />
        {version.changesRequested.length > 0 ? (
          <Badge icon="suggest">changes requested</Badge>
        ) : signed || launched ? (
          <Badge tone="signed" icon="st-signed">
            Signed
          </Badge>
        ) : null}
        <VersionMenu version={version} mine={mine} launched={launched} />
      </header>
      {!small && (
        <CountersignLine
          left={{ name: name(version.by), note: `asked, ${dayTime(version.at)}` }}
          right={signature ? { name: name(signature.by), note: `signed, ${dayTime(signature.at)}` } : null}
          signed
          draws={signatures.length > first}
        />
      )}
      <p className={c('digest')}>
        <span className={c('mono')}>{shortDigest(version.digest)}</span>
        {small && ` asked by ${firstName(name(version.by))}, ${dayTime(version.at)}`}
      </p>
      {signatures.map((each) => (
        <p key={`${each.by} ${each.at}`} className={c('signature')}>
          “{each.statement}” {firstName(name(each.by))}, {dayTime(each.at)}
          {each.byAuthor && (
            <>
              {' '}
              <Badge tone="care" icon="alert-fill">
                signed by an author
              </Badge>
            </>
          )}
        </p>
      ))}
      {!small && open > 0 && version.changesRequested.length === 0 && !launched && (
        <p className={c('soft')}>
          Waiting for {count(open, counted.length > 0 ? 'more sales lead' : 'sales lead')}.
          {since &&
            since.version === version.number &&
            since.changes > 0 &&
            ` ${since.changes === 1 ? 'One later change is' : `${since.changes} later changes are`} not in it.`}
        </p>
      )}
      {version.note?.body && <blockquote className={c('reason')}>{version.note.body.text}</blockquote>}
      {version.changesRequested.map((change) => (
        <div key={`${change.by} ${change.at}`}>
          <p className={c('soft')}>
            {firstName(name(change.by))} asked for changes, {dayTime(change.at)}:
          </p>
          <blockquote className={c('reason')}>{change.reason.body?.text ?? 'The words were erased.'}</blockquote>
        </div>
      ))}
      {withdrawn.map((each) => (
        <p key={`${each.by} ${each.at}`} className={c('soft')}>
          {firstName(name(each.by))} withdrew a signature, {each.withdrawn && dayTime(each.withdrawn.at)}
          {each.withdrawn?.reason.body ? `: “${each.withdrawn.reason.body.text}”` : '.'}
        </p>
      ))}
      {!small && (
        <div className={c('acts')}>
          <Button
            kind={asked ? 'primary' : 'plain'}
            icon="eye"
            onPress={() => {
              go({ at: 'version', version: version.number });
            }}
          >
            {asked ? 'Read and sign' : 'Read'} version {version.number}
          </Button>
        </div>
      )}
    </div>
  );
};

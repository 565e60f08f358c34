import { memo } from 'react';
import type { WorkspaceState } from '../../domain/state.ts';
import { hrefTo, pathTo } from '../app/paths.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Icon } from '../ui/Icon.tsx';
import { StageMark } from '../ui/StageMark.tsx';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { classes } from '../ui/classes.ts';
import { firstName } from '../ui/format.ts';
import { hueOf } from '../ui/hue.ts';
import { stages } from '../ui/stage-words.ts';
import { CampaignMenu } from './CampaignMenu.tsx';
import type { Summary } from './summary.ts';
import styles from './List.module.css';

const c = classes(styles);

/** The same campaigns in rows. */
export const List = ({
  state,
  summaries,
  waiting,
  pending,
}: {
  state: WorkspaceState;
  summaries: Summary[];
  waiting: ReadonlySet<string>;
  pending: ReadonlySet<string>;
}) => {
  const byStage = Map.groupBy(summaries, (summary) => summary.stage);
  return (
    <table className={c('list')}>
      <thead>
        <tr>
          <th scope="col">Campaign</th>
          <th scope="col">Owner</th>
          <th scope="col">Version</th>
          <th scope="col">Launch</th>
          <th scope="col">Gate</th>
          <th scope="col" className={c('end')}>
            Open threads
          </th>
          <th scope="col" className={c('end')}>
            Last change
          </th>
          <th scope="col">
            <span className="sr">Actions</span>
          </th>
        </tr>
      </thead>
      {stages.map((stage) => {
        const members = byStage.get(stage);
        return (
          members && (
            <tbody key={stage} data-column={stage}>
              <tr className={c('group')}>
                <th colSpan={8} scope="rowgroup">
                  <span className={c('stage')}>
                    <StageMark stage={stage} />
                    <span className={c('count')}>{members.length}</span>
                  </span>
                </th>
              </tr>
              {members.map((summary) => (
                <Row
                  key={summary.id}
                  summary={summary}
                  hue={summary.owner ? hueOf(state, summary.owner.id) : 0}
                  waits={waiting.has(summary.id)}
                  here={pending.has(summary.id)}
                />
              ))}
            </tbody>
          )
        );
      })}
    </table>
  );
};

const Row = memo(({ summary, hue, waits, here }: { summary: Summary; hue: number; waits: boolean; here: boolean }) => (
  <tr className={c('row')}>
    <td className={c('name')}>
      <span className={c('title')}>
        <a className={c('link')} href={hrefTo(pathTo.campaign(summary.id))} data-campaign={summary.id}>
          {summary.name}
        </a>
        {here && <Badge icon="laptop">on this laptop</Badge>}
      </span>
    </td>
    <td>
      {summary.owner && (
        <span className={c('owner')}>
          <Avatar name={summary.owner.name} role={summary.owner.role} hue={hue} size="small" />
          {firstName(summary.owner.name)}
        </span>
      )}
    </td>
    <td>{summary.version === null ? '–' : `v${summary.version}`}</td>
    <td>{summary.launch ?? 'no date'}</td>
    <td>
      <span className={c('gate', summary.blocking > 0 && 'stop', waits && 'waits')}>
        {summary.blocking > 0 && <Icon name="block" small />}
        <span className={c('clip')}>{summary.gate}</span>
        {waits && <span className={c('you')}>you</span>}
      </span>
    </td>
    <td className={c('end')}>{summary.openThreads === 0 ? '–' : summary.openThreads}</td>
    <td className={c('end')}>
      <TimeAgo at={summary.changedAt} />
    </td>
    <td className={c('end')}>
      <CampaignMenu campaign={summary.id} name={summary.name} archived={summary.archived} />
    </td>
  </tr>
));
Row.displayName = 'Row';

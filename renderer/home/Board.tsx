import { memo, type ReactNode } from 'react';
import type { Stage, WorkspaceState } from '../../domain/state.ts';
import { hrefTo, pathTo } from '../app/paths.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { StageMark } from '../ui/StageMark.tsx';
import { classes } from '../ui/classes.ts';
import { hueOf } from '../ui/hue.ts';
import { stages } from '../ui/stage-words.ts';
import type { Summary } from './summary.ts';
import styles from './Board.module.css';

const c = classes(styles);

/** Campaigns by stage. Tiles that are out of sight are not laid out, so that hundreds cost no more than a screenful. */
export const Board = ({
  state,
  summaries,
  waiting,
  pending,
}: {
  state: WorkspaceState;
  summaries: Summary[];
  /** Campaigns in which something waits for this member. */
  waiting: ReadonlySet<string>;
  /** Campaigns that only this laptop knows yet. */
  pending: ReadonlySet<string>;
}) => {
  const byStage = Map.groupBy(summaries, (summary) => summary.stage);
  return (
    <div className={c('board')}>
      {stages.map((stage) => (
        <Column key={stage} stage={stage} summaries={byStage.get(stage) ?? []}>
          {(summary) => (
            <Tile
              key={summary.id}
              summary={summary}
              hue={summary.owner ? hueOf(state, summary.owner.id) : 0}
              waits={waiting.has(summary.id)}
              here={pending.has(summary.id)}
            />
          )}
        </Column>
      ))}
    </div>
  );
};

const Column = ({
  stage,
  summaries,
  children,
}: {
  stage: Stage;
  summaries: Summary[];
  children: (summary: Summary) => ReactNode;
}) => {
  const id = `stage-${stage.replace(' ', '-')}`;
  return (
    <section
      className={c('column', stage.replace(' ', '-'), summaries.length === 0 && 'empty')}
      aria-labelledby={id}
      data-column={stage}
    >
      <h3 id={id} className={c('head')}>
        <StageMark stage={stage} />
        <span className={c('count')}>{summaries.length}</span>
      </h3>
      {summaries.length > 0 && (
        <ul className={c('tiles')}>
          {summaries.map((summary) => (
            <li key={summary.id} className={c('item')}>
              {children(summary)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const Tile = memo(({ summary, hue, waits, here }: { summary: Summary; hue: number; waits: boolean; here: boolean }) => (
  <a
    className={c('tile', summary.stage === 'done' && 'thin', here && 'here')}
    href={hrefTo(pathTo.campaign(summary.id))}
    data-campaign={summary.id}
  >
    <span className={c('name')}>{summary.name}</span>
    <span className={c('meta')}>
      {summary.owner && <Avatar name={summary.owner.name} role={summary.owner.role} hue={hue} size="small" />}
      {summary.version !== null && <span className={c('number')}>v{summary.version}</span>}
      <span className={c('says')}>
        {summary.stage === 'drafting' && summary.launch !== null && `${summary.launch} · `}
        {summary.says}
      </span>
      {here ? (
        <Badge icon="laptop">on this laptop</Badge>
      ) : (
        summary.blocking > 0 && (
          <Badge tone="stop" icon="block">
            {summary.blocking} blocking
          </Badge>
        )
      )}
      {waits && <span className={c('you')}>you</span>}
    </span>
  </a>
));
Tile.displayName = 'Tile';

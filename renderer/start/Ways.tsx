import type { ServerInfo } from '../../domain/wire/http.ts';
import { Icon, type GlyphName } from '../ui/Icon.tsx';
import { classes } from '../ui/classes.ts';
import styles from './Start.module.css';

const c = classes(styles);

/** Undefined while it is asked; null while the server cannot be reached. */
export type Reached = ServerInfo | null | undefined;
export type Way = 'new' | 'join' | 'sample';

/** The ways in, each with the reason where it is none at present. */
export const Ways = ({
  server,
  looking,
  onChoose,
  primary,
}: {
  server: Reached;
  looking: boolean;
  onChoose: (way: Way) => void;
  primary: boolean;
}) => {
  const offline = server === null ? 'Needs the server.' : looking ? 'Looking for the server.' : undefined;
  return (
    <ul className={c('ways')}>
      <WayTo
        icon="plus"
        title="Start a workspace"
        says="For your team. You become its admin and invite the others."
        primary={primary}
        reason={
          offline ??
          (server && !server.mayFound
            ? 'This server is closed for new workspaces. Ask its owner for an invite.'
            : undefined)
        }
        onPress={() => {
          onChoose('new');
        }}
      />
      <WayTo
        icon="key"
        title="Join with a link"
        says="An invite from a colleague, or a link that signs you in."
        // In the shell the link itself names the server.
        reason={window.desktop ? undefined : offline}
        onPress={() => {
          onChoose('join');
        }}
      />
      <WayTo
        icon="eye"
        title="Look at the sample workspace"
        says="A campaign from brief to launch, seen as marketing, sales or the sales lead."
        reason={offline ?? (server && !server.sample ? 'This server has no sample workspace.' : undefined)}
        onPress={() => {
          onChoose('sample');
        }}
      />
    </ul>
  );
};

const WayTo = ({
  icon,
  title,
  says,
  reason,
  primary = false,
  onPress,
}: {
  icon: GlyphName;
  title: string;
  says: string;
  reason?: string | undefined;
  primary?: boolean;
  onPress: () => void;
}) => (
  <li>
    <button
      type="button"
      className={c('way', reason !== undefined ? 'not' : primary && 'first')}
      aria-disabled={reason !== undefined || undefined}
      onClick={() => {
        if (reason === undefined) onPress();
      }}
    >
      <Icon name={reason === undefined ? icon : 'lock'} />
      <span className={c('wayTitle')}>{title}</span>
      <Icon name="right" small />
      <span className={c('waySays')}>{reason ?? says}</span>
    </button>
  </li>
);

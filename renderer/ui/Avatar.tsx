import type { Role } from '../../domain/people/member.ts';
import { classes } from './classes.ts';
import { initials, roleWord } from './format.ts';
import styles from './Avatar.module.css';

const c = classes(styles);

const shapes: Record<Role, string> = { marketing: 'round', sales: 'square', 'sales-lead': 'square', viewer: 'arch' };

/** A person: shape is the department, initials and line are the person, hue only helps. */
export const Avatar = ({
  name,
  role,
  hue,
  away = false,
  here = false,
  size = 'medium',
}: {
  name: string;
  role: Role;
  hue: number;
  away?: boolean;
  here?: boolean;
  size?: 'small' | 'medium' | 'large';
}) => {
  const says = `${name}, ${roleWord(role)}${away ? ', away' : here ? ', here now' : ''}`;
  return (
    <span className={c('avatar', shapes[role], `p${hue % 6}`, size, away && 'away')} title={says}>
      <span aria-hidden="true">{initials(name)}</span>
      <span className="sr">{says}</span>
      {here && <i className={c('dot')} />}
    </span>
  );
};

/** A person's line, drawn under a name where several people stand together. */
export const PersonLine = ({ hue, line }: { hue: number; line: number }) => (
  <span className={c('line', `p${hue % 6}`, `l${line % 6}`)} aria-hidden="true" />
);

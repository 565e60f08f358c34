import { glyphs, type GlyphName } from './glyphs.tsx';
import styles from './Icon.module.css';
import { classes } from './classes.ts';

const c = classes(styles);
export type { GlyphName };

/** A glyph. Without `label` it is decoration, and the word beside it says what it means. */
export const Icon = ({ name, label, small = false }: { name: GlyphName; label?: string; small?: boolean }) => (
  <svg
    className={c('icon', small && 'small')}
    viewBox="0 0 16 16"
    {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
  >
    {glyphs[name]}
  </svg>
);

import { classes } from './classes.ts';
import styles from './Strokes.module.css';

const c = classes(styles);
export type StrokesKind = 'met' | 'none' | 'apart';

/** The two strokes, large: who writes and who signs. */
export const Strokes = ({ kind, width }: { kind: StrokesKind; width: number }) => (
  <svg className={c('strokes')} viewBox="0 0 120 72" width={width} height={(width * 72) / 120} aria-hidden="true">
    {kind === 'met' && (
      <>
        <path className={c('writes')} d="M0 70H52L28 36" />
        <path className={c('signs')} d="M120 70H52L96 4" />
      </>
    )}
    {kind === 'none' && (
      <>
        <path className={c('writes')} d="M0 70H52L28 36" />
        <path className={c('open')} d="M120 70H60L98 8" />
      </>
    )}
    {kind === 'apart' && (
      <>
        <path className={c('writes')} d="M0 70H44L20 36" />
        <path className={c('writes')} d="M120 70H76L112 14" />
        <path className={c('open')} d="M60 10V72" />
      </>
    )}
  </svg>
);

import type { ReactElement, ReactNode } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { Kbd } from './Kbd.tsx';
import styles from './Tooltip.module.css';

/** A few words about a button or link; the child must be able to take focus. Never the only place where something is said. */
export const Tooltip = ({
  says,
  kbd,
  children,
}: {
  says: ReactNode;
  kbd?: string | undefined;
  children: ReactElement;
}) => (
  <TooltipTrigger delay={500} closeDelay={80}>
    {children}
    <AriaTooltip className={styles['tooltip'] ?? ''} offset={6}>
      {says}
      {kbd && <Kbd>{kbd}</Kbd>}
    </AriaTooltip>
  </TooltipTrigger>
);

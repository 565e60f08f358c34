import type { Command } from '@tiptap/pm/state';
import { useEffect, type KeyboardEvent } from 'react';
import { Button, pressed } from '../../ui/Button.tsx';
import { Icon, type GlyphName } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { move } from '../../ui/move.ts';
import { useTooltip } from '../../ui/Tooltip.tsx';
import { classes } from '../../ui/classes.ts';
import { indentBy, setFormats, toggleBold, toggleItalic } from '../commands.ts';
import type { Remark } from '../contract.ts';
import { blockKinds } from './block-kinds.ts';
import type { Selected } from './selected.ts';
import styles from './Toolbar.module.css';

const c = classes(styles);

/** The tools for selected words: their form, where one may write, and what may be left on them. One stop for the tab key, arrows inside. */
export const Toolbar = ({
  label,
  selected,
  writes,
  remarks,
  run,
  onHere,
  onLink,
  onRemark,
}: {
  label: string;
  selected: Selected;
  /** Whether the form of the words may be changed. */
  writes: boolean;
  remarks: readonly Remark[];
  run: (command: Command) => void;
  /** It is on the page. Stable. */
  onHere: () => void;
  onLink: () => void;
  onRemark: (remark: Remark) => void;
}) => {
  useEffect(onHere, [onHere]);
  const now = blockKinds.find(({ is }) => is(selected)) ?? blockKinds[0]!;
  return (
    // Each tool takes the focus itself; the bar only hears the keys that move it.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div role="toolbar" aria-label={`Tools for ${label}`} className={c('toolbar')} onKeyDown={onKeyDown}>
      {writes && (
        <>
          <Menu
            label="What this block is"
            items={[
              ...blockKinds.map(({ id, label: words, icon, kbd, formats }) => ({
                id,
                label: words,
                icon,
                kbd,
                onAction: () => {
                  run(setFormats(formats));
                },
              })),
              ...(selected.kind === 'item'
                ? [
                    { id: 'in', label: 'Move in', icon: 'right' as const, onAction: () => run(indentBy(1)) },
                    { id: 'out', label: 'Move out', icon: 'left' as const, onAction: () => run(indentBy(-1)) },
                  ]
                : []),
            ]}
            size="small"
            button={{ 'aria-label': `This block is: ${now.label}`, preventFocusOnPress: true }}
          >
            {now.label}
          </Menu>
          <span className={c('cut')} />
          <div className={c('group')}>
            <Mark icon="bold" label="Bold" kbd="Mod+B" on={selected.bold} press={() => run(toggleBold)} />
            <Mark icon="italic" label="Italic" kbd="Mod+I" on={selected.italic} press={() => run(toggleItalic)} />
            <Mark icon="link" label="Link" kbd="Mod+K" on={selected.link !== null} press={onLink} />
          </div>
        </>
      )}
      {writes && remarks.length > 0 && <span className={c('cut')} />}
      {remarks.map((remark) => (
        <Button
          key={remark}
          kind="quiet"
          size="small"
          icon={remark}
          preventFocusOnPress
          onPress={() => {
            onRemark(remark);
          }}
        >
          {remark === 'comment' ? 'Comment' : 'Suggest'}
        </Button>
      ))}
    </div>
  );
};

const Mark = ({
  icon,
  label,
  kbd,
  on,
  press,
}: {
  icon: GlyphName;
  label: string;
  kbd?: string;
  on: boolean;
  press: () => void;
}) => {
  // Under it are the words that it is for.
  const { tip, shown } = useTooltip(label, kbd, 'above');
  return (
    <>
      {/* The kind of button stands in what `pressed` returns. */}
      {/* oxlint-disable-next-line react/button-has-type */}
      <button
        {...pressed({ onPress: press, preventFocusOnPress: true })}
        {...tip}
        className={c('mark')}
        aria-label={label}
        aria-pressed={on}
      >
        <Icon name={icon} small />
      </button>
      {shown}
    </>
  );
};

const tools = 'button:not(:disabled, [role])';
/** Arrows move among the tools; Tab leaves them all. */
const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key === 'Tab') {
    const all = event.currentTarget.querySelectorAll<HTMLElement>(tools);
    // From the last tool, or the first, the browser itself goes on.
    all[event.shiftKey ? 0 : all.length - 1]?.focus();
  } else if (!(event.target instanceof Element && event.target.closest('[role=menu]')))
    move(event, tools, 'horizontal');
};

import type { Command } from '@tiptap/pm/state';
import type { KeyboardEvent, Ref } from 'react';
import { pressed } from '../../ui/Button.tsx';
import { Icon, type GlyphName } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, type MenuEntry } from '../../ui/Menu.tsx';
import { move } from '../../ui/move.ts';
import { useTooltip } from '../../ui/Tooltip.tsx';
import { classes } from '../../ui/classes.ts';
import { indentBy, setFormats, toggleBold, toggleItalic } from '../commands.ts';
import type { Selected } from './selected.ts';
import styles from './Toolbar.module.css';

const c = classes(styles);

const kinds: {
  id: string;
  label: string;
  icon: GlyphName;
  kbd: string;
  run: Command;
  is: (selected: Selected) => boolean;
}[] = [
  {
    id: 'text',
    label: 'Text',
    icon: 'doc',
    kbd: 'Mod+Alt+0',
    run: setFormats({ kind: 'paragraph' }),
    is: ({ kind }) => kind === 'paragraph',
  },
  ...([1, 2, 3] as const).map((level) => ({
    id: `heading ${level}`,
    label: `Heading ${level}`,
    icon: 'heading' as const,
    kbd: '#'.repeat(level),
    run: setFormats({ kind: 'heading', level }),
    is: ({ kind, level: its }: Selected) => kind === 'heading' && its === level,
  })),
  {
    id: 'bullets',
    label: 'Bulleted list',
    icon: 'list',
    kbd: '-',
    run: setFormats({ kind: 'item', list: 'bullet' }),
    is: ({ kind, list }) => kind === 'item' && list === 'bullet',
  },
  {
    id: 'numbers',
    label: 'Numbered list',
    icon: 'rows',
    kbd: '1.',
    run: setFormats({ kind: 'item', list: 'number' }),
    is: ({ kind, list }) => kind === 'item' && list === 'number',
  },
  {
    id: 'quote',
    label: 'Quote',
    icon: 'quote',
    kbd: '>',
    run: setFormats({ kind: 'quote' }),
    is: ({ kind }) => kind === 'quote',
  },
];

/** The tools of a text; shown while one writes in it, one stop for the tab key, arrows inside. */
export const Toolbar = ({
  label,
  selected,
  run,
  onLink,
  onTag,
  onComment,
  writers,
  onWriters,
  ref,
}: {
  label: string;
  selected: Selected;
  run: (command: Command) => void;
  onLink: () => void;
  onTag: () => void;
  onComment: () => void;
  /** Whether who wrote what is shown. */
  writers: boolean;
  onWriters: () => void;
  ref?: Ref<HTMLDivElement>;
}) => {
  const now = kinds.find(({ is }) => is(selected)) ?? kinds[0]!;
  const entries: MenuEntry[] = [
    ...kinds.map(({ id, label, icon, kbd, run: command }) => ({
      id,
      label,
      icon,
      kbd,
      onAction: () => {
        run(command);
      },
    })),
    ...(selected.kind === 'item'
      ? [
          { id: 'in', label: 'Move in', icon: 'right' as const, kbd: 'Tab', onAction: () => run(indentBy(1)) },
          { id: 'out', label: 'Move out', icon: 'left' as const, kbd: 'Shift+Tab', onAction: () => run(indentBy(-1)) },
        ]
      : []),
  ];
  return (
    // Each tool takes the focus itself; the bar only hears the keys that move it.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div role="toolbar" aria-label={`Tools for ${label}`} className={c('toolbar')} ref={ref} onKeyDown={onKeyDown}>
      <Menu
        label="What this block is"
        items={entries}
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
      <span className={c('cut')} />
      <IconButton icon="tag" label="Merge tag" kbd="{{" size="small" onPress={onTag} preventFocusOnPress />
      <IconButton
        icon="comment"
        label="Comment on the selected words"
        kbd="Ctrl+Alt+M"
        size="small"
        onPress={onComment}
        preventFocusOnPress
        isDisabled={selected.empty}
      />
      <Mark icon="people" label="Who wrote what" on={writers} press={onWriters} />
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
  const { tip, shown } = useTooltip(label, kbd);
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

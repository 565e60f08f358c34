import { Group } from 'react-aria-components/Group';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { Toolbar as AriaToolbar } from 'react-aria-components/Toolbar';
import type { Command } from '@tiptap/pm/state';
import type { Ref } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Icon, type GlyphName } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, type MenuEntry } from '../../ui/Menu.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
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
    <AriaToolbar aria-label={`Tools for ${label}`} className={c('toolbar')} ref={ref ?? null}>
      <Menu
        label="What this block is"
        items={entries}
        trigger={
          <Button kind="quiet" size="small" after="down" aria-label={`This block is: ${now.label}`} preventFocusOnPress>
            {now.label}
          </Button>
        }
      />
      <span className={c('cut')} />
      <Group aria-label="Marks" className={c('group')}>
        <Mark icon="bold" label="Bold" kbd="Mod+B" on={selected.bold} press={() => run(toggleBold)} />
        <Mark icon="italic" label="Italic" kbd="Mod+I" on={selected.italic} press={() => run(toggleItalic)} />
        <Mark icon="link" label="Link" kbd="Mod+K" on={selected.link !== null} press={onLink} />
      </Group>
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
    </AriaToolbar>
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
}) => (
  <Tooltip says={label} kbd={kbd}>
    <ToggleButton className={c('mark')} aria-label={label} isSelected={on} onChange={press} preventFocusOnPress>
      <Icon name={icon} small />
    </ToggleButton>
  </Tooltip>
);

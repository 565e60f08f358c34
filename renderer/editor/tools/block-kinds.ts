import type { Command } from '@tiptap/pm/state';
import type { GlyphName } from '../../ui/Icon.tsx';
import { setFormats } from '../commands.ts';
import type { Selected } from './selected.ts';

/** What a block can be, with what is typed to make it that. */
export const blockKinds: readonly {
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

import type { BlockFormats } from '../../../domain/text/formats-of.ts';
import type { GlyphName } from '../../ui/Icon.tsx';
import type { Selected } from './selected.ts';

type BlockKind = {
  id: string;
  label: string;
  icon: GlyphName;
  kbd: string;
  formats: Partial<BlockFormats>;
  is: (selected: Selected) => boolean;
};

const heading = (level: 1 | 2 | 3): BlockKind => ({
  id: `heading ${level}`,
  label: `Heading ${level}`,
  icon: 'heading',
  kbd: '#'.repeat(level),
  formats: { kind: 'heading', level },
  is: ({ kind, level: its }) => kind === 'heading' && its === level,
});

/** What a block can be, with what is typed to make it that. */
export const blockKinds: readonly BlockKind[] = [
  {
    id: 'text',
    label: 'Text',
    icon: 'doc',
    kbd: 'Mod+Alt+0',
    formats: { kind: 'paragraph' },
    is: ({ kind }) => kind === 'paragraph',
  },
  heading(1),
  heading(2),
  heading(3),
  {
    id: 'bullets',
    label: 'Bulleted list',
    icon: 'list',
    kbd: '-',
    formats: { kind: 'item', list: 'bullet' },
    is: ({ kind, list }) => kind === 'item' && list === 'bullet',
  },
  {
    id: 'numbers',
    label: 'Numbered list',
    icon: 'rows',
    kbd: '1.',
    formats: { kind: 'item', list: 'number' },
    is: ({ kind, list }) => kind === 'item' && list === 'number',
  },
  {
    id: 'quote',
    label: 'Quote',
    icon: 'quote',
    kbd: '>',
    formats: { kind: 'quote' },
    is: ({ kind }) => kind === 'quote',
  },
];

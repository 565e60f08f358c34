// A combobox with lines of glyph, words and keys, in groups: no select, datalist or fieldset can hold them.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { navigate } from '../app/location.ts';
import { setPaletteOpen, setShortcutsOpen, useInterface } from '../app/interface.ts';
import type { TextHere, Workspace } from '../client/contract.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Modal } from '../ui/Modal.tsx';
import { classes } from '../ui/classes.ts';
import { count } from '../ui/format.ts';
import { toast } from '../ui/toast.ts';
import { useRegisteredCommands } from './commands.ts';
import { entriesFor } from './entries.ts';
import { ranges } from './matches.ts';
import { Shortcuts } from './Shortcuts.tsx';
import type { Entry } from './sources.ts';
import styles from './Palette.module.css';

const c = classes(styles);

/** Everything by name: commands of the screen, campaigns, what people said. Ctrl or ⌘ K. */
export const Palette = () => {
  const open = useInterface((all) => all.paletteOpen);
  const shortcuts = useInterface((all) => all.shortcutsOpen);
  return (
    <>
      {open && (
        <Modal
          scrim={c('scrim')}
          className={c('dialog')}
          label="Search and commands"
          onClose={() => {
            setPaletteOpen(false);
          }}
        >
          <Search />
        </Modal>
      )}
      {shortcuts && (
        <Shortcuts
          onClose={() => {
            setShortcutsOpen(false);
          }}
        />
      )}
    </>
  );
};

const Search = () => {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const workspace = useWorkspace();
  const state = useWorkspaceState((all) => all);
  const commands = useRegisteredCommands();
  const texts = useTextsHere(workspace);
  const id = useId();
  const entries = useMemo(
    () => entriesFor(query, { state, me: workspace.me(), texts, commands, go: navigate }, open),
    [query, state, workspace, texts, commands, open],
  );
  const active = entries[Math.min(at, entries.length - 1)];

  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    if (entry.reason !== undefined) {
      toast(entry.reason);
      return;
    }
    if (entry.all) {
      // The first of those it shows takes its place, and stays the chosen one.
      setOpen(new Set([...open, entry.group]));
      return;
    }
    setPaletteOpen(false);
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || entries.length === 0) return;
    const now = Math.min(at, entries.length - 1);
    if (event.key === 'ArrowDown') setAt((now + 1) % entries.length);
    else if (event.key === 'ArrowUp') setAt((now + entries.length - 1) % entries.length);
    else if (event.key === 'Enter') choose(active);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className={c('field')}>
        <Icon name="search" />
        <input
          className={c('input')}
          // It was opened to type in.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          role="combobox"
          aria-label="Search campaigns, copy, comments, people and commands"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-${active.id}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Search, or type what you want to do"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
            setOpen(new Set());
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd>Esc</Kbd>
      </div>
      <div id={`${id}-list`} className={c('list')} role="listbox" aria-label="Results">
        {[...Map.groupBy(entries, (entry) => entry.group)].map(([group, members], index) => (
          <div key={group} role="group" aria-labelledby={`${id}-g${index}`}>
            <div id={`${id}-g${index}`} className={c('head')} role="presentation">
              {group}
            </div>
            {members.map((entry) => (
              <Line
                key={entry.id}
                id={`${id}-${entry.id}`}
                entry={entry}
                query={query}
                active={entry === active}
                onPoint={() => {
                  setAt(entries.indexOf(entry));
                }}
                onChoose={() => {
                  choose(entry);
                }}
              />
            ))}
          </div>
        ))}
      </div>
      {entries.length === 0 && <p className={c('nothing')}>Nothing here is called “{query}”. Try one word less.</p>}
      <output className="sr">{count(entries.filter((entry) => !entry.all).length, 'result')}</output>
    </>
  );
};

/** Brief and copy as they are when the palette opens; none until they are read, or where the disk cannot be. */
const useTextsHere = (workspace: Workspace): readonly TextHere[] => {
  const [texts, setTexts] = useState<readonly TextHere[]>([]);
  useEffect(() => {
    let isOpen = true;
    const read = async () => {
      try {
        const found = await workspace.textsHere();
        if (isOpen) setTexts(found);
      } catch (error) {
        console.warn('The texts on this laptop could not be read for the search.', error);
      }
    };
    void read();
    return () => {
      isOpen = false;
    };
  }, [workspace]);
  return texts;
};

const Line = ({
  id,
  entry,
  query,
  active,
  onPoint,
  onChoose,
}: {
  id: string;
  entry: Entry;
  query: string;
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
}) => {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) line.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // The field keeps the focus and the keys; the line is named by aria-activedescendant and takes pointers only.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      ref={line}
      id={id}
      className={c('line', active && 'active', entry.all && 'all', entry.reason !== undefined && 'not')}
      role="option"
      aria-selected={active}
      aria-disabled={entry.reason !== undefined || undefined}
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      <Icon name={entry.reason === undefined ? entry.icon : 'lock'} />
      <span className={c('title', entry.quoted && 'quoted')}>
        <Strong text={entry.title} query={query} />
      </span>
      {(entry.reason ?? entry.hint) !== undefined && <span className={c('hint')}>{entry.reason ?? entry.hint}</span>}
      {entry.kbd && <Kbd>{entry.kbd}</Kbd>}
    </div>
  );
};

const Strong = ({ text, query }: { text: string; query: string }) => {
  const found = ranges(query, text);
  return (
    <>
      {found.map(([from, to], index) => (
        <span key={from}>
          {text.slice(found[index - 1]?.[1] ?? 0, from)}
          <b>{text.slice(from, to)}</b>
        </span>
      ))}
      {text.slice(found.at(-1)?.[1] ?? 0)}
    </>
  );
};

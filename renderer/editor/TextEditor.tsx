import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Command } from '@tiptap/pm/state';
import { classes } from '../ui/classes.ts';
import { afterFirstWords, firstWordsCanBeTyped } from '../ui/first-words.ts';
import { later } from '../ui/later.tsx';
import { setLink } from './commands.ts';
import type { EditorProps } from './contract.ts';
import { openEditor, type OpenEditor } from './open-editor.ts';
import { FloatingBar, type BarPlace } from './tools/floating-bar.ts';
import { optionId } from './tools/menu-items.ts';
import { readSelected, sameSelected, type Selected } from './tools/selected.ts';
import { useTypedMenu } from './tools/use-typed-menu.ts';
import styles from './TextEditor.module.css';

const c = classes(styles);
// Writing waits for none of them.
const LinkDialog = later(async () => (await import('./tools/LinkDialog.tsx')).LinkDialog);
const Toolbar = later(afterFirstWords(async () => (await import('./tools/Toolbar.tsx')).Toolbar));
const TypedMenu = later(async () => (await import('./tools/TypedMenu.tsx')).TypedMenu);
const nowhere: Selected = {
  kind: 'paragraph',
  level: 1,
  list: 'bullet',
  bold: false,
  italic: false,
  link: null,
  empty: true,
};

/** One co-written text: what is typed is in its `Y.Text` before it is on the screen, and what others type comes in beside it. */
export const TextEditor = (props: EditorProps) => {
  const { text, textId, awareness, mode, editable, label, remarks } = props;
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const open = useRef<OpenEditor | null>(null);
  const latest = useRef(props);
  const drawn = useRef<EditorProps | null>(null);
  const [selected, setSelected] = useState(nowhere);
  const [linking, setLinking] = useState(false);
  const [bar, setBar] = useState<BarPlace | null>(null);
  const floating = useMemo(() => new FloatingBar(setBar), []);
  /** Words may be selected before there are tools for them. */
  const comes = useCallback(() => {
    floating.follow();
  }, [floating]);
  const { menu, shown } = useTypedMenu(useCallback(() => latest.current.mergeFields, []));

  // Before the effects below: the view asks for the latest props whenever it acts.
  useLayoutEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const editor = openEditor(
      place.current!,
      id,
      { text, textId, awareness, mode },
      {
        props: () => latest.current,
        changed: (state) => {
          const now = readSelected(state);
          setSelected((last) => (sameSelected(last, now) ? last : now));
          floating.follow();
        },
        link: () => {
          setLinking(true);
        },
        tools: () => floating.ask(),
        menu,
      },
    );
    open.current = editor;
    firstWordsCanBeTyped();
    const letGo = floating.attach(frame.current!, editor.view);
    return () => {
      letGo();
      open.current = null;
      drawn.current = null;
      editor.close();
    };
  }, [text, textId, awareness, mode, id, menu, floating]);
  useEffect(() => {
    open.current?.refresh(drawn.current);
    drawn.current = props;
  }, [props]);
  useEffect(() => {
    const dom = open.current?.view.dom;
    if (!dom || !shown) return undefined;
    dom.setAttribute('aria-haspopup', 'listbox');
    dom.setAttribute('aria-controls', `${id}-menu`);
    if (shown.items.length > 0) dom.setAttribute('aria-activedescendant', optionId(id, shown.active));
    return () => {
      for (const name of ['aria-haspopup', 'aria-controls', 'aria-activedescendant']) dom.removeAttribute(name);
    };
  }, [shown, id]);

  const run = (command: Command): void => {
    const view = open.current?.view;
    if (!view) return;
    command(view.state, view.dispatch, view);
    view.focus();
  };
  const writes = mode === 'copy' && editable;
  return (
    <div ref={frame} className={c('frame', mode)}>
      {(writes || remarks.length > 0) && (
        <div
          className={c('tools', bar && 'shown')}
          style={bar ? { insetInlineStart: bar.left, insetBlockStart: bar.top } : undefined}
        >
          <Toolbar
            label={label}
            selected={selected}
            writes={writes}
            remarks={remarks}
            run={run}
            onHere={comes}
            onLink={() => {
              setLinking(true);
            }}
            onRemark={(remark) => {
              // The tools go with the selection; whoever came to them by key is back in the text after the remark.
              open.current?.view.focus();
              open.current?.remark(remark);
            }}
          />
        </div>
      )}
      {writes && (
        <p id={`${id}-keys`} hidden>
          Alt and F10 go to the tools. A slash in an empty block chooses what it is. Tab moves a list item in, at its
          start; press Escape, then Tab, to leave the text.
        </p>
      )}
      <div ref={place} className={c('place')} />
      {shown && (
        <TypedMenu
          id={id}
          of={shown.query.of}
          items={shown.items}
          active={shown.active}
          place={shown.place}
          onPick={(item) => {
            if (open.current) menu.pick(open.current.view, item);
          }}
        />
      )}
      {linking && (
        <LinkDialog
          href={selected.link}
          noWords={selected.empty && selected.link === null}
          onClose={() => {
            setLinking(false);
            open.current?.view.focus();
          }}
          onLink={(href) => {
            setLinking(false);
            run(setLink(href));
          }}
        />
      )}
    </div>
  );
};

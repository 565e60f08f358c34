import { TextSelection } from '@tiptap/pm/state';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { makeAnchor } from '../../domain/text/anchor-range.ts';
import type { Block } from '../../domain/text/block.ts';
import { fromMarkdown } from '../../domain/text/markdown.ts';
import { readBlocks } from '../../domain/text/read.ts';
import { writeBlocks } from '../../domain/text/write.ts';
import type { EditorProps } from './contract.ts';
import { openEditor, type OpenEditor } from './open-editor.ts';
import { TypedMenuState, type ShownMenu } from './tools/use-typed-menu.ts';

const short = (block: Block): string => {
  const kind =
    block.kind === 'item'
      ? `${block.list[0]}${block.indent}`
      : block.kind === 'heading'
        ? `h${block.level}`
        : block.kind[0];
  const words = block.runs.map(
    ({ text, bold, italic, link }) => `${bold ? '*' : ''}${italic ? '_' : ''}${link ? '@' : ''}${text}`,
  );
  return `${kind}:${words.join('|')}`;
};

const opened: OpenEditor[] = [];
afterEach(() => {
  for (const editor of opened.splice(0)) editor.close();
  document.body.replaceChildren();
});

const open = (content: string | Y.Doc, more: Partial<EditorProps> = {}) => {
  const doc = typeof content === 'string' ? new Y.Doc() : content;
  const text = doc.getText('offer');
  if (typeof content === 'string' && more.mode === 'line') text.insert(0, content);
  else if (typeof content === 'string')
    writeBlocks(text, content === '' ? [{ kind: 'paragraph', runs: [] }] : fromMarkdown(content));
  const asked = {
    onSelect: vi.fn(),
    onHighlight: vi.fn(),
    onRemark: vi.fn(),
    onRefused: vi.fn(),
    onAnchors: vi.fn(),
    onLeave: vi.fn(),
  };
  const fields = [
    { name: 'first name', fallback: 'there' },
    { name: 'last name', fallback: '' },
  ];
  let props: EditorProps = {
    text,
    textId: 'brief/offer',
    awareness: new Awareness(doc),
    mode: 'copy',
    editable: true,
    label: 'Offer',
    placeholder: 'What do they get?',
    highlights: [],
    mergeFields: fields,
    writers: null,
    remarks: ['comment', 'suggest'],
    ...asked,
    ...more,
  };
  let menu: ShownMenu | null = null;
  const asks = { link: vi.fn(), tools: vi.fn(() => true) };
  const editor = openEditor(document.body.appendChild(document.createElement('div')), 'e', props, {
    props: () => props,
    changed: () => {},
    ...asks,
    menu: new TypedMenuState(
      () => fields,
      (shown) => {
        menu = shown;
      },
    ),
  });
  opened.push(editor);
  const { view } = editor;
  const select = (from: number, to = from): void => {
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
  };
  return {
    doc,
    text,
    editor,
    view,
    asked,
    asks,
    select,
    menu: () => menu,
    again: (next: Partial<EditorProps>): void => {
      const before = props;
      props = { ...props, ...next };
      editor.refresh(before);
    },
    press: (key: string, modifiers: KeyboardEventInit = {}): boolean => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers });
      view.dom.dispatchEvent(event);
      return event.defaultPrevented;
    },
    /** As a browser types: the rules are asked first. */
    type: (words: string): void => {
      for (const character of words) {
        const { from, to } = view.state.selection;
        const usual = () => view.state.tr.insertText(character, from, to);
        if (!view.someProp('handleTextInput', (handle) => handle(view, from, to, character, usual)))
          view.dispatch(usual());
      }
    },
    blocks: (): string[] => readBlocks(text).map(short),
  };
};

describe('who wrote what', () => {
  const line = (view: { dom: HTMLElement }) =>
    [...view.dom.querySelectorAll('[data-written-by]')].map((each) => [each.getAttribute('title'), each.textContent]);
  const people = new Map([
    [1, { name: 'Mia', hue: 0, line: 0 }],
    [2, { name: 'Sam', hue: 1, line: 1 }],
  ]);
  const of = (client: number, words: string) =>
    words === 'low ' ? { name: 'Sam, taken by Mia', hue: 1, line: 1 } : people.get(client)!;
  const both = () => {
    const [mia, sam] = [new Y.Doc(), new Y.Doc()];
    [mia.clientID, sam.clientID] = [1, 2];
    writeBlocks(mia.getText('offer'), fromMarkdown('One price.\n\nNo bill.'));
    Y.applyUpdate(sam, Y.encodeStateAsUpdate(mia));
    sam.getText('offer').insert(5, 'low ');
    Y.applyUpdate(mia, Y.encodeStateAsUpdate(sam));
    return mia;
  };

  it('is drawn only while it is asked for, under each word, and in the margin where the writers change', () => {
    const { view, again } = open(both());
    expect(line(view)).toEqual([]);
    again({ writers: of });
    expect(line(view)).toEqual([
      ['Mia', 'One '],
      ['Sam, taken by Mia', 'low '],
      ['Mia', 'price.'],
      ['Mia', 'No bill.'],
    ]);
    const margin = [...view.dom.querySelectorAll('[data-writers]')].map((each) => each.getAttribute('data-writers'));
    expect(margin).toEqual(['Mia, Sam, taken by Mia', 'Mia']);
    again({ writers: null });
    expect(line(view)).toEqual([]);
  });

  it('follows words that are typed, and is drawn anew once writing rests', () => {
    vi.useFakeTimers();
    const { view, select, type } = open(both(), { writers: of });
    select(view.state.doc.content.size - 1);
    type(' Ever.');
    expect(line(view)).toHaveLength(4);
    vi.advanceTimersByTime(1000);
    expect(line(view).at(-1)).toEqual(['Mia', 'No bill. Ever.']);
    vi.useRealTimers();
  });
});

describe('keys', () => {
  it('split, indent, break lines, step back and join', () => {
    const { press, select, blocks } = open('## Head\n\n1. zero\n   1. one');
    select(5);
    press('Enter');
    expect(blocks()).toEqual(['h2:Head', 'p:', 'n0:zero', 'n1:one']);
    select(18);
    press('Enter');
    expect(blocks().slice(3)).toEqual(['n1:one', 'n1:']);
    press('Enter');
    press('Enter');
    expect(blocks().slice(3)).toEqual(['n1:one', 'p:']);
    press('Enter', { shiftKey: true });
    expect(blocks()[4]).toBe('p:\n');
    select(15);
    expect(press('Tab')).toBe(true);
    expect(blocks()[3]).toBe('n2:one');
    press('Tab', { shiftKey: true });
    press('Tab', { shiftKey: true });
    press('Backspace');
    expect(blocks()[3]).toBe('p:one');
    press('Backspace');
    expect(blocks()).toEqual(['h2:Head', 'p:', 'n0:zeroone', 'p:\n']);
    select(7);
    press('Delete');
    expect(blocks()).toEqual(['h2:Head', 'n0:zeroone', 'p:\n']);
  });

  it('mark words, undo and redo them, and ask for link, tools and comment', () => {
    const { press, select, blocks, asks, asked } = open('some words');
    select(1, 5);
    press('b', { ctrlKey: true });
    press('i', { ctrlKey: true });
    expect(blocks()).toEqual(['p:*_some| words']);
    press('z', { ctrlKey: true });
    expect(blocks()).toEqual(['p:some words']);
    press('y', { ctrlKey: true });
    expect(blocks()).toEqual(['p:*_some| words']);
    press('k', { ctrlKey: true });
    press('F10', { altKey: true });
    press('m', { ctrlKey: true, altKey: true });
    expect(asks.link).toHaveBeenCalledOnce();
    expect(asks.tools).toHaveBeenCalledOnce();
    expect(asked.onRemark.mock.calls).toEqual([['comment']]);
    expect(asked.onSelect).toHaveBeenCalledWith(expect.objectContaining({ quote: 'some' }));
  });

  it('let nobody be caught: Tab leaves paragraphs, and items after Escape', () => {
    const { press, select, blocks, view } = open('- one\n- item');
    view.focus();
    select(6);
    press('Escape');
    expect(press('Tab')).toBe(false);
    view.focus();
    view.dom.dispatchEvent(new FocusEvent('focus'));
    expect(press('Tab')).toBe(true);
    expect(blocks()).toEqual(['b0:one', 'b1:item']);
    const other = open('paragraph');
    expect(other.press('Tab')).toBe(false);
  });

  it('in a line go on to the next text and never break it', () => {
    const { press, asked, text } = open('Subject', { mode: 'line' });
    expect(press('Enter')).toBe(true);
    expect(press('Enter', { shiftKey: true })).toBe(true);
    expect(press('b', { ctrlKey: true })).toBe(false);
    expect(asked.onLeave.mock.calls).toEqual([['next']]);
    expect(text.toDelta()).toEqual([{ insert: 'Subject' }]);
  });

  it('open the link only for selected words: with none the key is the page’s', () => {
    const { press, select, asks } = open('some words');
    select(3);
    expect(press('k', { ctrlKey: true })).toBe(false);
    expect(asks.link).not.toHaveBeenCalled();
    select(1, 5);
    expect(press('k', { ctrlKey: true })).toBe(true);
    expect(asks.link).toHaveBeenCalledOnce();
  });

  it('indent with Tab only at the start of an item that has one to stand under', () => {
    const { press, select, blocks } = open('- one\n- two');
    select(2);
    expect(press('Tab')).toBe(false);
    select(1);
    expect(press('Tab')).toBe(false);
    select(8);
    expect(press('Tab')).toBe(false);
    select(6);
    expect(press('Tab')).toBe(true);
    expect(blocks()).toEqual(['b0:one', 'b1:two']);
    expect(press('Tab', { shiftKey: true })).toBe(true);
    expect(press('Tab', { shiftKey: true })).toBe(false);
    expect(blocks()).toEqual(['b0:one', 'b0:two']);
    select(2, 8);
    expect(press('Tab')).toBe(false);
  });

  it('change nothing while the text may only be read, and say each time that they would have', async () => {
    const { press, select, type, blocks, again, asked, view } = open('## Read {{first name | there}}\n\n- me');
    again({ editable: false });
    const before = blocks();
    const refused = async (act: () => unknown): Promise<number> => {
      asked.onRefused.mockClear();
      select(3);
      act();
      await Promise.resolve();
      return asked.onRefused.mock.calls.length;
    };
    for (const key of ['Enter', 'Backspace', 'Delete']) expect(await refused(() => press(key))).toBe(1);
    for (const key of ['b', 'i']) expect(await refused(() => press(key, { ctrlKey: true }))).toBe(1);
    expect(await refused(() => press('8', { ctrlKey: true, shiftKey: true }))).toBe(1);
    expect(await refused(() => type('x'))).toBe(1);
    expect(await refused(() => view.pasteText('pasted'))).toBe(1);
    const cut = new InputEvent('beforeinput', { inputType: 'deleteByCut', cancelable: true });
    expect(await refused(() => view.dom.dispatchEvent(cut))).toBe(1);
    expect(cut.defaultPrevented).toBe(true);
    expect(await refused(() => view.dom.dispatchEvent(new CompositionEvent('compositionstart')))).toBe(1);
    // Keys that write nothing are no attempt to write.
    for (const key of ['Tab', 'ArrowRight', 'Escape']) expect(await refused(() => press(key))).toBe(0);
    for (const key of ['z', 'y', 'k', 'c']) expect(await refused(() => press(key, { ctrlKey: true }))).toBe(0);
    expect(blocks()).toEqual(before);
    expect(document.querySelector('[role=textbox]')?.getAttribute('aria-readonly')).toBe('true');
    again({ editable: true });
    select(3);
    type('x');
    expect(blocks()[0]).toMatch(/^h2:Rex/);
  });

  it('that would have written select the word they stood at, so that something can be said of it', () => {
    const { press, select, asked } = open('It takes half a day', { editable: false });
    select(11);
    press('Backspace');
    expect(asked.onSelect).toHaveBeenLastCalledWith(expect.objectContaining({ quote: 'half' }));
    select(4, 9);
    press('Enter');
    expect(asked.onSelect).toHaveBeenLastCalledWith(expect.objectContaining({ quote: 'takes' }));
  });
});

describe('Markdown as it is typed', () => {
  it('makes blocks and marks, and Backspace takes that back', () => {
    for (const [typed, becomes] of [
      ['# a', 'h1:a'],
      ['### a', 'h3:a'],
      ['- a', 'b0:a'],
      ['* a', 'b0:a'],
      ['1. a', 'n0:a'],
      ['> a', 'q:a'],
      ['2026. a', 'p:2026. a'],
      ['x **bold** y', 'p:x |*bold| y'],
      ['x *it* y', 'p:x |_it| y'],
      ['_it_, __bo__', 'p:_it|, |*bo'],
      ['2*3*4 snake_case_x', 'p:2*3*4 snake_case_x'],
    ]) {
      const { select, type, blocks } = open('');
      select(1);
      type(typed!);
      expect(blocks()).toEqual([becomes]);
    }
    const { select, type, press, blocks } = open('');
    select(1);
    type('- ');
    expect(blocks()).toEqual(['b0:']);
    press('Backspace');
    expect(blocks()).toEqual(['p:- ']);
  });
});

describe('merge tags', () => {
  it('are one unit for carets, selections and deletions', () => {
    const { select, press, view, blocks } = open('Hi {{first name | there}}, you');
    select(4);
    press('ArrowRight');
    expect(view.state.selection.head).toBe(26);
    press('ArrowLeft', { shiftKey: true });
    expect(view.state.selection.to - view.state.selection.from).toBe(22);
    select(4);
    // A caret that lands inside leaves on the far side; a range grows.
    select(10);
    expect(view.state.selection.head).toBe(26);
    select(2, 12);
    expect(view.state.selection.head).toBe(26);
    select(26);
    press('Backspace');
    expect(blocks()).toEqual(['p:Hi , you']);
  });

  it('are drawn as chips, unknown ones as wrong, and stay characters', () => {
    const { view, again } = open('{{first name | there}} {{frist name}} {{}} {{');
    const names = (): string[] =>
      Array.from(view.dom.querySelectorAll('[data-tag=name]'), ({ textContent }) => textContent);
    expect(names()).toEqual(['first name', 'frist name', '{{}}']);
    expect(view.dom.querySelectorAll('[data-wrong]')).toHaveLength(6);
    expect(view.dom.textContent).toContain('{{first name | there}}');
    again({ mergeFields: [{ name: 'frist name', fallback: '' }] });
    expect(view.dom.querySelector('[data-wrong]')?.textContent).toBe('{');
    expect(names()).toHaveLength(3);
  });

  it('are offered while {{ is typed', () => {
    const { select, type, press, menu, blocks, view } = open('Hi ');
    vi.spyOn(view, 'hasFocus').mockReturnValue(true);
    vi.spyOn(view, 'coordsAtPos').mockReturnValue({ left: 0, right: 0, top: 0, bottom: 0 });
    select(3);
    type(' {{');
    expect(menu()?.items.map(({ label }) => label)).toEqual(['first name', 'last name']);
    press('ArrowDown');
    expect(menu()?.active).toBe(1);
    type('fi');
    expect(menu()?.items).toHaveLength(1);
    press('Enter');
    expect(menu()).toBeNull();
    expect(blocks()).toEqual(['p:Hi {{first name | there}}']);
    type(' {{');
    press('Escape');
    expect(menu()).toBeNull();
    type('l');
    expect(menu()).toBeNull();
  });
});

describe('a slash that stands alone in its block', () => {
  const slash = (text: string, more: Parameters<typeof open>[1] = {}) => {
    const opened = open(text, more);
    vi.spyOn(opened.view, 'hasFocus').mockReturnValue(true);
    vi.spyOn(opened.view, 'coordsAtPos').mockReturnValue({ left: 0, right: 0, top: 0, bottom: 0 });
    return opened;
  };
  const labels = (menu: ReturnType<typeof open>['menu']) => menu()?.items.map(({ label }) => label);

  it('offers what the block can be, and is gone once it is that', () => {
    const { select, type, press, menu, blocks } = slash('Hi');
    select(3);
    press('Enter');
    type('/');
    expect(labels(menu)).toHaveLength(7);
    type('list');
    expect(labels(menu)).toEqual(['Bulleted list', 'Numbered list']);
    press('ArrowDown');
    press('Enter');
    expect(menu()).toBeNull();
    expect(blocks()).toEqual(['p:Hi', 'n0:']);
    press('z', { ctrlKey: true });
    expect(blocks()).not.toContain('n0:');
  });

  it('is a character like others beside words, where nothing is called that, after Escape, and in one line', () => {
    const beside = slash('and');
    beside.select(4);
    beside.type('/or');
    expect(beside.menu()).toBeNull();
    expect(beside.blocks()).toEqual(['p:and/or']);
    const other = slash('');
    other.select(1);
    other.type('/zz');
    expect(other.menu()).toBeNull();
    const closed = slash('');
    closed.select(1);
    closed.type('/');
    expect(labels(closed.menu)).toHaveLength(7);
    closed.press('Escape');
    closed.type('h');
    expect(closed.menu()).toBeNull();
    expect(closed.blocks()).toEqual(['p:/h']);
    const line = slash('', { mode: 'line' });
    line.type('/');
    expect(line.menu()).toBeNull();
  });
});

describe('what is drawn', () => {
  it('gives lists the roles that assistive technology needs', () => {
    const { view } = open('1. a\n   - b\n2. c\n\np\n\n1. d');
    const items = Array.from(view.dom.querySelectorAll('[role=listitem]'));
    expect(
      items.map(
        (one) =>
          `${one.getAttribute('data-marker')} ${one.getAttribute('aria-level')} ${one.getAttribute('aria-posinset')}/${one.getAttribute('aria-setsize')}`,
      ),
    ).toEqual(['1. 1 1/2', '• 2 1/1', '2. 1 2/2', '1. 1 1/1']);
    expect(items.map((one) => one.parentElement!.getAttribute('role'))).toEqual([
      'list',
      'list',
      'presentation',
      'list',
    ]);
    expect(items[0]!.parentElement!.getAttribute('aria-owns')).toBe(items[2]!.id);
    expect(new Set(items.map(({ id }) => id)).size).toBe(4);
  });

  it('shows what an empty text asks for, and says it', () => {
    const { view, type, select } = open('');
    expect(view.dom.querySelector('[data-placeholder]')?.getAttribute('data-placeholder')).toBe('What do they get?');
    expect(view.dom.getAttribute('aria-placeholder')).toBe('What do they get?');
    select(1);
    type('x');
    expect(view.dom.querySelector('[data-placeholder]')).toBeNull();
  });

  it('lays threads, suggestions and findings over the words and follows them', () => {
    const { view, text, again, asked, select, type } = open('It takes half a day, risk-free.\n\nEnd');
    const on = (words: string) => {
      const from = text.toJSON().indexOf(words);
      return makeAnchor(text, 'brief/offer', from, from + words.length);
    };
    const thread = { kind: 'thread', blocking: false, selected: false, suggestion: null } as const;
    again({
      highlights: [
        { ...thread, id: 'a', anchor: on('takes') },
        { ...thread, id: 'b', anchor: on('half a day'), suggestion: { replacement: 'a morning' } },
        {
          ...thread,
          id: 'c',
          anchor: { ...on('End'), start: on('It').start, end: on('It').start, quote: 'gone words here' },
        },
        { kind: 'finding', id: 'f', block: 0, from: 21, to: 30, blocking: true, says: 'Spam word' },
        { kind: 'finding', id: 'g', block: 9, from: 0, to: 3, blocking: true, says: 'Of another time' },
      ],
    });
    const drawn = (selector: string): string[] =>
      Array.from(view.dom.querySelectorAll(selector), ({ textContent }) => textContent);
    expect(drawn('mark')).toEqual(['takes']);
    expect(drawn('del')).toEqual(['half a day']);
    expect(drawn('ins')).toEqual(['a morning']);
    expect(drawn('[data-finding=blocking]')).toEqual(['risk-free']);
    expect(asked.onAnchors).toHaveBeenLastCalledWith({ a: 'exact', b: 'exact', c: 'orphaned' });
    select(5);
    expect(asked.onHighlight).toHaveBeenLastCalledWith('a');
    type('XX');
    expect(drawn('mark')).toEqual(['tXXakes']);
    again({ highlights: [{ ...thread, id: 'a', anchor: on('tXXakes') }] });
    expect(drawn('del, ins, [data-finding]')).toEqual([]);
  });

  it('draws one of several suggestions for the same words, and how many more there are', () => {
    const { view, text, again, asked } = open('It takes half a day, no more.');
    const on = (words: string) => {
      const from = text.toJSON().indexOf(words);
      return makeAnchor(text, 'brief/offer', from, from + words.length);
    };
    const suggested = (id: string, words: string, replacement: string, selected = false) =>
      ({ kind: 'thread', id, anchor: on(words), blocking: false, selected, suggestion: { replacement } }) as const;
    const three = (selected: string) => [
      suggested('a', 'half a day', 'a morning', selected === 'a'),
      suggested('b', 'half', 'one', selected === 'b'),
      suggested('c', 'a day', 'an hour', selected === 'c'),
      suggested('d', 'more', 'less', selected === 'd'),
    ];
    const drawn = (): string[] =>
      [...view.dom.querySelectorAll('del, ins, sup')].map((each) => `${each.localName} ${each.textContent}`);
    again({ highlights: three('') });
    expect(drawn()).toEqual(['del half a day', 'ins a morning', 'sup +2', 'del more', 'ins less']);
    again({ highlights: three('c') });
    expect(drawn()).toEqual(['del a day', 'ins an hour', 'sup +2', 'del more', 'ins less']);
    // The number leads to the next of them.
    view.dom.querySelector('sup')!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(asked.onHighlight).toHaveBeenLastCalledWith('a');
  });
});

describe('others', () => {
  const there = (state: object) => {
    const doc = new Y.Doc();
    writeBlocks(doc.getText('offer'), fromMarkdown('one two\n\nthree'));
    const awareness = new Awareness(doc);
    awareness.states.set(7, state);
    return open(doc, { awareness });
  };
  const at = (doc: Y.Doc, index: number): unknown =>
    Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(doc.getText('offer'), index));

  it('have a caret with a name, a shape and a line, outside the reading order', () => {
    const doc = new Y.Doc();
    writeBlocks(doc.getText('offer'), fromMarkdown('one two\n\nthree'));
    const awareness = new Awareness(doc);
    awareness.setLocalState({});
    const { view, text } = open(doc, { awareness });
    awareness.states.set(7, {
      name: 'Sam',
      role: 'sales',
      hue: 1,
      cursor: { text: 'brief/offer', anchor: at(doc, 1), head: at(doc, 4) },
    });
    awareness.emit('change', [{ added: [7], updated: [], removed: [] }, 'net']);
    const caret = view.dom.querySelector('[data-caret]')!;
    expect([caret.textContent, caret.getAttribute('data-caret'), caret.getAttribute('aria-hidden')]).toEqual([
      'Sam',
      '1',
      'true',
    ]);
    expect(view.dom.querySelector('[data-selected-by="1"]')?.textContent).toBe('one');
    doc.transact(() => text.insert(1, 'zero '), 'net');
    expect(view.dom.querySelector('[data-selected-by]')?.textContent).toBe('one');
    awareness.states.delete(7);
    awareness.emit('change', [{ added: [], updated: [], removed: [7] }, 'net']);
    expect(view.dom.querySelector('[data-caret]')).toBeNull();
  });

  it('can send anything as their caret', () => {
    const cursors: unknown[] = [
      null,
      7,
      {},
      { text: 'brief/tone' },
      { text: 'brief/offer' },
      { text: 'brief/offer', anchor: { item: 'x' }, head: [] },
    ];
    for (const cursor of cursors)
      for (const hue of [-1, 99, 'x', null]) {
        const { view } = there({ name: 'x'.repeat(1e4), role: {}, hue, cursor });
        expect(view.dom.querySelector('[data-caret]')).toBeNull();
      }
    const { view } = there({ name: 7, cursor: { text: 'brief/offer' } });
    expect(view.dom.textContent).toBe('one twothree');
  });
});

it('opening, focusing, leaving and closing writes nothing', () => {
  for (const editable of [true, false]) {
    const doc = new Y.Doc();
    writeBlocks(doc.getText('offer'), fromMarkdown('## T\n\n1. a\n   - {{b}}\n\nx'));
    const update = vi.fn();
    doc.on('update', update);
    const { view, select, press, editor } = open(doc, { editable });
    view.focus();
    select(3);
    press('ArrowRight');
    press('Escape');
    editor.close();
    opened.length = 0;
    expect(update).not.toHaveBeenCalled();
  }
});

describe('the clipboard', () => {
  const copied = (view: OpenEditor['view']) => view.serializeForClipboard(view.state.selection.content());
  it('gets real HTML and plain text, and an own copy pastes as it was', () => {
    const { view, select, blocks } = open('## T\n\n1. a\n   - **b**\n\nx {{y}}');
    select(1, view.state.doc.content.size - 1);
    const before = blocks();
    const { dom, text } = copied(view);
    expect(dom.innerHTML).toMatch(
      /<h2[^>]*>T<\/h2><ol><li data-indent="0">a<ul><li data-indent="1"><strong>b<\/strong>/,
    );
    expect(text).toBe('T\n\n1. a\n  • b\n\nx {{y}}');
    view.pasteHTML(dom.innerHTML);
    expect(blocks()).toEqual(before);
    select(4, 5);
    expect(copied(view).text).toBe('a');
  });

  it('puts a first block with its kind into an empty one, and words into words', () => {
    const { view, select, blocks } = open('');
    select(1);
    view.pasteHTML('<ul><li>a<ul><li>b</li></ul></li></ul>');
    expect(blocks()).toEqual(['b0:a', 'b1:b']);
    view.pasteText(' and **more**');
    // Pasted as plain text.
    expect(blocks()).toEqual(['b0:a', 'b1:b and **more**']);
    const line = open('Subject', { mode: 'line' });
    line.select(8);
    line.view.pasteHTML('<h1>one</h1><ul><li>two</li></ul>');
    expect(line.text.toDelta()).toEqual([{ insert: 'Subjectone two' }]);
  });
});

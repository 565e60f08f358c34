import { afterEach, expect, it, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { fromMarkdown } from '../../domain/text/markdown.ts';
import { writeBlocks } from '../../domain/text/write.ts';
import { drawn } from '../ui/drawn.ts';
import type { EditorProps } from './contract.ts';
import { TextEditor } from './TextEditor.tsx';
import { completed } from './tools/LinkDialog.tsx';
// Else their code comes when a test has looked already.
import './tools/Toolbar.tsx';
import './tools/TypedMenu.tsx';

type Drawn = Awaited<ReturnType<typeof drawn>>;
let page: Drawn | null = null;
afterEach(async () => {
  await page?.remove();
  page = null;
});

const propsOf = (markdown: string, more: Partial<EditorProps> = {}): EditorProps => {
  const doc = new Y.Doc();
  writeBlocks(doc.getText('t'), fromMarkdown(markdown));
  const nothing = (): void => {};
  return {
    text: doc.getText('t'),
    textId: 'brief/offer',
    awareness: new Awareness(doc),
    mode: 'copy',
    editable: true,
    label: 'Offer',
    placeholder: 'Write',
    highlights: [],
    mergeFields: [],
    writers: null,
    remarks: ['comment', 'suggest'],
    onSelect: nothing,
    onHighlight: nothing,
    onRemark: nothing,
    onRefused: nothing,
    onAnchors: nothing,
    ...more,
  };
};

it('is a named textbox with tools that say what they do', async () => {
  const props = propsOf('## Head');
  page = await drawn(<TextEditor {...props} />);
  const box = document.querySelector('[role=textbox]')!;
  expect(box.getAttribute('aria-label')).toBe('Offer');
  expect(box.getAttribute('aria-multiline')).toBe('true');
  expect(document.getElementById(box.getAttribute('aria-describedby')!)?.textContent).toMatch(/Escape/);
  expect(document.querySelector('[role=toolbar]')?.getAttribute('aria-label')).toBe('Tools for Offer');
  const bold = page.pressable('Bold');
  expect(bold.getAttribute('aria-pressed')).toBe('false');
  await page.click(bold);
  expect(page.pressable('Bold').getAttribute('aria-pressed')).toBe('true');
  expect(page.pressable('This block is').textContent).toContain('Heading 2');
});

it('has no tools where nothing can be written or left, and another text replaces the first one', async () => {
  page = await drawn(<TextEditor {...propsOf('read me', { editable: false, remarks: [] })} />);
  expect(document.querySelector('[role=toolbar]')).toBeNull();
  expect(document.querySelector('[role=textbox]')?.textContent).toBe('read me');
  await page.again(<TextEditor {...propsOf('another')} />);
  expect(document.querySelectorAll('[role=textbox]')).toHaveLength(1);
  expect(document.querySelector('[role=textbox]')?.textContent).toBe('another');
});

it('completes addresses as people write them', () => {
  expect(['noticewren.example', 'sam@noticewren.example', 'https://a.b', 'javascript:1', ' '].map(completed)).toEqual([
    'https://noticewren.example',
    'mailto:sam@noticewren.example',
    'https://a.b',
    'javascript:1',
    '',
  ]);
});

it('offers a reader what they may leave on the words, and no form for them', async () => {
  const onRemark = vi.fn();
  page = await drawn(<TextEditor {...propsOf('read me', { editable: false, onRemark })} />);
  expect([...document.querySelectorAll('[role=toolbar] button')].map((each) => each.textContent)).toEqual([
    'Comment',
    'Suggest',
  ]);
  await page.click(page.pressable('Suggest'));
  expect(onRemark).toHaveBeenCalledWith('suggest');
});

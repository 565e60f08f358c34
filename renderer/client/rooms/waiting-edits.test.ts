import { beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { StoredEdit } from '../store/local-store.ts';
import { FromRow, WaitingEdits } from './waiting-edits.ts';

let first: Uint8Array;
let second: Uint8Array;
let doc: Y.Doc;
let taken: (edit: StoredEdit) => void;
let waiting: WaitingEdits;
const origins: unknown[] = [];
beforeEach(() => {
  const made: Uint8Array[] = [];
  const other = new Y.Doc();
  other.on('update', (update: Uint8Array) => made.push(update));
  other.getText('objective').insert(0, 'first ');
  other.getText('objective').insert(6, 'second');
  [first, second] = made as [Uint8Array, Uint8Array];
  doc = new Y.Doc();
  origins.length = 0;
  doc.on('update', (_update: Uint8Array, origin: unknown) => origins.push(origin));
  taken = vi.fn();
  waiting = new WaitingEdits(doc, 'brief', taken);
});
const words = () => doc.getText('objective').toString();

it('wait for what they build on, and go in then as rows that the disk has', () => {
  waiting.add([
    { id: 2, bytes: second, unsent: true },
    { id: 1, bytes: first, unsent: true },
  ]);
  expect(waiting.unsent).toBe(2);
  waiting.retry('a window');
  expect(words()).toBe('first second');
  expect(origins).toEqual([new FromRow(1), new FromRow(2)]);
  expect(waiting.unsent).toBe(0);
});

it('are acknowledged where the server brings them itself, and only then', () => {
  waiting.add([{ id: 2, bytes: second, unsent: true }]);
  for (const bytes of [first, second]) Y.applyUpdate(doc, bytes);
  waiting.retry('the server');
  expect(taken).toHaveBeenCalledExactlyOnceWith({ id: 2, bytes: second, unsent: false });
  waiting.add([{ id: 2, bytes: second, unsent: true }]);
  waiting.retry('a window');
  expect(taken).toHaveBeenLastCalledWith({ id: 2, bytes: second, unsent: true });
});

it('do not go out as this member’s own where the server had them: they may be another’s', () => {
  waiting.add([{ id: 2, bytes: second, unsent: false }]);
  Y.applyUpdate(doc, first);
  waiting.retry('a window');
  expect(words()).toBe('first ');
  Y.applyUpdate(doc, second);
  waiting.retry('the server');
  expect(taken).toHaveBeenCalledOnce();
});

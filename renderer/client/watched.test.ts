import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { OpenRoom, Workspace } from './contract.ts';
import { selection, watchedDoc, watchedRoom, watchedText, type Memo } from './watched.ts';

describe('a selection', () => {
  it('is read once per state, and keeps its identity while its data are equal', () => {
    let state = { campaigns: ['a'], number: 1 };
    const select = vi.fn((of: typeof state) => [...of.campaigns]);
    const kept: Memo<string[]> = { last: null };
    const read = selection(kept, () => state, select);
    const first = read();
    expect(read()).toBe(first);
    expect(select).toHaveBeenCalledTimes(1);
    state = { ...state, number: 2 };
    expect(read()).toBe(first);
    state = { ...state, campaigns: ['a', 'b'] };
    expect(read()).toEqual(['a', 'b']);
    // Another render's selector, the same data.
    expect(
      selection(
        kept,
        () => state,
        (of) => of.campaigns,
      )(),
    ).toEqual(['a', 'b']);
  });
});

describe('a watched room', () => {
  const pretendRoom = () => {
    const listeners = new Set<() => void>();
    let replaced = false;
    const room = {
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      replaced: () => replaced,
      close: vi.fn(),
    };
    const replace = () => {
      replaced = true;
      for (const listener of listeners) listener();
    };
    return { room: room as unknown as OpenRoom, close: room.close, replace };
  };

  it('is open while somebody listens, and another one once it is replaced', () => {
    const [first, second] = [pretendRoom(), pretendRoom()];
    const openRoom = vi.fn<Workspace['openRoom']>().mockReturnValueOnce(first.room).mockReturnValueOnce(second.room);
    const { subscribe, read } = watchedRoom({ openRoom } as unknown as Workspace, 'campaign/spring/brief');
    expect(read()).toBeNull();
    const heard = vi.fn();
    const stop = subscribe(heard);
    expect(read()).toBe(first.room);
    first.replace();
    expect(heard).toHaveBeenCalledOnce();
    expect(read()).toBe(second.room);
    expect(first.close).toHaveBeenCalledOnce();
    stop();
    expect(second.close).toHaveBeenCalledOnce();
    expect(read()).toBeNull();
  });
});

it('a watched text is read again only after it changed', () => {
  const text = new Y.Doc().getText('offer');
  const { subscribe, read } = watchedText(text);
  const heard = vi.fn();
  const stop = subscribe(heard);
  text.insert(0, 'One');
  expect(read()).toBe('One');
  expect(heard).toHaveBeenCalledOnce();
  stop();
  text.insert(3, '!');
  expect(heard).toHaveBeenCalledOnce();
  expect(watchedText(null).read()).toBe('');
});

it('a watched document is another token after each change', () => {
  const doc = new Y.Doc();
  const { subscribe, read } = watchedDoc(doc);
  subscribe(() => {});
  const before = read();
  expect(read()).toBe(before);
  doc.getText('offer').insert(0, 'x');
  expect(read()).not.toBe(before);
});

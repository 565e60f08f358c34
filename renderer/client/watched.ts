import type * as Y from 'yjs';
import type { RoomName } from '../../domain/campaign/rooms.ts';
import type { OpenRoom, Workspace } from './contract.ts';
import { sameData } from './same-data.ts';

/** What `useSyncExternalStore` takes. */
export type Watched<T> = { subscribe: (listener: () => void) => () => void; read: () => T };

/** What was selected last, so that equal data keep their identity over the renders of one hook. */
export type Memo<T> = { last: { value: T } | null };

/** A selection of an outside value; read again only when that value is another one. */
export const selection = <S, T>(memo: Memo<T>, current: () => S, select: (value: S) => T): (() => T) => {
  let of: { source: S; value: T } | null = null;
  return () => {
    const source = current();
    if (of?.source === source) return of.value;
    const fresh = select(source);
    const value = memo.last && sameData(memo.last.value, fresh) ? memo.last.value : fresh;
    memo.last = { value };
    of = { source, value };
    return value;
  };
};

/** A room that is open while somebody listens. */
export const watchedRoom = (workspace: Workspace, name: RoomName): Watched<OpenRoom | null> => {
  let room: OpenRoom | null = null;
  return {
    read: () => room,
    subscribe: (listener) => {
      let undo: () => void;
      const open = () => {
        const opened = workspace.openRoom(name);
        const stop = opened.subscribe(() => {
          if (!opened.replaced()) return;
          undo();
          open();
          listener();
        });
        undo = () => {
          stop();
          opened.close();
        };
        room = opened;
      };
      open();
      return () => {
        undo();
        room = null;
      };
    },
  };
};

/** The characters of a text, read again after each change of it; an empty string where there is none. */
export const watchedText = (text: Y.Text | null | undefined): Watched<string> => {
  let value: string | null = null;
  return {
    read: () => (value ??= text ? text.toString() : ''),
    subscribe: (listener) => {
      // It may have changed between the first read and now.
      value = null;
      const changed = () => {
        value = null;
        listener();
      };
      text?.observe(changed);
      return () => {
        text?.unobserve(changed);
      };
    },
  };
};

/** A token that is another one after each change of the document. */
export const watchedDoc = (doc: Y.Doc | undefined): Watched<object> => {
  let turn = {};
  return {
    read: () => turn,
    subscribe: (listener) => {
      turn = {};
      const changed = () => {
        turn = {};
        listener();
      };
      doc?.on('update', changed);
      return () => {
        doc?.off('update', changed);
      };
    },
  };
};

import { useEffect, useId, useSyncExternalStore } from 'react';
import type { GlyphName } from '../ui/glyphs.tsx';

/** One line of the palette, offered while the component that registered it is mounted. */
export type PaletteCommand = {
  id: string;
  title: string;
  icon?: GlyphName | undefined;
  /** How it is reached without the palette, as `useKeys` writes keys; shown here and in the shortcuts, bound by its screen. */
  kbd?: string | undefined;
  /** The heading it stands under, such as `Here, in Spring renewal`. */
  group: string;
  run: () => void;
  /** Why it cannot be done now. It stays in the list, so that the reason is found where the action is looked for. */
  reason?: string | undefined;
};

type Registered = { commands: readonly PaletteCommand[]; everywhere: boolean };
let registered: ReadonlyMap<string, Registered> = new Map();
let flat: readonly PaletteCommand[] = [];
const listeners = new Set<() => void>();

const put = (owner: string, commands: Registered | null): void => {
  const next = new Map(registered);
  if (commands) next.set(owner, commands);
  else next.delete(owner);
  registered = next;
  // What was registered last belongs to the innermost screen and comes first; what works everywhere comes last, whenever it came.
  flat = [...next.values()]
    .reverse()
    .toSorted((one, other) => Number(one.everywhere) - Number(other.everywhere))
    .flatMap((each) => each.commands);
  for (const listener of listeners) listener();
};

const same = (one: readonly PaletteCommand[] | undefined, other: readonly PaletteCommand[]): boolean =>
  one?.length === other.length &&
  one.every((command, index) => {
    const against = other[index];
    return (
      against !== undefined &&
      command.id === against.id &&
      command.title === against.title &&
      command.icon === against.icon &&
      command.kbd === against.kbd &&
      command.group === against.group &&
      command.reason === against.reason
    );
  });

/** Offers commands while the calling component is mounted. The list may be made anew at each render; `run` is always the newest. */
export const usePaletteCommands = (commands: readonly PaletteCommand[], everywhere = false): void => {
  const owner = useId();
  const newest = latest(owner, commands);
  useEffect(() => {
    if (!same(registered.get(owner)?.commands, newest)) put(owner, { commands: newest, everywhere });
  });
  useEffect(
    () => () => {
      runs.delete(owner);
      put(owner, null);
    },
    [owner],
  );
};

const runs = new Map<string, readonly PaletteCommand[]>();
const latest = (owner: string, commands: readonly PaletteCommand[]): readonly PaletteCommand[] => {
  runs.set(owner, commands);
  return commands.map((command) => ({
    ...command,
    run: () => {
      (runs.get(owner) ?? commands).find((each) => each.id === command.id)?.run();
    },
  }));
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useRegisteredCommands = (): readonly PaletteCommand[] => useSyncExternalStore(subscribe, () => flat);

import type { BrowserWindow, Rectangle } from 'electron';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.ts';

const WindowState = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

const smallest = { width: 720, height: 520 };
const usual = { width: 1280, height: 860 };

/** Where the window goes: where it was, made to fit and to stay on a screen that is there now; else in the middle of the first. */
export const placeWindow = (before: WindowState | null, screens: readonly Rectangle[]): WindowState => {
  const screen =
    (before && screens.find((each) => overlap(each, before) >= 0.25 * before.width * before.height)) ?? screens[0];
  if (!screen) return { x: 0, y: 0, ...usual, maximized: false };
  const width = Math.min(Math.max(before?.width ?? usual.width, smallest.width), screen.width);
  const height = Math.min(Math.max(before?.height ?? usual.height, smallest.height), screen.height);
  const kept = before && overlap(screen, before) > 0;
  const within = (at: number, from: number, room: number, size: number) =>
    Math.min(Math.max(at, from), from + room - size);
  return {
    x: within(kept ? before.x : screen.x + Math.round((screen.width - width) / 2), screen.x, screen.width, width),
    y: within(kept ? before.y : screen.y + Math.round((screen.height - height) / 2), screen.y, screen.height, height),
    width,
    height,
    maximized: before?.maximized ?? false,
  };
};

/** How far apart two windows begin, in pixels: each one's title stays in sight. */
const STEP = 32;

/** The place, moved on where another window begins at the very same, which it would hide. */
export const besideOthers = (
  place: WindowState,
  others: readonly Rectangle[],
  screens: readonly Rectangle[],
): WindowState => {
  let at = place;
  for (let tries = 0; tries < others.length && others.some(({ x, y }) => x === at.x && y === at.y); tries += 1)
    at = placeWindow({ ...at, x: at.x + STEP, y: at.y + STEP, maximized: false }, screens);
  return at;
};

const overlap = (a: Rectangle, b: Rectangle): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

export const readWindowState = (file: string): WindowState | null => readJson(file, WindowState);

/** Remembers a window's place when it closes. A disk that refuses costs the place, never the quit. */
export const rememberWindow = (window: BrowserWindow, file: string): void => {
  window.on('close', () => {
    try {
      writeJson(file, { ...window.getNormalBounds(), maximized: window.isMaximized() });
    } catch (error) {
      console.warn('The window’s place was not kept.', error);
    }
  });
};
export { smallest };

import type { DesktopApp } from '../desktop-host/launch.ts';

// What the operating system does for the app. Under a test nobody sits before its dialogs and no browser is to open, so a test that comes to
// one puts its own function there. Electron's modules are looked at when they are called, so this works on every host.

/**
 * From here on pages have as long to flush as they need. The app asks a person after a few seconds, which a machine that does other work
 * may well take, and a test that means something else would not be there to answer.
 */
export const pagesHaveTime = (app: DesktopApp): Promise<void> =>
  app.evaluate(() => {
    const wait = globalThis.setTimeout;
    Object.assign(globalThis, {
      impatient: wait,
      setTimeout: (work: () => void, ms: number, ...rest: unknown[]) =>
        wait(work, ms >= 1_000 && ms < 5_000 ? ms * 30 : ms, ...rest),
    });
  });
/** Pages have as long to flush as the app gives them again. */
export const pagesHaveNoTime = (app: DesktopApp): Promise<void> =>
  app.evaluate(() => {
    Object.assign(globalThis, { setTimeout: (globalThis as unknown as { impatient: typeof setTimeout }).impatient });
  });

/** One of the app's own dialogs, as it was asked for. */
export type Question = {
  message: string;
  detail?: string | undefined;
  buttons?: string[] | undefined;
  defaultId?: number | undefined;
};

/** From here on the app's dialogs are answered with the button of this number, and kept; what was asked before is forgotten. */
export const answers = (app: DesktopApp, response: number): Promise<void> =>
  app.evaluate(({ dialog }, answer: number) => {
    const asked: Question[] = [];
    Object.assign(globalThis, { asked });
    Object.assign(dialog, {
      showMessageBox: (...from: unknown[]) => {
        const { message, detail, buttons, defaultId } = from.at(-1) as Question;
        asked.push({ message, detail, buttons, defaultId });
        return Promise.resolve({ response: answer, checkboxChecked: false });
      },
    });
  }, response);

/** The questions since `answers`. */
export const asked = (app: DesktopApp): Promise<Question[]> =>
  app.evaluate(() => (globalThis as unknown as { asked: Question[] }).asked);

/** From here on nothing is handed to the system's browser or mail program; it is kept instead. */
export const keepsLinks = (app: DesktopApp): Promise<void> =>
  app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    Object.assign(shell, {
      openExternal: (url: string) => {
        opened.push(url);
        return Promise.resolve();
      },
    });
  });

/** The links since `keepsLinks`. */
export const opened = (app: DesktopApp): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);

/** From here on the save dialog is answered with this file, or cancelled; what it proposed is kept. */
export const savesTo = (app: DesktopApp, file: string | null): Promise<void> =>
  app.evaluate(({ dialog }, chosen: string | null) => {
    Object.assign(dialog, {
      showSaveDialog: (...from: unknown[]) => {
        Object.assign(globalThis, { proposed: (from.at(-1) as { defaultPath?: string }).defaultPath });
        return Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
      },
    });
  }, file);

/** The path that the save dialog proposed last. */
export const proposed = (app: DesktopApp): Promise<string | undefined> =>
  app.evaluate(() => (globalThis as unknown as { proposed?: string }).proposed);

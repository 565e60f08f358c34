import { z } from 'zod';

const KEY = 'countersign.joining';
const Joining = z.object({ server: z.string(), name: z.string() });
export type Joining = z.infer<typeof Joining>;

/** Survives the reload with which the shell lets a new server in: where the invite leads, and the name that was typed already. */
export const keepJoining = (joining: Joining): void => {
  sessionStorage.setItem(KEY, JSON.stringify(joining));
};

/** What was kept by `keepJoining`; null where nothing was, or it cannot be read. */
export const joining = (): Joining | null => {
  try {
    return Joining.parse(JSON.parse(sessionStorage.getItem(KEY) ?? ''));
  } catch {
    return null;
  }
};

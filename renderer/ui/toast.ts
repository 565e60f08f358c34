/** Messages that come and go. `toast('Link copied')` from anywhere; `ToastRegion` draws them once, at the root. */
export type ToastAction = { label: string; onAction: () => void };
export type Toast = { id: number; message: string; action: ToastAction | null };

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

export const toast = (message: string, { action }: { action?: ToastAction } = {}): void => {
  last += 1;
  // The same words twice in a row are one message; more than three at once nobody reads.
  toasts = [...toasts.filter((each) => each.message !== message), { id: last, message, action: action ?? null }].slice(
    -3,
  );
  tell();
};
export const dismissToast = (id: number): void => {
  toasts = toasts.filter((each) => each.id !== id);
  tell();
};
export const readToasts = (): readonly Toast[] => toasts;
export const onToasts = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
